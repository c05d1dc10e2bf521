package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// fileReference matches a file name in the text; the last one before a block is the name of the block's file.
var fileReference = regexp.MustCompile("`([^` ]+\\.(?:yaml|rego))`")

// TestWriting follows policies/WRITING.md step by step. A block of YAML or Rego is the file that the text before it
// names. A console block contains commands and their output, which is not compared if the page shows none; the commands
// of a "console fails" block must exit with another code than 0.
func TestWriting(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "policies", "WRITING.md"))
	if err != nil {
		t.Fatal(err)
	}
	var script, files strings.Builder
	n := 0
	file := func(text string) string {
		n++
		fmt.Fprintf(&files, "-- step-%d --\n%s", n, text)
		return fmt.Sprintf("step-%d", n)
	}
	parts := strings.Split(string(page), "```")
	for i := 1; i < len(parts); i += 2 {
		kind, text, _ := strings.Cut(parts[i], "\n")
		switch kind {
		case "yaml", "rego":
			names := fileReference.FindAllStringSubmatch(parts[i-1], -1)
			if len(names) == 0 {
				t.Fatalf("no file name before the block\n%s", text)
			}
			name := names[len(names)-1][1]
			fmt.Fprintf(&script, "mkdir %s\ncp %s %s\n", filepath.ToSlash(filepath.Dir(name)), file(text), name)
		case "console", "console fails":
			for _, step := range strings.Split("\n"+text, "\n$ ")[1:] {
				command, printed, _ := strings.Cut(step, "\n")
				if kind == "console fails" {
					script.WriteString("! ")
				}
				fmt.Fprintf(&script, "call %s\n", command)
				switch {
				case strings.HasPrefix(printed, "tenantlint: "):
					fmt.Fprintf(&script, "cmp stderr %s\n", file(printed))
				case printed != "":
					fmt.Fprintf(&script, "cmp stdout %s\n", file(strings.TrimRight(printed, "\n")+"\n"))
				}
			}
		default:
			t.Fatalf("unknown kind of block %q", kind)
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "writing.txtar"), []byte(script.String()+files.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Dir: dir, RequireExplicitExec: true, Cmds: commands, Setup: runtimeOptions})
}
