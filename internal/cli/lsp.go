package cli

import (
	"time"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/lsp"
)

const lspHelp = `An editor starts it in the background and talks to it on standard input and output.
It checks the topology of the folder that is open, with what is not saved yet.
`

// lspOptions are what editors append to the command of any language server.
func lspOptions() []option {
	return []option{
		{name: "stdio", about: "talk on standard input and output, as it always does"},
		{name: "clientProcessId", value: "PID", about: "the editor, which is taken for gone when standard input ends"},
	}
}

// lsp is the command that serves an editor.
func (s *session) lsp(ctx *cli.Context) error {
	return lsp.Serve(ctx.Context, s.Stdin, s.Stdout, lsp.Options{
		Version: version(),
		Today:   func() string { return time.Now().Format(time.DateOnly) },
		Delay:   lsp.Delay,
		Look:    lsp.Look,
		Log:     s.Stderr,
	})
}
