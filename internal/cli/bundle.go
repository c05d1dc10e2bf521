package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/bundle"
)

const bundleHelp = `The bundle holds the policies, their library, and their data with what the
configuration adds to it. The same policies give the same bytes. It does not
replace a report: it has no levels, suppressions or baseline, and no rules of the
groups parse, schema and reference, which need the text of manifests.

  tenantlint input | opa eval --bundle bundle.tar.gz --stdin-input \
    --strict-builtin-errors 'data.tenantlint.main.findings'

A topology too large for one server is split: "tenantlint input --shard 1/2" and
"2/2" give two servers inputs whose findings are together those of the whole, and
"tenantlint lint --findings-from" makes a report of what they answer about
data.tenantlint.answer.
`

// defaultBundle is the name that OPA's own tools give to a bundle.
const defaultBundle = "bundle.tar.gz"

func bundleOptions() []option {
	options := []option{{name: "output", value: "FILE", about: `the file to write in place of bundle.tar.gz; "-" is standard output`}}
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
	o, err := bundled(options)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error { return bundle.Write(w, o, version()) }
	name := cmp.Or(ctx.String("output"), defaultBundle)
	if name == "-" {
		return s.print(write)
	}
	// Policies that cannot be used are told as they are; the rest is about the file.
	if _, err := o.Facts(); err != nil {
		return err
	}
	if err := s.saveNamed(ctx.Context, "bundle", name, write); err != nil {
		return err
	}
	return s.print(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "wrote %s\n", name)
		return err
	})
}
