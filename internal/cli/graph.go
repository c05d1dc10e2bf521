package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/graph"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/suggest"
	"github.com/tenantlint/tenantlint/internal/topology"
)

const graphHelp = `A view answers one question:

  tenants       which environments exist, at which stage and where (default)
  deployments   how does a change get to production, and which stage is missing
  data          where does each data set flow, and is it allowed there
  trust         who has access from where, and what is blocked

Without --findings nothing is checked. With it the boxes show how many findings
they have, and lines connect what conflicts. Above 60 environments the picture
shows counts by tenant, stage and location; --tenant shows one tenant in full,
and JSON always has everything.
`

func graphFormats() []string { return []string{"mermaid", "dot", "svg", "json"} }

func graphViews() []string {
	var words []string
	for _, v := range graph.Views() {
		words = append(words, string(v))
	}
	return words
}

func graphOptions() []option {
	return append(inputOptions(), []option{
		ruleSetOptions()[0],
		{name: "format", value: "FORMAT", values: graphFormats, closed: true, group: groupReport, summary: "mermaid (default), dot, svg or json"},
		{
			name:    "view",
			value:   "VIEW",
			values:  graphViews,
			closed:  true,
			group:   groupReport,
			summary: "tenants (default), deployments, data or trust",
		},
		{name: "findings", group: groupReport, summary: "check the topology and show the findings in the picture"},
		{name: "tenant", value: "NAME", group: groupReport, summary: "show one tenant in full"},
		{name: "output", value: "FILE", group: groupReport, summary: "write the picture to FILE"},
	}...)
}

// graph is the command that draws the topology.
func (s *session) graph(ctx *cli.Context) error {
	options, err := s.options(ctx)
	if err != nil {
		return err
	}
	settings, err := s.configure(ctx, &options)
	if err != nil {
		return err
	}
	o := graph.Options{Tenant: ctx.String("tenant"), ShowFindings: ctx.Bool("findings")}
	if o.PlatformFacts, err = policy.NewPlatformFacts(options.Residency); err != nil {
		return err
	}
	t, read, err := s.loadTopology(ctx, options, &o)
	if err != nil {
		return err
	}
	model, err := graph.Build(t, o)
	if unknown, ok := errors.AsType[*graph.UnknownTenantError](err); ok {
		near, ok := suggest.Nearest(unknown.Name, unknown.Known)
		return usagef("--tenant: %v%s", err, didYouMean(near, ok))
	}
	if err != nil {
		return err
	}
	view := graph.Views()[0]
	if ctx.IsSet("view") {
		view = graph.View(ctx.String("view"))
	}
	write := func(w io.Writer) error {
		switch ctx.String("format") {
		case "dot":
			return model.DOT(w, view)
		case "svg":
			return model.SVG(w, view)
		case "json":
			return model.JSON(w, view)
		}
		return model.Mermaid(w, view)
	}
	name := ctx.String("output")
	if name == "" || name == "-" {
		return s.print(write)
	}
	if err := s.checkOutput(ctx, name, settings, read); err != nil {
		return err
	}
	return s.saveTo(ctx.Context, "picture", name, write)
}

// loadTopology returns the topology and the files it was read from. With --findings it also checks the topology, and
// adds the findings to o.
func (s *session) loadTopology(ctx *cli.Context, options lint.Options, o *graph.Options) (*topology.Topology, []source.Input, error) {
	if !o.ShowFindings {
		t, notices, read, err := lint.Topology(ctx.Context, options)
		for _, n := range notices {
			s.log(fmt.Sprintf("%q: %s; the graph does not show what it declares", n.Path, n.Message))
		}
		return t, read, err
	}
	progress, stop := s.startProgress()
	options.Progress = progress
	result, err := lint.Run(ctx.Context, options)
	stop()
	if err != nil {
		return nil, nil, err
	}
	o.Findings = result.Run.Findings
	for _, n := range result.Run.Notices {
		s.log(fmt.Sprintf("%q: %s; the graph does not show what it declares", n.Path, n.Message))
	}
	return result.Run.Topology, result.Read, nil
}
