package cli

import (
	"time"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/lsp"
)

const lspHelp = `An editor starts it in the background and communicates over standard input and output.
It checks the topology of the open folder, including unsaved changes.
`

// lspOptions returns the flags that editors pass to any language server.
func lspOptions() []option {
	return []option{
		{name: "stdio", summary: "use standard input and output (always on)"},
		{name: "clientProcessId", value: "PID", summary: "process id of the editor; the server ends when standard input does"},
	}
}

// lsp is the command that serves an editor.
func (s *session) lsp(ctx *cli.Context) error {
	return lsp.Serve(ctx.Context, s.Stdin, s.Stdout, lsp.Options{
		Version:     version(),
		Today:       func() string { return time.Now().Format(time.DateOnly) },
		Delay:       lsp.Delay,
		RescanDelay: lsp.RescanDelay,
		Log:         s.Stderr,
	})
}
