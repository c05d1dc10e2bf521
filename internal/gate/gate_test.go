package gate_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/gate"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

func parse(t *testing.T, text string) *config.Config {
	t.Helper()
	c, err := config.Parse(source.NewFile(".tenantlint.yaml", []byte("version: 1\n"+text)), t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func messages(problems []problem.Problem) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Level.String()+": "+p.Message.String())
	}
	slices.Sort(all)
	return all
}

func TestConfiguration(t *testing.T) {
	for name, test := range map[string]struct {
		before, after string
		want          []string
	}{
		"no change":             {"", "", nil},
		"stricter":              {"fail-on: error", "fail-on: note\nrules: {environment/purpose: error}", nil},
		"fail-on":               {"fail-on: warning", "", []string{`warning: the change fails on "error" instead of "warning"`}},
		"never":                 {"", "fail-on: never", []string{`warning: the change fails on "never" instead of "error"`}},
		"rule off":              {"", "rules: {domain/federated-once: off}", []string{`warning: the change switches "domain/federated-once" off`}},
		"group off":             {"", "rules: {domain: off}", []string{`warning: the change switches "domain" off`}},
		"lower":                 {"", "rules: {domain/federated-once: note}", []string{`note: the change lowers "domain/federated-once" from "error" to "note"`}},
		"no longer higher":      {"rules: {environment/purpose: error}", "", []string{`note: the change lowers "environment/purpose" from "error" to "note"`}},
		"off as before":         {"rules: {domain: off}", "rules: {domain/federated-once: off}", nil},
		"on again":              {"rules: {domain/federated-once: off}", "", nil},
		"exclude":               {"exclude: [a]", "exclude: [a, b]", []string{`note: the change excludes "b"`}},
		"exclude everything":    {"", `exclude: ["**/*"]`, []string{`warning: the change excludes "**/*"`}},
		"include":               {"", "include: [a]", []string{`note: the change includes nothing but "a"`}},
		"include less":          {"include: [a, b]", "include: [a]", []string{`note: the change no longer includes "b"`}},
		"include more":          {"include: [a]", "include: [a, b]", nil},
		"suppress":              {"", "suppress: [{rule: domain, path: a, reason: why}]", []string{`note: the change adds the suppression of "domain in a"`}},
		"suppression unchanged": {"suppress: [{rule: domain, path: a, reason: why}]", "suppress: [{rule: domain, path: a, reason: because}]", nil},
		"location":              {"", "locations: {atlantis: {}}", []string{`note: the change adds the location "atlantis"`}},
		"residency":             {"", "residency: [{class: a, allowedLocations: [europe]}]", []string{`note: the change adds the residency entry "a: europe"`}},
		"configuration removed": {"fail-on: note", "", []string{`warning: the change fails on "error" instead of "note"`}},
		"baseline added":        {"", "baseline: b.json", []string{`note: the change adds the baseline "b.json"`}},
	} {
		t.Run(name, func(t *testing.T) {
			before, after := parse(t, test.before), parse(t, test.after)
			if diff := cmp.Diff(test.want, messages(gate.Configuration(before, after, after.Set))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestSuppressions(t *testing.T) {
	f := source.NewFile("a.yaml", []byte("# x\n"))
	newSuppression := func(reason, until string, rules ...string) *finding.Suppression {
		s := &finding.Suppression{Reason: reason, Until: until, File: f}
		for _, r := range rules {
			s.Names = append(s.Names, finding.Name{Text: r})
		}
		return s
	}
	one := newSuppression("why", "", "domain", "license")
	moved := newSuppression("why", "", "license", "domain")
	if got := gate.Suppressions([]*finding.Suppression{one}, []*finding.Suppression{moved}); got != nil {
		t.Errorf("a moved suppression: %v", messages(got))
	}
	want := []string{`note: the change suppresses "domain", "license"`}
	if diff := cmp.Diff(want, messages(gate.Suppressions([]*finding.Suppression{one}, []*finding.Suppression{one, moved}))); diff != "" {
		t.Errorf("a second suppression: -want +got\n%s", diff)
	}
	longer := newSuppression("why", "2027-01-31", "domain", "license")
	if diff := cmp.Diff(want, messages(gate.Suppressions([]*finding.Suppression{longer}, []*finding.Suppression{one}))); diff != "" {
		t.Errorf("a removed end date: -want +got\n%s", diff)
	}
}

func TestBaseline(t *testing.T) {
	read := func(entries string) (*finding.Baseline, *source.File) {
		f := source.NewFile("b.json", []byte(`{"version": 1, "findings": [`+entries+`]}`))
		b, err := finding.ReadBaseline(f)
		if err != nil {
			t.Fatal(err)
		}
		return b, f
	}
	const one = `{"rule":"domain/federated-once","object":"a/b","fingerprint":"00000000000000000000000000000000","message":"m"}`
	const two = `{"rule":"license/assignment","object":"a/c","fingerprint":"ffffffffffffffffffffffffffffffff","message":"m"}`
	before, _ := read(one)
	after, file := read(one + ", " + two)
	want := []string{`note: the change accepts findings in the baseline at 1 more location: "license/assignment"`}
	got := gate.Baseline(before, after, file)
	if diff := cmp.Diff(want, messages(got)); diff != "" {
		t.Fatalf("-want +got\n%s", diff)
	}
	if at := got[0].Locations[0].Span; string(file.Data[at.Start:at.End]) != "ffffffffffffffffffffffffffffffff" {
		t.Errorf("reported at %v", at)
	}
	if got := gate.Baseline(after, before, file); got != nil {
		t.Errorf("fewer entries: %v", messages(got))
	}
}

func TestPolicies(t *testing.T) {
	file := func(text string) *source.File { return source.NewFile("p.rego", []byte(text)) }
	before := map[string]*source.File{"a.rego": file("a"), "b.rego": file("b"), "c.rego": file("c")}
	after := map[string]*source.File{"a.rego": file("a"), "b.rego": file("B")}
	want := []string{`note: the change edits the policy "b.rego"`, `note: the change removes the policy "c.rego"`}
	if diff := cmp.Diff(want, messages(gate.Policies(before, after))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
