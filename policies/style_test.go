package policies_test

import (
	"bytes"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// longestLine and longestFile are regal's limits, in characters and lines. Lines with a URL may be longer.
const (
	longestLine = 120
	longestFile = 500
)

// lineStyle maps messages to patterns that no line of Rego may match.
var lineStyle = map[string]*regexp.Regexp{
	"a comment begins with a space":              regexp.MustCompile(`^\s*#[^ #]`),
	"iterate over values with \"some x in\"":     regexp.MustCompile(`\bsome _, |\[_\]`),
	"write a regular expression as a raw string": regexp.MustCompile(`\bregex\.\w+\("`),
	"open an issue instead of a TODO comment":    regexp.MustCompile(`#.*\b(TODO|FIXME|XXX)\b`),
	"do not print or trace":                      regexp.MustCompile(`^\s*(print|trace)\(`),
	"assign with :=":                             regexp.MustCompile(`^\s*\w+ = `),
}

// quotedBySprintf matches a message into which sprintf formats a value. Only the library may do so, for custom rules.
var quotedBySprintf = regexp.MustCompile(`sprintf\(.*(%q|%v|\\"%[sd])`)

// TestStyle checks all Rego against those rules of regal that a test can implement. .regal/config.yaml lists the
// exclusions and their reasons.
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
		if !bytes.Equal(formatted, text) {
			t.Errorf("%s is not formatted; run: opa fmt -w %s", path, path)
		}
		checkLines(t, path, string(text))
		m, err := ast.ParseModuleWithOpts(path, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return err
		}
		checkRules(t, path, m, builtins)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkLines checks the lines of a file.
func checkLines(t *testing.T, path, text string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > longestFile {
		t.Errorf("%s has %d lines, at most %d", path, len(lines), longestFile)
	}
	for i, line := range lines {
		if len([]rune(line)) > longestLine && !strings.Contains(line, "https://") {
			t.Errorf("%s:%d has %d characters, at most %d", path, i+1, len([]rune(line)), longestLine)
		}
		if strings.HasSuffix(path, "/rule.rego") && quotedBySprintf.MatchString(line) {
			t.Errorf("%s:%d: a value belongs in params; sprintf only chooses the words of a template", path, i+1)
		}
		for message, pattern := range lineStyle {
			if pattern.MatchString(line) {
				t.Errorf("%s:%d: %s", path, i+1, message)
			}
		}
	}
}

// checkRules checks the names of rules, the position of tests, and that the parts of a rule are adjacent.
func checkRules(t *testing.T, path string, m *ast.Module, builtins map[string]bool) {
	t.Helper()
	terms := m.Package.Path
	packageName := strings.ReplaceAll(string(terms[len(terms)-1].Value.(ast.String)), "-", "_")
	tests := strings.HasSuffix(packageName, "_test")
	seen, last := map[string]bool{}, ""
	for _, r := range m.Rules {
		name := r.Head.Ref().String()
		first := string(r.Head.Ref()[0].Value.(ast.Var))
		row := r.Location.Row
		if builtins[first] {
			t.Errorf("%s:%d: %s shadows a built-in", path, row, first)
		}
		if strings.HasPrefix(first, packageName) {
			t.Errorf("%s:%d: %s repeats the name of its package", path, row, first)
		}
		if name != last && seen[name] {
			t.Errorf("%s:%d: the parts of %s are not adjacent", path, row, name)
		}
		seen[name], last = true, name
		if strings.HasPrefix(first, "test_") && !tests {
			t.Errorf("%s:%d: a test belongs in a package NAME_test", path, row)
		}
		if tests && !strings.HasPrefix(first, "test_") {
			ast.WalkExprs(r, func(e *ast.Expr) bool {
				if len(e.With) > 0 {
					t.Errorf("%s:%d: with outside the body of a test", path, e.Location.Row)
				}
				return false
			})
		}
		checkBodies(t, path, r, builtins)
	}
}

// checkBodies reports variables that shadow a built-in, and expressions that the next expression implies.
func checkBodies(t *testing.T, path string, r *ast.Rule, builtins map[string]bool) {
	t.Helper()
	checkShadow := func(term *ast.Term) {
		if v, ok := term.Value.(ast.Var); ok && builtins[string(v)] {
			t.Errorf("%s:%d: variable %s shadows a built-in", path, term.Location.Row, v)
		}
	}
	for _, arg := range r.Head.Args {
		checkShadow(arg)
	}
	ast.WalkExprs(r, func(e *ast.Expr) bool {
		if e.IsAssignment() {
			checkShadow(e.Operand(0))
		}
		if declared, ok := e.Terms.(*ast.SomeDecl); ok {
			for _, symbol := range declared.Symbols {
				checkShadow(symbol)
				if call, ok := symbol.Value.(ast.Call); ok { // some key, value in collection
					for _, term := range call[1 : len(call)-1] {
						checkShadow(term)
					}
				}
			}
		}
		return false
	})
	ast.WalkBodies(r, func(body ast.Body) bool {
		for i, e := range body[:len(body)-1] {
			term, ok := e.Terms.(*ast.Term)
			if !ok || e.Negated || body[i+1].Negated {
				continue
			}
			if _, ok := term.Value.(ast.Ref); !ok {
				continue
			}
			for _, operand := range body[i+1].Operands() {
				if operand.Equal(term) {
					t.Errorf("%s:%d: redundant: the next expression implies %s", path, e.Location.Row, term)
				}
			}
		}
		return false
	})
}
