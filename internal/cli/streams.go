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
	if err == nil || isBrokenPipe(err) {
		return nil
	}
	return fmt.Errorf("standard output cannot be written: %w", cause(err))
}

// writeSize is the size of a write in bytes: a log of all rules takes 17 writes, not 70.
const writeSize = 16 << 10

// printText prints text that may contain user input, with control characters and workflow commands escaped.
func (s *session) printText(text string) error {
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
	buf, done := make([]byte, len(b)), make(chan result, 1)
	go func() {
		n, err := c.from.Read(buf)
		done <- result{n, err}
	}()
	select {
	case <-c.ctx.Done():
		return 0, c.ctx.Err()
	case r := <-done:
		return copy(b, buf[:r.n]), r.err
	}
}

// isBrokenPipe reports whether the reader has closed the pipe. Windows has two error codes for it.
func isBrokenPipe(err error) bool {
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
		if terminal = term.IsTerminal(fd) && supportsEscapes(f); terminal {
			width, _, _ = term.GetSize(fd) // 0 if the terminal does not report it
		}
	}
	o := report.Options{Width: width, Color: s.useColor(color, terminal)}
	o.Hyperlinks = o.Color && terminal && s.supportsHyperlinks()
	return o
}

// useColor reports whether to use color. The flag takes precedence, then NO_COLOR (no-color.org), then FORCE_COLOR,
// then what the terminal supports.
func (s *session) useColor(color string, terminal bool) bool {
	switch {
	case color == "always":
		return true
	case color == never || s.getenv("NO_COLOR") != "":
		return false
	case s.getenv("FORCE_COLOR") != "":
		return s.getenv("FORCE_COLOR") != "0"
	}
	return terminal && s.getenv("TERM") != "dumb"
}

// supportsHyperlinks reports whether the terminal is known to support OSC 8 hyperlinks.
func (s *session) supportsHyperlinks() bool {
	switch s.getenv("TERM_PROGRAM") {
	case "iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby":
		return true
	}
	switch s.getenv("TERM") {
	case "xterm-kitty", "alacritty", "foot", "xterm-ghostty":
		return true
	}
	vte, err := strconv.Atoi(s.getenv("VTE_VERSION"))
	return err == nil && vte >= 5000 || s.getenv("WT_SESSION") != "" || s.getenv("KONSOLE_VERSION") != ""
}

func (s *session) getenv(name string) string {
	value, _ := s.Lookup(name)
	return value
}
