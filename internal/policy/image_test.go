package policy

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/compiled"
	"github.com/tenantlint/tenantlint/policies"
)

var update = flag.Bool("update", false, "write the image of the policies")

// encode makes the image of the policies in a file system.
func encode(fsys fs.FS) ([]byte, error) {
	files, err := list(fsys)
	if err != nil {
		return nil, err
	}
	sum, err := files.checksum(fsys)
	if err != nil {
		return nil, err
	}
	s, err := load(fsys)
	if err != nil {
		return nil, err
	}
	engine, err := newEngine(s, s.rules)
	if err != nil {
		return nil, err
	}
	facts, err := s.facts()
	if err != nil {
		return nil, err
	}
	value, err := compiled.AppendValue(nil, facts)
	if err != nil {
		return nil, fmt.Errorf("facts: %w", err)
	}
	w := &imageWriter{modules: engine.compiler.Modules}
	w.number(sum)
	w.text(string(value))
	w.number(len(s.library))
	for _, name := range s.library {
		w.text(name)
		w.module(name)
	}
	w.number(len(s.rules))
	for _, r := range s.rules {
		w.rule(r)
	}
	return w.image, w.err
}

// imageWriter is the other side of decode.
type imageWriter struct {
	image   []byte
	modules map[string]*ast.Module
	err     error
}

func (w *imageWriter) number(n int)  { w.image = binary.AppendUvarint(w.image, uint64(n)) }
func (w *imageWriter) text(s string) { w.image = compiled.AppendText(w.image, s) }

func (w *imageWriter) texts(all []string) {
	w.number(len(all))
	for _, s := range all {
		w.text(s)
	}
}

func (w *imageWriter) module(name string) {
	var b []byte
	if m := w.modules[name]; m != nil && w.err == nil {
		b, w.err = compiled.AppendModule(nil, m)
	}
	w.text(string(b))
}

func (w *imageWriter) rule(r *Rule) {
	for _, field := range r.texts() {
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

// TestImage makes sure that the image is that of the sources.
func TestImage(t *testing.T) {
	want, err := encode(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("policies.bin", want, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal([]byte(image), want) {
		t.Fatal("policies.bin is not made of the sources as they are; run: go generate ./internal/policy")
	}
}

// TestImageHoldsAll compares what is read from an image with what the sources say.
func TestImageHoldsAll(t *testing.T) {
	b, err := encode(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	r := compiled.NewReader(string(b))
	r.Number()
	got, err := decode(r)
	if err != nil {
		t.Fatal(err)
	}
	want, err := load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.rules, got.rules); diff != "" {
		t.Errorf("rules (-source +image):\n%s", diff)
	}
	compiledOnes, linked := mustEngine(t, want), mustEngine(t, got)
	for name, m := range compiledOnes.compiler.Modules {
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
	e, err := newEngine(s, s.rules)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
