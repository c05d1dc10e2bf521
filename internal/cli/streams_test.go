package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestUseColor(t *testing.T) {
	for _, tt := range []struct {
		flag     string
		env      string
		terminal bool
		want     bool
	}{
		{"", "", true, true},
		{"", "", false, false},
		{"auto", "", true, true},
		{"always", "", false, true},
		{"never", "", true, false},
		{"", "NO_COLOR=1", true, false},
		{"", "NO_COLOR=", true, true},
		{"always", "NO_COLOR=1", false, true},
		{"", "FORCE_COLOR=1", false, true},
		{"", "FORCE_COLOR=0", true, false},
		{"", "FORCE_COLOR=1 NO_COLOR=1", true, false},
		{"never", "FORCE_COLOR=1", true, false},
		{"", "TERM=dumb", true, false},
		{"", "TERM=dumb FORCE_COLOR=1", false, true},
	} {
		s := &session{Env: Env{Lookup: lookupIn(tt.env)}}
		if got := s.useColor(tt.flag, tt.terminal); got != tt.want {
			t.Errorf("--color %q, %q, terminal %t: got %t", tt.flag, tt.env, tt.terminal, got)
		}
	}
}

func TestSupportsHyperlinks(t *testing.T) {
	for env, want := range map[string]bool{
		"":                       false,
		"TERM=xterm-256color":    false,
		"TERM=xterm-kitty":       true,
		"TERM_PROGRAM=vscode":    true,
		"WT_SESSION=5f0c":        true,
		"KONSOLE_VERSION=230801": true,
		"VTE_VERSION=4800":       false,
		"VTE_VERSION=7600":       true,
	} {
		s := &session{Env: Env{Lookup: lookupIn(env)}}
		if got := s.supportsHyperlinks(); got != want {
			t.Errorf("%q: got %t", env, got)
		}
	}
}

// lookupIn looks up variables in "NAME=value NAME=value".
func lookupIn(list string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for pair := range strings.FieldsSeq(list) {
			if value, ok := strings.CutPrefix(pair, name+"="); ok {
				return value, true
			}
		}
		return "", false
	}
}

// failingWriter is a stream that fails every write.
type failingWriter struct{ err error }

func (f failingWriter) Write([]byte) (int, error) { return 0, f.err }

func TestPrint(t *testing.T) {
	errClosed := syscall.EPIPE
	if runtime.GOOS == "windows" {
		errClosed = syscall.Errno(109)
	}
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&os.PathError{Op: "write", Path: "/dev/stdout", Err: errors.New("no space left on device")}, "standard output cannot be written: no space left on device"},
		{&os.PathError{Op: "write", Path: "|1", Err: errClosed}, ""},
	} {
		s := &session{Env: Env{Stdout: failingWriter{tt.err}}}
		err := s.print(func(w io.Writer) error {
			_, err := fmt.Fprint(w, "text")
			return err
		})
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// TestInterruptedInput checks that a run that waits for standard input ends when it is interrupted, and reports it.
func TestInterruptedInput(t *testing.T) {
	silent, stdin := io.Pipe()
	defer stdin.Close() //nolint:errcheck // the end of a pipe in memory
	ctx, cancel := context.WithCancel(t.Context())
	var stdout, stderr bytes.Buffer
	done := make(chan int)
	go func() {
		done <- Main(ctx, Env{Args: []string{"--format", "sarif", "-"}, Dir: t.TempDir(), Stdin: silent, Stdout: &stdout, Stderr: &stderr, Lookup: noEnv})
	}()
	cancel()
	select {
	case code := <-done:
		if code != Interrupted || stdout.Len() > 0 || stderr.String() != "tenantlint: interrupted\n" {
			t.Errorf("code %d, stdout %q, stderr %q", code, stdout.String(), stderr.String())
		}
	case <-time.After(time.Minute):
		t.Fatal("still waiting")
	}
}
