// Package cli is the command line: commands, flags, environment, streams and exit codes. It decides
// nothing about manifests.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/lsp"
	"github.com/tenantlint/tenantlint/internal/secret"
)

// The exit codes, the same for every command and format.
const (
	OK          = 0   // no finding at or above --fail-on
	Findings    = 1   // findings
	Failure     = 2   // could not do the job: usage, input or output, internal
	Nothing     = 3   // nothing to check
	Interrupted = 130 // by SIGINT or SIGTERM
)

// Env is all that the program sees of what is outside.
type Env struct {
	// Args are the arguments, without the name of the program.
	Args []string
	// Dir is the working folder, absolute.
	Dir            string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Lookup returns a variable of the environment, and whether it is set.
	Lookup func(name string) (string, bool)
}

// errFindings ends a run that did its job and found something.
var errFindings = errors.New("findings")

// usageError is a mistake on the command line; help is the command to read about, if that helps.
type usageError struct {
	message string
	help    string
}

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return &usageError{message: fmt.Sprintf(format, args...)}
}

// Main runs the program and returns its exit code. It writes to nothing but the streams of w and
// the files that w's arguments name.
func Main(ctx context.Context, w Env) int {
	w.Stdin = &ctxReader{ctx: ctx, from: w.Stdin}
	s := &session{Env: w}
	return s.exit(ctx, s.run(ctx))
}

// session is one run of the program.
type session struct {
	Env

	line line
	// decides is what --config-from reads instead of the configuration of the work tree; else nil.
	decides *snapshot
	// sources are the files that were read other than manifests, settings and policies.
	sources []output
}

func (s *session) run(ctx context.Context) error {
	var err error
	if s.line, err = parse(s.Args, s.Dir, s.Lookup); err != nil {
		return err
	}
	if s.line.help {
		return s.print(func(w io.Writer) error { return writeHelp(w, s.line.command) })
	}
	return s.app().RunContext(ctx, s.line.canonical())
}

// app builds the library's application for the command, with its own help, suggestions and exit handling disabled. It
// gets only the flags that were given, because the library checks each known flag several times, which takes longer
// than checking a manifest.
func (s *session) app() *cli.App {
	c := s.line.command
	return &cli.App{
		Name:            "tenantlint",
		HideHelp:        true,
		HideHelpCommand: true,
		HideVersion:     true,
		Reader:          s.Stdin,
		Writer:          s.Stdout,
		ErrWriter:       s.Stderr,
		ExitErrHandler:  func(*cli.Context, error) {},
		Commands: []*cli.Command{{
			Name:            c.name,
			Flags:           libraryFlags(s.line.options()),
			HideHelp:        true,
			HideHelpCommand: true,
			Action:          func(ctx *cli.Context) error { return c.run(s, ctx) },
		}},
	}
}

// exit says what went wrong, if anything did, and returns the code for it.
func (s *session) exit(ctx context.Context, err error) int {
	usage, isUsage := errors.AsType[*usageError](err)
	switch {
	case err == nil:
		return OK
	case errors.Is(err, errFindings):
		return Findings
	case errors.Is(err, lsp.ErrExit): // the code that the protocol needs
		s.complain(err.Error())
		return Findings
	case ctx.Err() != nil:
		s.complain("interrupted")
		return Interrupted
	case errors.Is(err, lint.ErrNothingToCheck):
		s.complain(err.Error())
		return Nothing
	case isUsage && usage.help != "":
		s.complain(err.Error())
		s.complain("learn more: tenantlint help " + usage.help)
	default:
		s.complain(err.Error())
	}
	return Failure
}

// complain writes lines to standard error; nothing can be done where that fails.
func (s *session) complain(text string) {
	for line := range strings.Lines(secret.Redact(text)) {
		_, _ = fmt.Fprintf(s.Stderr, "tenantlint: %s\n", harmless.Line(strings.TrimRight(line, "\r\n")))
	}
}
