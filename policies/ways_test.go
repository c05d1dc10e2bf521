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

func readExceptions(t *testing.T) *exceptions {
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
	for rule, entries := range rules {
		for _, e := range entries {
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

// reportUnused reports the unused exceptions.
func (x *exceptions) reportUnused(t *testing.T) {
	t.Helper()
	for key := range x.reasons {
		if !x.used[key] {
			t.Errorf("ways.yaml: unused exception of %s for %s %s", key[0], key[2], key[1])
		}
	}
}

// tally is the number of findings of each rule.
type tally map[string]int

func tallyOf(findings []finding.Finding) tally {
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

// isRefused reports whether a schema or reference rule is among the rules, so that the written value is invalid.
func isRefused(rules []string) bool {
	return slices.ContainsFunc(rules, func(id string) bool {
		return isSchema(id) || strings.HasPrefix(id, "reference/")
	})
}

// variants checks variants of an example.
type variants struct {
	*fieldEditor

	rule     *rule.Rule
	example  policy.Example
	fails    bool
	baseline tally // findings of the unchanged example
	x        *exceptions
}

func (l *variants) lint(t *testing.T, text string) tally {
	t.Helper()
	return tallyOf(lintText(t, l.example, text))
}

// report reports the rules without an exception in ways.yaml.
func (l *variants) report(t *testing.T, way, field string, rules []string, text string) {
	t.Helper()
	for _, rule := range rules {
		if !l.x.has(rule, way, field) {
			t.Errorf("%s %s: %s\n%s", field, way, rule, text)
		}
	}
}

// checkAbsent checks that removing a field of a passing manifest breaks no rule other than those that require it, that an
// empty value is either equivalent or refused, and that no rule reports an unknown value.
func (l *variants) checkAbsent(t *testing.T, f *field) {
	t.Helper()
	text := l.withoutField(f)
	without := l.lint(t, text)
	if !l.fails {
		l.report(t, "absent", f.name, slices.DeleteFunc(without.more(l.baseline), isSchema), text)
		text = l.withEmpty(f)
		if got := l.lint(t, text); !isRefused(got.more(l.baseline)) && !isRefused(without.more(l.baseline)) {
			l.report(t, "empty", f.name, append(got.more(without), without.more(got)...), text)
		}
	}
	text = l.withUnknown(f)
	rules := l.lint(t, text).more(l.baseline)
	if slices.ContainsFunc(rules, isSchema) { // the field cannot be unknown
		return
	}
	if l.fails { // a rule that this one suppressed may now report the manifest
		rules = slices.DeleteFunc(rules, func(id string) bool { return id != l.rule.ID })
	}
	l.report(t, "unknown", f.name, rules, text)
}

// checkUpperCase checks that case matters only in values that are refused in another case.
func (l *variants) checkUpperCase(t *testing.T, f *field) {
	t.Helper()
	text := l.withUpperCase(f)
	if got := l.lint(t, text); !isRefused(got.more(l.baseline)) {
		l.report(t, "capitals", f.name, append(got.more(l.baseline), l.baseline.more(got)...), text)
	}
}

// checkDefault checks that writing the default of an absent field changes nothing.
func (l *variants) checkDefault(t *testing.T, f *absentField) {
	t.Helper()
	text := l.withDefault(f)
	got := l.lint(t, text)
	l.report(t, "meant", f.name, append(got.more(l.baseline), l.baseline.more(got)...), text)
}

// checkEnvironments checks that environments are equivalent in the lists of their tenants and in separate documents.
func (l *variants) checkEnvironments(t *testing.T) {
	t.Helper()
	for way, of := range map[string]func([]tree) []tree{"alone": splitEnvironments, "nested": nestEnvironments} {
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
		l.report(t, way, "environments", append(got.more(l.baseline), l.baseline.more(got)...), text)
	}
}

// checkThird checks that adding a third object to a conflict of two adds a location to the finding.
func (l *variants) checkThird(t *testing.T) {
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
		text := l.withThird(positions[n-1], positions[:n-1])
		if text == "" {
			continue
		}
		found := lintText(t, l.example, text)
		found = slices.DeleteFunc(found, func(f finding.Finding) bool { return f.Rule.ID != l.rule.ID })
		bigger := slices.ContainsFunc(found, func(f finding.Finding) bool { return len(f.Locations) == n+1 })
		if len(found) != l.baseline[l.rule.ID] || !bigger {
			l.report(t, "third", "conflict", []string{l.rule.ID}, concise(t, found)+text)
		}
	}
}

// maxVariants is the maximum number of variants of the same field in an example.
const maxVariants = 2

// TestWays checks each rule against variants of its manifests: each field absent, empty, unknown or in upper case, or set
// to its default; environments nested or in separate documents; and three objects in a conflict instead of two.
// TestForms checks references by name and by id.
func TestWays(t *testing.T) {
	x := readExceptions(t)
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
					l := &variants{fieldEditor: newFieldEditor(e.Text), rule: r, example: e, fails: i < len(fail), x: x}
					l.baseline = l.lint(t, l.write())
					l.checkAll(t, first)
				})
			}
		}
	})
	if tier.Takes(1, sampleRate) { // a sample does not use all exceptions
		x.reportUnused(t)
	}
}

// sampleRate is the sampling rate without the tag measure: one of this many variants is checked.
const sampleRate = 24

// checkAll checks the variants of an example, or a sample that depends on n.
func (l *variants) checkAll(t *testing.T, n int) {
	t.Helper()
	seen := map[string]int{}
	takes := func(way, field string) bool {
		n++
		seen[way+field]++
		return seen[way+field] <= maxVariants && tier.Takes(n, sampleRate)
	}
	for i := range l.fields {
		f := &l.fields[i]
		if f.column.Name == "apiVersion" || f.column.Name == "kind" {
			continue
		}
		if takes("absent", f.name) {
			l.checkAbsent(t, f)
		}
		if f.isText() && takes("capitals", f.name) {
			l.checkUpperCase(t, f)
		}
	}
	for i := range l.absentFields {
		f := &l.absentFields[i]
		if f.column.Absent != nil && !strings.Contains(list(f.in, "unknown"), f.column.Name+",") && takes("meant", f.name) {
			l.checkDefault(t, f)
		}
	}
	if takes("alone", "environments") {
		l.checkEnvironments(t)
	}
	if l.fails && tier.Takes(n, 4) {
		l.checkThird(t)
	}
}
