package policy

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"os"
	"path"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/policy/planner"
	"github.com/tenantlint/tenantlint/internal/policy/prepared"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/policies"
)

var update = flag.Bool("update", false, "update prepared/policies.bin")

// encode returns the prepared policies of a file system.
func encode(fsys fs.FS) ([]byte, error) {
	files, err := listSources(fsys)
	if err != nil {
		return nil, err
	}
	sources, err := digest(fsys)
	if err != nil {
		return nil, err
	}
	s, err := load(fsys)
	if err != nil {
		return nil, err
	}
	facts, err := s.facts()
	if err != nil {
		return nil, err
	}
	engine, err := newEngine(s, s.rules, facts)
	if err != nil {
		return nil, err
	}
	w := &writer{compiler: engine.compiler, library: map[string]*ast.Module{}}
	for _, name := range s.library {
		w.library[name] = engine.compiler.Modules[name]
	}
	w.text(sources)
	program, err := planRules(fsys, files)
	if err != nil {
		return nil, err
	}
	plans, err := program.Encode()
	if err != nil {
		return nil, err
	}
	w.text(string(plans))
	w.facts(facts.(ast.Object))
	w.number(len(s.library) + len(s.rules))
	w.number(len(s.library))
	for _, name := range s.library {
		w.text(name)
		w.module(name)
	}
	w.number(len(s.rules))
	for _, r := range s.rules {
		w.rule(r)
	}
	return w.bytes, w.err
}

// planRules returns a program with the plans of all rules that have a report, by id. An error may mean that a policy
// needs something that package plan does not support: extend the package, or rewrite the policy.
func planRules(fsys fs.FS, files sourceFiles) (*plan.Source, error) {
	p := planner.Policies{Files: map[string]string{}, Entries: map[string]string{}, Capabilities: capabilities()}
	for _, name := range slices.Concat(files.library, files.rules) {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		if name == "lib/main.rego" {
			continue // used only by bundles
		}
		p.Files[name] = string(text)
		m, err := parse(fsys, name)
		if err != nil {
			return nil, err
		}
		if slices.Contains(files.rules, name) && slices.ContainsFunc(m.Rules, func(r *ast.Rule) bool { return headName(r) == "report" }) {
			id := path.Dir(name)
			p.Entries[id] = "tenantlint/rules/" + id + "/report"
		}
	}
	return planner.Plan(context.Background(), p)
}

// writer encodes policies in the format of prepared.Decode.
type writer struct {
	bytes    []byte
	compiler *ast.Compiler
	library  map[string]*ast.Module
	err      error
}

func (w *writer) number(n int)  { w.bytes = blob.Number(w.bytes, n) }
func (w *writer) text(s string) { w.bytes = blob.Text(w.bytes, s) }

// facts writes the tables of facts, each encoded separately.
func (w *writer) facts(tables ast.Object) {
	w.number(tables.Len())
	tables.Foreach(func(name, table *ast.Term) {
		value, err := prepared.AppendValue(nil, table.Value)
		if w.err == nil {
			w.err = err
		}
		w.text(stringValue(name))
		w.text(string(value))
	})
}

func (w *writer) texts(all []string) {
	w.number(len(all))
	for _, s := range all {
		w.text(s)
	}
}

func (w *writer) module(name string) {
	var b []byte
	var info prepared.ModuleInfo
	if m := w.compiler.Modules[name]; m != nil && w.err == nil {
		b, w.err = prepared.AppendModule(nil, m)
		info.InputTables, info.Uses = inputTables(m), libraryUses(m, w.library)
		ast.WalkTerms(m, func(t *ast.Term) bool {
			info.Indexed = info.Indexed || ast.IsComprehension(t.Value) && w.compiler.ComprehensionIndex(t) != nil
			return false
		})
	}
	w.text(string(b))
	w.texts(info.InputTables)
	if info.Indexed {
		w.number(1)
	} else {
		w.number(0)
	}
	w.texts(info.Uses)
}

func (w *writer) rule(r *rule.Rule) {
	for _, field := range prepared.TextFields(r) {
		w.text(*field)
	}
	w.number(int(r.Level))
	w.texts(r.Aliases)
	w.texts(r.Tags)
	w.number(len(r.Sources))
	for _, s := range r.Sources {
		w.text(s.Document)
		w.text(s.Heading)
		w.text(s.URL)
	}
	w.module(r.ID)
}

// encoded returns what go generate writes for the policies.
var encoded = sync.OnceValues(func() ([]byte, error) { return encode(policies.FS) })

// TestPrepared checks that the embedded policies are up to date with their sources.
func TestPrepared(t *testing.T) {
	want, err := encoded()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("prepared/policies.bin", want, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile("prepared/policies.bin")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatal("policies.bin is out of date; run: go generate ./...")
	}
}

// TestPreparedRoundTrip compares the decoded policies with their sources.
func TestPreparedRoundTrip(t *testing.T) {
	b, err := encoded()
	if err != nil {
		t.Fatal(err)
	}
	p, err := prepared.Decode(string(b))
	if err != nil {
		t.Fatal(err)
	}
	got, err := newPreparedSet(p)
	if err != nil {
		t.Fatal(err)
	}
	want, err := load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.rules, got.rules); diff != "" {
		t.Errorf("rules (-source +prepared):\n%s", diff)
	}
	fromSource, fromPrepared := mustEngine(t, want), mustEngine(t, got)
	for name, compiled := range fromSource.compiler.Modules {
		if name == "lib/main.rego" {
			continue // used only by bundles
		}
		m, err := prepared.ShortenVariables(compiled)
		if err != nil {
			t.Fatal(err)
		}
		m.Imports, m.Annotations = nil, nil
		for _, r := range m.Rules {
			r.Annotations = nil
		}
		if c := m.Compare(fromPrepared.compiler.Modules[name]); c != 0 {
			t.Errorf("%s differs:\n%s\n%s", name, m, fromPrepared.compiler.Modules[name])
		}
	}
}

func mustEngine(t *testing.T, s *policySet) *Engine {
	t.Helper()
	facts, err := s.facts()
	if err != nil {
		t.Fatal(err)
	}
	e, err := newEngine(s, s.rules, facts)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.link(func(*rule.Rule) bool { return true }); err != nil {
		t.Fatal(err)
	}
	return e
}
