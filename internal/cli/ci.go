package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/tenantlint/tenantlint/internal/graph"
	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/repository"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// locateRepository asks git where the repository is hosted, in parallel with the run, if one of the formats needs it.
// The returned function waits for the result.
func (s *session) locateRepository(ctx context.Context, targets []target) func() *result.Repository {
	needed := []string{sarifName, githubName, "gitlab", "junit", "html"}
	if !slices.ContainsFunc(targets, func(t target) bool { return slices.Contains(needed, t.format.Name) }) {
		return func() *result.Repository { return nil }
	}
	answer := make(chan *result.Repository, 1)
	go func() { answer <- repository.Find(ctx, source.Root(s.Dir)) }()
	return func() *result.Repository { return <-answer }
}

var positiveNumber = pattern.New(`^[1-9][0-9]{0,18}$`)

// pipeline returns the run of Azure Pipelines that the predefined variables describe, or nil if one of them is missing
// or malformed (https://learn.microsoft.com/azure/devops/pipelines/build/variables).
func (s *session) pipeline() *result.Pipeline {
	p := result.Pipeline{
		BuildID:        s.getenv("BUILD_BUILDID"),
		DefinitionID:   s.getenv("SYSTEM_DEFINITIONID"),
		DefinitionName: s.getenv("BUILD_DEFINITIONNAME"),
		PhaseID:        s.getenv("SYSTEM_PHASEID"),
		PhaseName:      s.getenv("SYSTEM_PHASENAME"),
	}
	if p.DefinitionName == "" || p.PhaseName == "" ||
		!positiveNumber().MatchString(p.BuildID) || !positiveNumber().MatchString(p.DefinitionID) || !identifier.IsGUID(p.PhaseID) {
		return nil
	}
	return &p
}

// summarize appends the report and a diagram of the tenants to the job summary of GitHub Actions, if the github format
// is used and the runner names a file for the summary. The file may already contain output of the step.
func (s *session) summarize(run *result.Run, targets []target) error {
	path := s.getenv("GITHUB_STEP_SUMMARY")
	if path == "" || !slices.ContainsFunc(targets, func(t target) bool { return t.format.Name == githubName }) {
		return nil
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.Dir, path)
	}
	f, err := open(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE)
	if err == nil {
		err = writeAndClose(f, func(w io.Writer) error {
			if _, err := io.WriteString(w, "\n"); err != nil { // existing text may lack a final newline
				return err
			}
			if err := report.Markdown(w, run, report.Options{}); err != nil {
				return err
			}
			return writeDiagram(w, run)
		})
	}
	if err != nil {
		return fmt.Errorf("job summary %q, which GITHUB_STEP_SUMMARY names, cannot be written: %w", path, cause(err))
	}
	return nil
}

// writeDiagram writes the tenants and their findings as a Mermaid diagram in Markdown. Mermaid's text contains no
// backquotes, so nothing in it can close the fence.
func writeDiagram(w io.Writer, run *result.Run) error {
	if run.Topology == nil || run.Totals.Tenants+run.Totals.Environments == 0 {
		return nil
	}
	facts, err := policy.NewPlatformFacts(run.Residency)
	if err != nil {
		return err
	}
	model, err := graph.Build(run.Topology, graph.Options{Findings: run.Findings, ShowFindings: true, PlatformFacts: facts})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\n```mermaid\n"); err != nil {
		return err
	}
	if err := model.Mermaid(w, graph.Tenants); err != nil {
		return err
	}
	_, err = io.WriteString(w, "```\n")
	return err
}
