package prepared_test

import (
	"bytes"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/prepared"
)

const source = `package tenantlint.rules.group["a-name"]

report contains finding if {
	some i, row in input.tenants
	not row.unknown.name
	every domain in row.domains { domain.verified }
	names := {d.name: [i, 1.5, null, true, false, {"x"}] | some d in row.domains; d.name != ""}
	sets := {n | some n in object.keys(names)}
	lists := [n | some n in sets]
	finding := {"message": sprintf("%q %v", [row.name, lists]), "level": level(count(lists))}
}

default level(_) := "note"

level(n) := "error" if n > 1 else := "warning" if n == 1

replaced if level(1) == "x" with input.tenants as []
`

func module(t testing.TB) *ast.Module {
	t.Helper()
	m, err := ast.ParseModuleWithOpts("a/rule.rego", source, ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		t.Fatal(err)
	}
	c := ast.NewCompiler()
	if c.Compile(map[string]*ast.Module{"a": m}); c.Failed() {
		t.Fatal(c.Errors)
	}
	return c.Modules["a"]
}

func TestModule(t *testing.T) {
	want := module(t)
	data, err := prepared.AppendModule(nil, want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := prepared.Module(string(data))
	if err != nil {
		t.Fatal(err)
	}
	short, err := prepared.ShortenVariables(want)
	if err != nil {
		t.Fatal(err)
	}
	if got.Compare(short) != 0 {
		t.Errorf("read\n%s\nwant\n%s", got, short)
	}
	for i, r := range want.Rules {
		if g := got.Rules[i]; g.Location.Row != r.Location.Row || g.Location.File != r.Location.File || g.Module != got {
			t.Errorf("rule %s is at %s, want %s", r.Head.Name, g.Location, r.Location)
		}
	}
	if again, err := prepared.AppendModule(nil, got); err != nil || !bytes.Equal(again, data) {
		t.Errorf("encoding the decoded module gives other bytes (%v)", err)
	}
}

func TestValue(t *testing.T) {
	for _, s := range []string{`{"a": [1, "x", {"b": null}], "c": {1, 2}, "d": true}`, `[]`, `""`, `1e400`} {
		v := ast.MustParseTerm(s).Value
		data, err := prepared.AppendValue(nil, v)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := prepared.Value(string(data)); err != nil || got.Compare(v) != 0 {
			t.Errorf("%s became %v (%v)", s, got, err)
		}
	}
}

// TestRefused checks that a module with statements that only an uncompiled module contains is rejected.
func TestRefused(t *testing.T) {
	m, err := ast.ParseModuleWithOpts("a.rego", "package a\np if { some x; input[x] }", ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := prepared.AppendModule(nil, m); err == nil {
		t.Error("a module that was not compiled was encoded")
	}
}

// FuzzModule checks that decoding arbitrary data neither panics nor allocates excessive memory.
func FuzzModule(f *testing.F) {
	data, err := prepared.AppendModule(nil, module(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add("")
	f.Fuzz(func(t *testing.T, data string) {
		if m, err := prepared.Module(data); err == nil && m.Package == nil {
			t.Error("a module without a package")
		}
	})
}
