package finding_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

var anyRule = &rule.Rule{ID: "domain/federated-once", Level: problem.Error, Help: "leave the domain in one tenant"}

// loc returns the location of text in a file.
func loc(file *source.File, text, object string) problem.Location {
	start := bytes.Index(file.Data, []byte(text))
	return problem.Location{File: file, Span: source.Span{Start: start, End: start + len(text)}, Object: object}
}

func TestNew(t *testing.T) {
	a, b := source.NewFile("a.yaml", []byte("one: 1\ntwo: 2\n")), source.NewFile("b.yaml", []byte("one: 1\n"))
	locs := []problem.Location{loc(b, "one", ""), loc(a, "two", ""), loc(a, "one", "")}
	for name, test := range map[string]struct {
		found problem.Problem
		level problem.Level
		help  string
	}{
		"the rule decides":      {problem.Problem{Locations: locs}, problem.Error, "leave the domain in one tenant"},
		"the problem overrides": {problem.Problem{Locations: locs, Level: problem.Note, Help: problem.Literal("verify it")}, problem.Note, "verify it"},
	} {
		t.Run(name, func(t *testing.T) {
			f := finding.New(test.found, anyRule)
			if f.Level != test.level || f.Help.String() != test.help {
				t.Errorf("New = %v, %q, want %v, %q", f.Level, f.Help.String(), test.level, test.help)
			}
			var order []string
			for _, s := range f.Locations {
				order = append(order, fmt.Sprint(s.File.Path, " ", s.Span.Start))
			}
			if diff := cmp.Diff([]string{"a.yaml 0", "a.yaml 7", "b.yaml 0"}, order); diff != "" {
				t.Errorf("locations (-want +got):\n%s", diff)
			}
		})
	}
	if locs[0].File != b {
		t.Error("New changed the locations of the problem")
	}
}

// TestSort checks that the result does not depend on the original order.
func TestSort(t *testing.T) {
	a, b := source.NewFile("a.yaml", []byte("one: 1\ntwo: 2\n")), source.NewFile("b.yaml", []byte("one: 1\n"))
	other := &rule.Rule{ID: "domain/verified-once"}
	one, two := loc(a, "one", ""), loc(a, "two", "")
	labelled := one
	labelled.Label = problem.Literal("here")
	fixed := &problem.Fix{File: a, Text: "x"}
	want := []finding.Finding{
		{Rule: anyRule, Message: problem.Literal("first"), Locations: []problem.Location{one}},
		{Rule: anyRule, Message: problem.Literal("first"), Locations: []problem.Location{one}, Fix: fixed},
		{Rule: anyRule, Message: problem.Literal("first"), Locations: []problem.Location{one}, Fix: &problem.Fix{File: a, Text: "y"}},
		{Rule: anyRule, Message: problem.Literal("first"), Locations: []problem.Location{one}, Help: problem.Literal("help")},
		{Rule: anyRule, Message: problem.Literal("first"), Locations: []problem.Location{one}, Notes: []problem.Text{problem.Literal("note")}},
		{Rule: anyRule, Message: problem.Literal("first"), Locations: []problem.Location{one}, Related: []problem.Location{two}},
		{Rule: anyRule, Message: problem.Literal("first"), Locations: []problem.Location{one, two}},
		{Rule: anyRule, Message: problem.Literal("first"), Locations: []problem.Location{labelled}},
		{Rule: anyRule, Message: problem.Literal("second"), Locations: []problem.Location{one}},
		{Rule: other, Message: problem.Literal("first"), Locations: []problem.Location{one}},
		{Rule: anyRule, Message: problem.Literal("first"), Locations: []problem.Location{two}},
		{Rule: anyRule, Message: problem.Literal("first"), Locations: []problem.Location{loc(b, "one", "")}},
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		got := slices.Clone(want)
		random.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		finding.Sort(got)
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(source.File{})); diff != "" {
			t.Fatalf("order (-want +got):\n%s", diff)
		}
	}
}

// fingerprints returns the fingerprints of findings of one rule at the given locations.
func fingerprints(r *rule.Rule, locs ...problem.Location) []string {
	var findings []finding.Finding
	for _, s := range locs {
		findings = append(findings, finding.Finding{Rule: r, Locations: []problem.Location{s}})
	}
	finding.Identify(findings)
	var all []string
	for _, f := range findings {
		all = append(all, f.Fingerprint(0))
	}
	return all
}

func TestIdentifySame(t *testing.T) {
	before := source.NewFile("a.yaml", []byte("name: x\n"))
	moved := source.NewFile("b/c.yaml", []byte("# moved\n\n\n  name: x\n"))
	indented := source.NewFile("a.yaml", []byte("# moved\n\n\n  name: x\n"))
	for name, pair := range map[string][2]problem.Location{
		"object in another file":                   {loc(before, "name", "t/domains/x"), loc(moved, "x", "t/domains/x")},
		"line moved and indented, in no object":    {loc(before, "name", ""), loc(indented, "name", "")},
		"another offset in the line, in no object": {loc(before, "name", ""), loc(before, "x", "")},
	} {
		t.Run(name, func(t *testing.T) {
			if a, b := fingerprints(anyRule, pair[0])[0], fingerprints(anyRule, pair[1])[0]; a != b {
				t.Errorf("%s and %s differ", a, b)
			}
		})
	}
}

func TestIdentifyDistinct(t *testing.T) {
	file := source.NewFile("a.yaml", []byte("name: x\nname: y\n"))
	copied := source.NewFile("b.yaml", file.Data)
	line := source.NewFile("c.json", []byte(strings.Repeat(`{"a": 1}, `, 200)+`"b"`))
	all := slices.Concat(
		fingerprints(anyRule, loc(file, "x", "t/x"), loc(file, "x", "t/x"), loc(file, "x", "t/y"), loc(file, "x", ""), loc(file, "y", ""), loc(copied, "y", ""),
			loc(line, "a", ""), loc(line, `"b"`, "")),
		fingerprints(&rule.Rule{ID: "domain/verified-once"}, loc(file, "x", "t/x"), loc(file, "x", "")),
	)
	slices.Sort(all)
	if n := len(slices.Compact(slices.Clone(all))); n != len(all) {
		t.Errorf("%d of %d fingerprints are distinct", n, len(all))
	}
	for _, f := range all {
		if len(f) != 32 || strings.Trim(f, "0123456789abcdef") != "" {
			t.Errorf("fingerprint %q does not have 32 hexadecimal digits", f)
		}
	}
}

// TestIdentifySites checks that every location of a finding has its own fingerprint, even if one object is declared
// twice.
func TestIdentifySites(t *testing.T) {
	file := source.NewFile("a.yaml", []byte("name: x\nname: y\n"))
	findings := []finding.Finding{{Rule: anyRule, Locations: []problem.Location{loc(file, "x", "t/x"), loc(file, "y", "t/x")}}}
	if got := findings[0].Fingerprint(1); got != "" {
		t.Errorf("before Identify the fingerprint is %q", got)
	}
	finding.Identify(findings)
	if findings[0].Fingerprint(0) == findings[0].Fingerprint(1) {
		t.Error("two locations have the same fingerprint")
	}
}
