package policytest

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/source"
)

var example = filepath.Join("..", "..", "testdata", "examples", "custom-rules")

// TestCustomRules lints the policies of the custom-rules example and runs their tests.
func TestCustomRules(t *testing.T) {
	dir, err := filepath.Abs(filepath.Join(example, "policies"))
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.Load(policy.Folder{Name: "policies", Abs: dir})
	if err != nil {
		t.Fatal(err)
	}
	if found := Lint(set.Modules()); len(found) > 0 {
		t.Error(found)
	}
	result, err := Run(t.Context(), set, false)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Text(&b, result); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("ok 28 tests, Rego tests cover 100%\n", b.String()); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
}

// TestExampleTopology evaluates all rules over the topology of the custom-rules example.
func TestExampleTopology(t *testing.T) {
	dir, err := filepath.Abs(example)
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	o := lint.Options{Find: source.FindOptions{Dir: dir}}
	o.Configure(c, dir)
	result, err := lint.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report.Concise(&b, &result.Run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(example, "findings.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// TestStarter checks that the tests of a new rule pass, whatever its name.
func TestStarter(t *testing.T) {
	for _, id := range []string{"naming/environment", "in-words/two-words", "domain/own"} {
		t.Run(id, func(t *testing.T) {
			files, err := Starter(id)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			for _, f := range files {
				filetest.Write(t, filepath.Join(dir, filepath.FromSlash(f.Path)), string(f.Text))
			}
			set, err := policy.Load(policy.Folder{Name: "policies", Abs: dir})
			if err != nil {
				t.Fatal(err)
			}
			result, err := Run(t.Context(), set, false)
			if err != nil {
				t.Fatal(err)
			}
			if len(result.Cases) != 6 || result.Failed() > 0 {
				t.Errorf("%+v", result.Cases)
			}
		})
	}
}

// TestLineEnds checks that the expected findings of a manifest are compared line by line: git and editors on Windows
// use other line endings, and some editors omit the last one.
func TestLineEnds(t *testing.T) {
	files, err := Starter("team/naming")
	if err != nil {
		t.Fatal(err)
	}
	for name, ends := range map[string]func(string) string{
		"CRLF":        func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
		"no last end": func(text string) string { return strings.TrimSuffix(text, "\n") },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range files {
				filetest.Write(t, filepath.Join(dir, filepath.FromSlash(f.Path)), ends(string(f.Text)))
			}
			set, err := policy.Load(policy.Folder{Name: "policies", Abs: dir})
			if err != nil {
				t.Fatal(err)
			}
			result, err := Run(t.Context(), set, false)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range result.Cases {
				if c.Failure != "" {
					t.Errorf("%s: %s", c.Name, c.Failure)
				}
			}
		})
	}
}

// TestClean checks that a result contains neither credentials from a tested file nor commands that a CI runner
// executes.
func TestClean(t *testing.T) {
	credential := "ghp" + "_0123456789abcdefghijABCDEFGHIJ012345"
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(example, "policies"))); err != nil {
		t.Fatal(err)
	}
	text := "##vso[task.setvariable variable=x]y\n##[group]z\n\x1b[31mred\n::error::x " + credential + "\n"
	if err := os.WriteFile(filepath.Join(dir, "partner", "guests", "fail", "of-a-stranger.txt"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := policy.Load(policy.Folder{Name: "policies", Abs: dir})
	if err != nil {
		t.Fatal(err)
	}
	result, err := Run(t.Context(), set, false)
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(io.Writer, *Result) error{"text": Text, "JUnit": JUnit} {
		var b bytes.Buffer
		if err := write(&b, result); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "task.setvariable") {
			t.Errorf("%s does not show the findings of the file:\n%s", name, &b)
		}
		for _, forbidden := range []string{credential, "##vso[", "##[", "\x1b"} {
			if strings.Contains(b.String(), forbidden) {
				t.Errorf("%s contains %q:\n%s", name, forbidden, &b)
			}
		}
	}
}
