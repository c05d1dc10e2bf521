package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/cli"
)

// consoleBlock matches a console block of the README: commands after "$ " and their output.
var consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```")

// TestReadme runs each command in the README and compares its output with the README.
func TestReadme(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(root, "README.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	blocks := 0
	got := consoleBlock.ReplaceAllStringFunc(string(text), func(block string) string {
		blocks++
		return "```console\n" + replay(t, root, block) + "```"
	})
	if blocks == 0 {
		t.Error("the README has no console block")
	}
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(text), got); diff != "" {
		t.Errorf("README (-shown +printed):\n%s", diff)
	}
}

// replay runs the commands of one block and returns the block with their actual output.
func replay(t *testing.T, root, block string) string {
	t.Helper()
	var b strings.Builder
	code := 0
	for line := range strings.Lines(consoleBlock.FindStringSubmatch(block)[1]) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue // printed by the command above it
		}
		fmt.Fprint(&b, line)
		args := strings.Fields(command)
		switch {
		case strings.Join(args, " ") == "echo $?":
			fmt.Fprintln(&b, strconv.Itoa(code))
			continue
		case len(args) > 2 && args[0] == "go" && args[1] == "run":
			args = args[3:]
		case args[0] == "tenantlint":
			args = args[1:]
		default:
			t.Errorf("the README has a command that this test cannot run: %s", command)
			continue
		}
		var out bytes.Buffer
		code = cli.Main(t.Context(), cli.Env{
			Args: args, Dir: root, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out,
			Lookup: func(string) (string, bool) { return "", false },
		})
		b.Write(out.Bytes())
	}
	return b.String()
}

// configBlock matches a block of the README that contains a configuration file.
var configBlock = regexp.MustCompile("(?s)```yaml\n(version: 1\n.*?)```")

// TestReadmeConfiguration checks that the configuration in the README is valid.
func TestReadmeConfiguration(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := configBlock.FindAllSubmatch(text, -1)
	if len(blocks) == 0 {
		t.Fatal("the README has no configuration")
	}
	for _, block := range blocks {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, ".tenantlint.yaml"), block[1], 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		code := cli.Main(t.Context(), cli.Env{
			Args: []string{"config", "verify"}, Dir: dir, Stdin: strings.NewReader(""), Stdout: &out,
			Stderr: &out, Lookup: func(string) (string, bool) { return "", false },
		})
		if code != cli.OK {
			t.Errorf("exit %d:\n%s", code, out.String())
		}
	}
}
