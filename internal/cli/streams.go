package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"syscall"

	"golang.org/x/term"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/report"
)

// print writes to standard output. A reader that has closed the pipe, such as head, is not an error; the exit code
// still reflects what the run found.
func (s *session) print(write func(io.Writer) error) error {
	b := bufio.NewWriterSize(s.Stdout, writeSize)
	err := write(b)
	if err == nil {
		err = b.Flush()
	}
	if err == nil || brokenPipe(err) {
		return nil
	}
	return fmt.Errorf("standard output cannot be written: %w", cause(err))
}

// writeSize is the size of a write in bytes: a log of all rules takes 17 writes, not 70.
const writeSize = 16 << 10

// say prints text that may contain user input, with control characters and workflow commands escaped.
func (s *session) say(text string) error {
	return s.print(func(w io.Writer) error {
		_, err := io.WriteString(w, harmless.Lines(text))
		return err
	})
}

// ctxReader is a reader that stops waiting when ctx ends: a read from standard input cannot be interrupted, but a user
// at a terminal must be able to cancel.
type ctxReader struct {
	ctx  context.Context //nolint:containedctx // io.Reader takes no context
	from io.Reader
}

func (c *ctxReader) Read(b []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	copied, done := make([]byte, len(b)), make(chan result, 1)
	go func() {
		n, err := c.from.Read(copied)
		done <- result{n, err}
	}()
	select {
	case <-c.ctx.Done():
		return 0, c.ctx.Err()
	case r := <-done:
		return copy(b, copied[:r.n]), r.err
	}
}

// brokenPipe reports whether the reader has closed the pipe. Windows has two error codes for it.
func brokenPipe(err error) bool {
	if runtime.GOOS == "windows" {
		const brokenPipe, noData = syscall.Errno(109), syscall.Errno(232)
		return errors.Is(err, brokenPipe) || errors.Is(err, noData)
	}
	return errors.Is(err, syscall.EPIPE)
}

// cause strips the operation and the path, because messages contain them already.
func cause(err error) error {
	if e, ok := errors.AsType[*os.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}

// outputOptions returns the options of a report on standard output; color is auto, always or never.
func (s *session) outputOptions(color string) report.Options {
	width, terminal := 0, false
	if f, ok := s.Stdout.(*os.File); ok {
		fd := int(f.Fd())
		if terminal = term.IsTerminal(fd) && showsColor(f); terminal {
			width, _, _ = term.GetSize(fd) // 0 if the terminal does not report it
		}
	}
	o := report.Options{Width: width, Color: s.colored(color, terminal)}
	o.Hyperlinks = o.Color && terminal && s.showsLinks()
	return o
}

// colored reports whether to use color. The flag takes precedence, then NO_COLOR (no-color.org), then FORCE_COLOR, then
// what the terminal supports.
func (s *session) colored(color string, terminal bool) bool {
	switch {
	case color == "always":
		return true
	case color == never || s.variable("NO_COLOR") != "":
		return false
	case s.variable("FORCE_COLOR") != "":
		return s.variable("FORCE_COLOR") != "0"
	}
	return terminal && s.variable("TERM") != "dumb"
}

// showsLinks reports whether the terminal is known to support OSC 8 hyperlinks.
func (s *session) showsLinks() bool {
	switch s.variable("TERM_PROGRAM") {
	case "iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby":
		return true
	}
	switch s.variable("TERM") {
	case "xterm-kitty", "alacritty", "foot", "xterm-ghostty":
		return true
	}
	vte, err := strconv.Atoi(s.variable("VTE_VERSION"))
	return err == nil && vte >= 5000 || s.variable("WT_SESSION") != "" || s.variable("KONSOLE_VERSION") != ""
}

func (s *session) variable(name string) string {
	value, _ := s.Lookup(name)
	return value
}
