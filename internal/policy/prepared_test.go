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

var update = flag.Bool("update", false, "write the policies as they are prepared")

// encode prepares the policies of a file system.
func encode(fsys fs.FS) ([]byte, error) {
	files, err := list(fsys)
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
	program, err := planned(fsys, files)
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

// planned returns the policies of all rules that have a report as a program, each under its id. An error may
// say that a policy needs what package plan does not know: it must learn it, or the policy do without.
func planned(fsys fs.FS, files sources) (*plan.Source, error) {
	p := planner.Policies{Files: map[string]string{}, Entries: map[string]string{}, Capabilities: capabilities()}
	for _, name := range slices.Concat(files.library, files.rules) {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		if name == "lib/main.rego" {
			continue // only a bundle reads it
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

// writer is the other side of decode.
type writer struct {
	bytes    []byte
	compiler *ast.Compiler
	library  map[string]*ast.Module
	err      error
}

func (w *writer) number(n int)  { w.bytes = blob.Number(w.bytes, n) }
func (w *writer) text(s string) { w.bytes = blob.Text(w.bytes, s) }

// facts writes tables of facts, each by itself.
func (w *writer) facts(tables ast.Object) {
	w.number(tables.Len())
	tables.Foreach(func(name, table *ast.Term) {
		value, err := prepared.AppendValue(nil, table.Value)
		if w.err == nil {
			w.err = err
		}
		w.text(word(name))
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
	var a prepared.ModuleInfo
	if m := w.compiler.Modules[name]; m != nil && w.err == nil {
		b, w.err = prepared.AppendModule(nil, m)
		a.InputTables, a.Uses = inputTables(m), uses(m, w.library)
		ast.WalkTerms(m, func(t *ast.Term) bool {
			a.Indexed = a.Indexed || ast.IsComprehension(t.Value) && w.compiler.ComprehensionIndex(t) != nil
			return false
		})
	}
	w.text(string(b))
	w.texts(a.InputTables)
	if a.Indexed {
		w.number(1)
	} else {
		w.number(0)
	}
	w.texts(a.Uses)
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

// encoded is what go generate makes of the policies.
var encoded = sync.OnceValues(func() ([]byte, error) { return encode(policies.FS) })

// TestPrepared makes sure that what is embedded is made of the sources.
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
		t.Fatal("policies.bin is not made of the sources as they are; run: go generate ./...")
	}
}

// TestPreparedHoldsAll compares what is read back with what the sources say.
func TestPreparedHoldsAll(t *testing.T) {
	b, err := encoded()
	if err != nil {
		t.Fatal(err)
	}
	p, err := prepared.Decode(string(b))
	if err != nil {
		t.Fatal(err)
	}
	got, err := preparedSet(p)
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
	compiledOnes, linked := mustEngine(t, want), mustEngine(t, got)
	for name, whole := range compiledOnes.compiler.Modules {
		if name == "lib/main.rego" {
			continue // only a bundle reads it
		}
		m, err := prepared.ShortenVariables(whole)
		if err != nil {
			t.Fatal(err)
		}
		m.Imports, m.Annotations = nil, nil
		for _, r := range m.Rules {
			r.Annotations = nil
		}
		if c := m.Compare(linked.compiler.Modules[name]); c != 0 {
			t.Errorf("%s differs:\n%s\n%s", name, m, linked.compiler.Modules[name])
		}
	}
}

func mustEngine(t *testing.T, s *set) *Engine {
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
