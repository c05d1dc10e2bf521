// Package cli implements the command line: commands, flags, environment variables, streams and exit codes. It makes no
// decisions about manifests.
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

// Env contains everything that the program takes from its process.
type Env struct {
	// Args are the command-line arguments, without the program name.
	Args []string
	// Dir is the absolute path of the working folder.
	Dir            string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Lookup returns an environment variable and reports whether it is set, as os.LookupEnv does.
	Lookup func(name string) (string, bool)
}

// errFindings is the error of a run that succeeded and exits with Findings.
var errFindings = errors.New("findings")

// usageError is a mistake on the command line. If help is not empty, the message refers to the help of that command.
type usageError struct {
	message string
	help    string
}

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return &usageError{message: fmt.Sprintf(format, args...)}
}

// Main runs the program and returns its exit code. It writes only to the streams of env and to the files that the
// command line and the environment name.
func Main(ctx context.Context, env Env) int {
	env.Stdin = &ctxReader{ctx: ctx, from: env.Stdin}
	s := &session{Env: env}
	return s.exit(ctx, s.run(ctx))
}

// session is one run of the program.
type session struct {
	Env

	line commandLine
	// baseSnapshot is the snapshot that --config-from reads instead of the configuration of the working tree, or nil.
	baseSnapshot *snapshot
	// protectedFiles are the files that were read other than manifests, configuration and policies, such as exports. No
	// output may overwrite them.
	protectedFiles []namedFile
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

// exit logs the error, if there is one, and returns the exit code for it.
func (s *session) exit(ctx context.Context, err error) int {
	usage, isUsage := errors.AsType[*usageError](err)
	switch {
	case err == nil:
		return OK
	case errors.Is(err, errFindings):
		return Findings
	case errors.Is(err, lsp.ErrExit): // the exit code that the protocol requires
		s.log(err.Error())
		return Findings
	case ctx.Err() != nil:
		s.log("interrupted")
		return Interrupted
	case errors.Is(err, lint.ErrNothingToCheck):
		s.log(err.Error())
		return Nothing
	case isUsage && usage.help != "":
		s.log(err.Error())
		s.log("learn more: tenantlint help " + usage.help)
	default:
		s.log(err.Error())
	}
	return Failure
}

// log writes text to standard error, line by line. A failed write is ignored because it cannot be reported.
func (s *session) log(text string) {
	for line := range strings.Lines(secret.Redact(text)) {
		_, _ = fmt.Fprintf(s.Stderr, "tenantlint: %s\n", harmless.Line(strings.TrimRight(line, "\r\n")))
	}
}
