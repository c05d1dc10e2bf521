package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/bundle"
)

const bundleHelp = `The bundle contains the policies, their library, and their data with what the
configuration adds to it, all below data.tenantlint. The same policies give the
same bytes. It does not replace a report: it has no levels, suppressions or
baseline, and no rules of the groups parse, schema and reference, which need the
text of manifests.

  tenantlint input | opa eval --bundle bundle.tar.gz --stdin-input \
    --strict-builtin-errors 'data.tenantlint.main.findings'

With --adapter conftest it has the levels, too, and deny and warn:

  tar xzf bundle.tar.gz -C policy
  tenantlint input | conftest test --parser json --policy policy \
    --data policy --namespace tenantlint.conftest -

A topology too large for one server can be split: "tenantlint input --shard 1/2" and
"2/2" print inputs for two servers. Each evaluates data.tenantlint.answer, and
"tenantlint lint --findings" combines the results in a report.
`

// defaultBundle is the file name that OPA's own tools use for a bundle.
const defaultBundle = "bundle.tar.gz"

func bundleOptions() []option {
	options := []option{
		{name: "output", value: "FILE", summary: `write to FILE instead of bundle.tar.gz; "-" is standard output`},
		{
			name:    "adapter",
			value:   "PROGRAM",
			values:  bundle.Adapters,
			closed:  true,
			summary: "add what this program asks for; conftest has deny and warn",
		},
	}
	shared := []string{"enable", "disable", "only", "policy", "config", "no-config"}
	for _, o := range lintOptions() {
		if slices.Contains(shared, o.name) {
			o.group = ""
			options = append(options, o)
		}
	}
	return options
}

// bundle is the command that writes the policies for Open Policy Agent.
func (s *session) bundle(ctx *cli.Context) error {
	options, err := s.options(ctx)
	if err != nil {
		return err
	}
	if _, err := s.configure(ctx, &options); err != nil {
		return err
	}
	content, severity, err := bundleContent(options)
	if err != nil {
		return err
	}
	o := bundle.Options{Options: content, Adapter: ctx.String("adapter"), Severity: severity, Version: version()}
	write := func(w io.Writer) error { return bundle.Write(w, o) }
	name := cmp.Or(ctx.String("output"), defaultBundle)
	if name == "-" {
		return s.print(write)
	}
	// Return an error of a policy as it is; all later errors are about the file.
	if _, err := o.Facts(); err != nil {
		return err
	}
	if path, err := s.resolveOutputPath(name); err == nil && !isReplaceable(path, gzipMagic) {
		return usagef("--output %q would overwrite a file that is not a bundle; name another file", name)
	}
	if err := s.saveTo(ctx.Context, "bundle", name, write); err != nil {
		return err
	}
	return s.print(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "wrote %s\n", name)
		return err
	})
}

// gzipMagic is the prefix of every gzip file.
const gzipMagic = "\x1f\x8b"
