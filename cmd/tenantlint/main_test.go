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

var update = flag.Bool("update", false, "write what the program prints into the sessions")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tenantlint": main, "measured": measured})
}

// runtimeOptions spares the programs of a session the second for which the race detector holds up each that
// ends with 0, in case it is still racing, and has them write what they cover where the test itself does: go test
// sets GOCOVERDIR to a folder of its own, whatever -test.gocoverdir names.
func runtimeOptions(env *testscript.Env) error {
	env.Setenv("GORACE", "atexit_sleep_ms=0")
	if dir := flag.Lookup("test.gocoverdir").Value.String(); dir != "" {
		env.Setenv("GOCOVERDIR", dir)
	}
	return nil
}

// setExamples lets sessions name the examples of the repository, which are too many files for an archive.
func setExamples(env *testscript.Env) error {
	examples, err := filepath.Abs(filepath.Join("..", "..", "testdata", "examples"))
	env.Setenv("EXAMPLES", filepath.ToSlash(examples))
	if err != nil {
		return err
	}
	return runtimeOptions(env)
}

// calls are the commands of a session in addition to those of the library.
var calls = map[string]func(*testscript.TestScript, bool, []string){"call": call}

// call runs the program in the process of the test, as starting another costs more than most runs. A session uses exec
// where the process counts: its standard input, signals and profile, and the environment that it hands to git.
func call(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 || args[0] != "tenantlint" {
		ts.Fatalf("usage: call tenantlint [args...]")
	}
	code := cli.Main(context.Background(), cli.Env{
		Args:   args[1:],
		Dir:    ts.MkAbs("."),
		Stdin:  iotest.ErrReader(errors.New("call gives no standard input; use exec")),
		Stdout: ts.Stdout(),
		Stderr: ts.Stderr(),
		Lookup: func(name string) (string, bool) { return ts.Getenv(name), true },
	})
	if failed := code != cli.OK; failed != neg {
		ts.Fatalf("unexpected exit code %d", code)
	}
}

// TestSessions runs the program as a user does; each session is one file.
func TestSessions(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "internal", "cli", "testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                calls,
		Setup:               setExamples,
		Condition: func(name string) (bool, error) {
			if name == "root" { // root can read every file
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %q", name)
		},
	})
}
