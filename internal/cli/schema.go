package cli

import (
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/suggest"
	"github.com/tenantlint/tenantlint/internal/topology"
	"github.com/tenantlint/tenantlint/schema"
)

func schemaNames() []string { return []string{"manifest", "config", "output", "input"} }

// schema is the command that prints a JSON Schema. That of the input is generated; the others are printed byte for byte
// as they are published.
func (s *session) schema(ctx *cli.Context) error {
	text := schema.Manifest
	switch name := ctx.Args().First(); name {
	case "", "manifest":
	case "config":
		text = schema.Config
	case "output":
		text = schema.Output
	case "input":
		return s.print(func(w io.Writer) error { return harmless.Encode(w, topology.InputSchema()) })
	default:
		near, ok := suggest.Nearest(name, schemaNames())
		return usagef("no schema %q; there are %s%s", name, strings.Join(schemaNames(), ", "), didYouMean(near, ok))
	}
	return s.print(func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}
