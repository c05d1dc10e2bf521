package policies_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/tier"
)

// exceptions are the exceptions to the laws below, from ways.yaml: their reasons by rule, way and field.
type exceptions struct {
	sync.Mutex

	reasons map[[3]string]string
	used    map[[3]string]bool
}

func newExceptions(t *testing.T) *exceptions {
	t.Helper()
	text, err := os.ReadFile("ways.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var rules map[string][]struct {
		Way     string   `yaml:"way"`
		Fields  []string `yaml:"fields"`
		Because string   `yaml:"because"`
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&rules); err != nil {
		t.Fatal(err)
	}
	x := &exceptions{reasons: map[[3]string]string{}, used: map[[3]string]bool{}}
	for rule, all := range rules {
		for _, e := range all {
			for _, field := range e.Fields {
				x.reasons[[3]string{rule, e.Way, field}] = e.Because
			}
		}
	}
	return x
}

func (x *exceptions) has(rule, way, field string) bool {
	x.Lock()
	defer x.Unlock()
	key := [3]string{rule, way, field}
	x.used[key] = true
	return x.reasons[key] != ""
}

// unneeded reports the unused exceptions.
func (x *exceptions) unneeded(t *testing.T) {
	t.Helper()
	for key := range x.reasons {
		if !x.used[key] {
			t.Errorf("ways.yaml: unused exception of %s for %s %s", key[0], key[2], key[1])
		}
	}
}

// tally is the number of findings of each rule.
type tally map[string]int

func count(findings []finding.Finding) tally {
	n := tally{}
	for _, f := range findings {
		n[f.Rule.ID]++
	}
	return n
}

// more returns the rules with more findings than in another tally, sorted.
func (n tally) more(than tally) []string {
	var rules []string
	for id := range n {
		if n[id] > than[id] {
			rules = append(rules, id)
		}
	}
	slices.Sort(rules)
	return rules
}

func isSchema(id string) bool { return strings.HasPrefix(id, "schema/") }

// refused reports whether a schema or reference rule is among the rules, so that the written value is invalid.
func refused(rules []string) bool {
	return slices.ContainsFunc(rules, func(id string) bool {
		return isSchema(id) || strings.HasPrefix(id, "reference/")
	})
}

// laws checks variants of an example.
type laws struct {
	*sheet

	rule    *rule.Rule
	example policy.Example
	fails   bool
	as      tally // findings of the unchanged example
	x       *exceptions
}

func (l *laws) lint(t *testing.T, text string) tally {
	t.Helper()
	return count(lintText(t, l.example, text))
}

// report reports the rules without an exception in ways.yaml.
func (l *laws) report(t *testing.T, way, field string, rules []string, text string) {
	t.Helper()
	for _, rule := range rules {
		if !l.x.has(rule, way, field) {
			t.Errorf("%s %s: %s\n%s", field, way, rule, text)
		}
	}
}

// absent checks that removing a field of a passing manifest breaks no rule other than those that require it, that an
// empty value is either equivalent or refused, and that no rule reports an unknown value.
func (l *laws) absent(t *testing.T, f *field) {
	t.Helper()
	text := l.sheet.absent(f)
	without := l.lint(t, text)
	if !l.fails {
		l.report(t, "absent", f.name, slices.DeleteFunc(without.more(l.as), isSchema), text)
		text = l.empty(f)
		if got := l.lint(t, text); !refused(got.more(l.as)) && !refused(without.more(l.as)) {
			l.report(t, "empty", f.name, append(got.more(without), without.more(got)...), text)
		}
	}
	text = l.unknown(f)
	rules := l.lint(t, text).more(l.as)
	if slices.ContainsFunc(rules, isSchema) { // the field cannot be unknown
		return
	}
	if l.fails { // a rule that this one suppressed may now report the manifest
		rules = slices.DeleteFunc(rules, func(id string) bool { return id != l.rule.ID })
	}
	l.report(t, "unknown", f.name, rules, text)
}

// capitals checks that case matters only in values that are refused in another case.
func (l *laws) capitals(t *testing.T, f *field) {
	t.Helper()
	text := l.sheet.capitals(f)
	if got := l.lint(t, text); !refused(got.more(l.as)) {
		l.report(t, "capitals", f.name, append(got.more(l.as), l.as.more(got)...), text)
	}
}

// meant checks that writing the default of an absent field changes nothing.
func (l *laws) meant(t *testing.T, f *lacking) {
	t.Helper()
	text := l.sheet.meant(f)
	got := l.lint(t, text)
	l.report(t, "meant", f.name, append(got.more(l.as), l.as.more(got)...), text)
}

// environments checks that environments are equivalent in the lists of their tenants and in separate documents.
func (l *laws) environments(t *testing.T) {
	t.Helper()
	for way, of := range map[string]func([]tree) []tree{"alone": standAlone, "nested": nested} {
		var documents []string
		written := asJSON(estate{"m.yaml": l.example.Text}, of)
		for i := range len(written) {
			for name, text := range written {
				if strings.HasPrefix(name, fmt.Sprintf("%03d", i)) {
					documents = append(documents, text)
				}
			}
		}
		if len(documents) == 0 {
			continue
		}
		text := "[" + strings.Join(documents, ",\n") + "]"
		got := l.lint(t, text)
		l.report(t, way, "environments", append(got.more(l.as), l.as.more(got)...), text)
	}
}

// thirds checks that adding a third object to a conflict of two adds a location to the finding.
func (l *laws) thirds(t *testing.T) {
	t.Helper()
	for _, f := range lintText(t, l.example, l.example.Text) {
		n := len(f.Locations)
		if f.Rule.ID != l.rule.ID || n < 2 {
			continue
		}
		positions := make([]int, n)
		for i, p := range f.Locations {
			positions[i] = p.Span.Start
		}
		text := l.third(positions[n-1], positions[:n-1])
		if text == "" {
			continue
		}
		found := lintText(t, l.example, text)
		found = slices.DeleteFunc(found, func(f finding.Finding) bool { return f.Rule.ID != l.rule.ID })
		bigger := slices.ContainsFunc(found, func(f finding.Finding) bool { return len(f.Locations) == n+1 })
		if len(found) != l.as[l.rule.ID] || !bigger {
			l.report(t, "third", "conflict", []string{l.rule.ID}, concise(t, found)+text)
		}
	}
}

// some is the maximum number of variants of the same field in an example.
const some = 2

// TestWays checks each rule against variants of its manifests: each field absent, empty, unknown or in upper case, or set
// to its default; environments nested or in separate documents; and three objects in a conflict instead of two.
// TestForms checks references by name and by id.
func TestWays(t *testing.T) {
	x := newExceptions(t)
	t.Run("rules", func(t *testing.T) {
		n := 0
		for _, r := range policy.Rules() {
			switch r.Group {
			case "parse", "schema", "suppression", "drift": // about syntax, or about exports
				continue
			}
			fail, pass, err := policy.Examples(r)
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range slices.Concat(fail, pass) {
				n++
				first := n
				t.Run(e.Path, func(t *testing.T) {
					t.Parallel()
					l := &laws{sheet: newSheet(e.Text), rule: r, example: e, fails: i < len(fail), x: x}
					l.as = l.lint(t, l.write())
					l.all(t, first)
				})
			}
		}
	})
	if tier.Takes(1, sample) { // a sample does not use all exceptions
		x.unneeded(t)
	}
}

// sample is the sampling rate without the tag measure: one of this many variants is checked.
const sample = 24

// all checks the variants of an example, or a sample that depends on n.
func (l *laws) all(t *testing.T, n int) {
	t.Helper()
	seen := map[string]int{}
	takes := func(way, field string) bool {
		n++
		seen[way+field]++
		return seen[way+field] <= some && tier.Takes(n, sample)
	}
	for i := range l.fields {
		f := &l.fields[i]
		if f.column.Name == "apiVersion" || f.column.Name == "kind" {
			continue
		}
		if takes("absent", f.name) {
			l.absent(t, f)
		}
		if f.isText() && takes("capitals", f.name) {
			l.capitals(t, f)
		}
	}
	for i := range l.lacking {
		if f := &l.lacking[i]; f.column.Absent != nil && !strings.Contains(list(f.in, "unknown"), f.column.Name+",") && takes("meant", f.name) {
			l.meant(t, f)
		}
	}
	if takes("alone", "environments") {
		l.environments(t)
	}
	if l.fails && tier.Takes(n, 4) {
		l.thirds(t)
	}
}
