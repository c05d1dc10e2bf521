package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tenantlint/tenantlint/internal/cli"
)

var update = flag.Bool("update", false, "update the sessions with what the program prints")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tenantlint": main, "measured": runMeasured})
}

// runtimeOptions disables the second that the race detector waits at each successful exit for further races, and sets
// GOCOVERDIR for the programs of a session to -test.gocoverdir: go test sets it to a folder of its own.
func runtimeOptions(env *testscript.Env) error {
	env.Setenv("GORACE", "atexit_sleep_ms=0")
	if dir := flag.Lookup("test.gocoverdir").Value.String(); dir != "" {
		env.Setenv("GOCOVERDIR", dir)
	}
	return nil
}

// setExamples sets EXAMPLES to the examples of the repository, which have too many files for an archive.
func setExamples(env *testscript.Env) error {
	examples, err := filepath.Abs(filepath.Join("..", "..", "testdata", "examples"))
	env.Setenv("EXAMPLES", filepath.ToSlash(examples))
	if err != nil {
		return err
	}
	return runtimeOptions(env)
}

// commands are the additional commands of sessions.
var commands = map[string]func(*testscript.TestScript, bool, []string){"call": call}

// call runs the program in the process of the test, because starting another process takes longer than most runs.
// Sessions use exec where the process matters: for its standard input, its signals, its profile, and the environment
// that git inherits.
func call(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 || args[0] != "tenantlint" {
		ts.Fatalf("usage: call tenantlint [args...]")
	}
	code := cli.Main(context.Background(), cli.Env{
		Args:   args[1:],
		Dir:    ts.MkAbs("."),
		Stdin:  iotest.ErrReader(errors.New("call has no standard input; use exec")),
		Stdout: ts.Stdout(),
		Stderr: ts.Stderr(),
		Lookup: func(name string) (string, bool) { return ts.Getenv(name), true },
	})
	if failed := code != cli.OK; failed != neg {
		ts.Fatalf("unexpected exit code %d", code)
	}
}

// TestSessions runs the program as a user would; each session is one file.
func TestSessions(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "internal", "cli", "testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                commands,
		Setup:               setExamples,
		Condition: func(name string) (bool, error) {
			if name == "root" { // root can read every file
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %q", name)
		},
	})
}
