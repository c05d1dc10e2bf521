package policies_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// TestCoverageBreaks checks each statement against manifests that break it, for each of its rules: the rule reports
// the manifest, and no rule does once only that location is repaired.
func TestCoverageBreaks(t *testing.T) {
	t.Parallel()
	for _, d := range coverage(t) {
		for _, h := range d.Headings {
			for _, s := range h.Statements {
				for _, id := range s.Rules {
					if !slices.ContainsFunc(s.Breaks, func(b breakage) bool { return b.rule() == id }) {
						t.Errorf("%s, %s: no manifest of %s breaks %q", d.Title, h.Heading, id, s.Says)
					}
				}
				for _, b := range s.Breaks {
					t.Run(b.Manifest, func(t *testing.T) {
						t.Parallel()
						if !slices.Contains(s.Rules, b.rule()) {
							t.Fatalf("%s is not a rule of %q", b.rule(), s.Says)
						}
						checkBreakage(t, b)
					})
				}
			}
		}
	}
}

func checkBreakage(t *testing.T, b breakage) {
	t.Helper()
	rule, ok := policy.Lookup(b.rule())
	if !ok {
		t.Fatalf("no rule %q", b.rule())
	}
	fail, _, err := policy.Examples(rule)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(fail, func(e policy.Example) bool { return e.Path == b.Manifest })
	if i < 0 {
		t.Fatalf("no manifest %s", b.Manifest)
	}
	e := fail[i]
	var locations []problem.Location
	for _, f := range lintText(t, e, e.Text) {
		if f.Rule.ID == rule.ID {
			locations = append(append(locations, f.Locations...), f.Related...)
		}
	}
	if len(locations) == 0 {
		t.Fatal("no finding of the rule")
	}
	if b.Replace != "" {
		repaired, err := b.repair(e.Text, locations)
		if err != nil {
			t.Fatal(err)
		}
		if found := lintText(t, e, repaired); len(found) > 0 {
			t.Errorf("findings after the repair:\n%s\n%s", concise(t, found), repaired)
		}
		return
	}
	for _, p := range locations {
		for _, repaired := range textsWithout(t, e.Text, p.File.Position(p.Span.Start)) {
			if len(lintText(t, e, repaired)) == 0 {
				return
			}
		}
	}
	t.Errorf("findings remain whichever location is removed; set replace and by")
}

// maxRepairDistance is the maximum distance, in lines, of a repair from a location of the finding.
const maxRepairDistance = 3

// repair returns the manifest with the replacement, which must be near a location of the finding.
func (b *breakage) repair(text string, locations []problem.Location) (string, error) {
	if n := strings.Count(text, b.Replace); n != 1 {
		return "", fmt.Errorf("%q is in the manifest %d times", b.Replace, n)
	}
	before, after, _ := strings.Cut(text, b.Replace)
	line := 1 + strings.Count(before, "\n")
	near := func(p problem.Location) bool {
		return p.File.Position(p.Span.Start).Line-maxRepairDistance <= line && line <= p.File.Position(p.Span.End).Line+maxRepairDistance
	}
	if !slices.ContainsFunc(locations, near) {
		return "", fmt.Errorf("%q is in line %d, which is not near the finding", b.Replace, line)
	}
	return before + b.By + after, nil
}

// lintText runs all rules over an example with a different text, in memory.
func lintText(t *testing.T, e policy.Example, text string) []finding.Finding {
	t.Helper()
	o := lint.Options{Find: source.FindOptions{Dir: t.TempDir(), Paths: []string{"-"}}, Stdin: strings.NewReader(text), Today: "2026-11-01"}
	if e.Before != "" {
		o.Against = &lint.Against{Name: "before", Files: func(context.Context) ([]*source.File, []string, error) {
			return []*source.File{source.NewFile(path.Base(e.Path), []byte(e.Before))}, nil, nil
		}}
	}
	var err error
	if o.Engine, err = engines[o.Against != nil](); err != nil {
		t.Fatal(err)
	}
	result, err := lint.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return result.Run.Findings
}

// textsWithout returns variants of the text: without the value at a location, and without each enclosing list item or
// entry, innermost first.
func textsWithout(t *testing.T, text string, at source.Position) []string {
	t.Helper()
	var all []string
	for level := range 3 {
		var out bytes.Buffer
		removed := false
		in, enc := yaml.NewDecoder(strings.NewReader(text)), yaml.NewEncoder(&out)
		for {
			var doc yaml.Node
			err := in.Decode(&doc)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			steps := pathTo(&doc, at)
			if len(steps) > level {
				removed = true
				remove(steps[len(steps)-1-level])
			}
			if err := enc.Encode(&doc); err != nil {
				t.Fatal(err)
			}
		}
		if removed {
			all = append(all, out.String())
		}
	}
	return all
}

// step is an item of a sequence or an entry of a mapping.
type step struct {
	in *yaml.Node
	i  int // index in Content of the item, or of the key
}

// pathTo returns the steps from a node to the innermost node that begins at a location.
func pathTo(n *yaml.Node, at source.Position) []step {
	if n.Kind == yaml.DocumentNode {
		return pathTo(n.Content[0], at)
	}
	size := 1
	if n.Kind == yaml.MappingNode {
		size = 2
	}
	for i := 0; i+size <= len(n.Content) && n.Kind != yaml.AliasNode; i += size {
		for _, c := range n.Content[i : i+size] {
			if steps := pathTo(c, at); steps != nil {
				return append([]step{{n, i}}, steps...)
			}
			if c.Line == at.Line && c.Column == at.Column {
				return []step{{n, i}}
			}
		}
	}
	return nil
}

func remove(s step) {
	size := 1
	if s.in.Kind == yaml.MappingNode {
		size = 2
	}
	s.in.Content = slices.Delete(s.in.Content, s.i, s.i+size)
}
