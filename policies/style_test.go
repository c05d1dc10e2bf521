package policies_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// longestLine is the number of characters that the field's linter allows in a line of Rego. An address cannot be
// broken.
const longestLine = 120

// TestStyle holds all Rego to what the field's own linter asks for and a test can see without it: the format, the
// length of lines, tests in packages of their own, and no name that hides a built-in.
func TestStyle(t *testing.T) {
	builtins := map[string]bool{}
	for _, b := range ast.Builtins {
		name, _, _ := strings.Cut(b.Name, ".")
		builtins[name] = true
	}
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".rego") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		formatted, err := format.Source(path, text)
		if err != nil {
			return err
		}
		if string(formatted) != string(text) {
			t.Errorf("%s is not formatted; opa fmt -w %s", path, path)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if len([]rune(line)) > longestLine && !strings.Contains(line, "https://") {
				t.Errorf("%s:%d has %d characters, at most %d", path, i+1, len([]rune(line)), longestLine)
			}
		}
		m, err := ast.ParseModuleWithOpts(path, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return err
		}
		for _, r := range m.Rules {
			name := string(r.Head.Ref()[0].Value.(ast.Var))
			if builtins[name] {
				t.Errorf("%s:%d: %s hides a built-in", path, r.Location.Row, name)
			}
			if strings.HasPrefix(name, "test_") && !strings.HasSuffix(m.Package.Path.String(), `_test"]`) && !strings.HasSuffix(m.Package.Path.String(), "_test") {
				t.Errorf("%s: tests stand in a package NAME_test", path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
