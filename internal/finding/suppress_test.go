package finding

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// TestReadComment checks the names, the reason and the last day of comments.
func TestReadComment(t *testing.T) {
	for text, want := range map[string]string{
		"# tenantlint:ignore a/b -- why":                        "[a/b] why ",
		"#tenantlint:ignore a/b -- why":                         "[a/b] why ",
		"# tenantlint:ignore a/b, c -- why":                     "[a/b c] why ",
		"# tenantlint:ignore a/b,c/d,e -- why not":              "[a/b c/d e] why not ",
		"# tenantlint:ignore a/b c/d -- why":                    "[a/b c/d] why ",
		"# tenantlint:ignore a/b ,c/d -- why":                   "[a/b c/d] why ",
		"# tenantlint:ignore\ta/b\t--\twhy":                     "[a/b] why ",
		"# tenantlint:ignore a/b -- why until 2027-01-31":       "[a/b] why 2027-01-31",
		"# tenantlint:ignore a/b -- why [until 2027-01-31]":     "[a/b] why 2027-01-31",
		"# tenantlint:ignore a/b -- until 2027-01-31":           "[a/b]  2027-01-31",
		"# tenantlint:ignore a/b -- until 2027-01-31 at latest": "[a/b] until 2027-01-31 at latest ",
		"# tenantlint:ignore a/b -- why until 2027/01/31":       "[a/b] why 2027/01/31",
		"# tenantlint:ignore a/b -- until the merger":           "[a/b] until the merger ",
		"# tenantlint:ignore a/b -- one -- two":                 "[a/b] one -- two ",
		"# tenantlint:ignore a/b--c -- why":                     "[a/b--c] why ",
		"# tenantlint:ignore a/b":                               "[a/b]  ",
		"# tenantlint:ignore a/b --":                            "[a/b]  ",
		"# tenantlint:ignore a/b, c because of the merger":      "[a/b c]  ",
		"# tenantlint:ignore -- why":                            "[] why ",
		"# tenantlint:ignore":                                   "[]  ",
	} {
		s := parseComment([]byte(text), 100)
		var names []string
		for _, name := range s.Names {
			names = append(names, name.Text)
			if at := name.Span.Start - 100; text[at:name.Span.End-100] != name.Text {
				t.Errorf("%s: the span of %q starts at %d", text, name.Text, at)
			}
		}
		if got := fmt.Sprintf("%v %s %s", names, s.Reason, s.Until); got != want {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}

const testManifest = `apiVersion: tenantlint/v1
kind: Tenant
name: contoso
domains:
  - name: contoso.com
    isVerified: true
  - name: fabrikam.com
`

// newFinding returns a finding at the given words of a file.
func newFinding(t *testing.T, f *source.File, rule string, words ...string) Finding {
	t.Helper()
	r, ok := policy.Lookup(rule)
	if !ok {
		t.Fatalf("there is no rule %s", rule)
	}
	p := problem.Problem{Rule: rule, Message: problem.Literal("m")}
	for _, word := range words {
		i := bytes.Index(f.Data, []byte(word))
		p.Locations = append(p.Locations, problem.Location{File: f, Span: source.Span{Start: i, End: i + len(word)}, Object: "contoso/" + word})
	}
	return New(p, r)
}

// TestSuppress checks which findings remain. The manifest has one finding at contoso.com, and one with two locations,
// isVerified and fabrikam.com.
func TestSuppress(t *testing.T) {
	const why = " -- why\n"
	for name, test := range map[string]struct {
		change   [2]string
		external *Suppression
		o        SuppressOptions
		kept     string
		problems string
	}{
		"none":                    {kept: "contoso.com, isVerified"},
		"on the line":             {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name" + why}, kept: "isVerified"},
		"on the line above":       {change: [2]string{"  - name: contoso", "  # tenantlint:ignore domain/initial-name" + why + "  - name: contoso"}, kept: "isVerified"},
		"of the group":            {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain" + why}, kept: "isVerified"},
		"at the second location":  {change: [2]string{"fabrikam.com\n", "fabrikam.com # tenantlint:ignore schema/unknown-key" + why}, kept: "contoso.com"},
		"of the entire document":  {change: [2]string{"apiVersion", "# tenantlint:ignore domain/initial-name, schema" + why + "apiVersion"}, kept: ""},
		"of another rule":         {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore schema/unknown-key" + why}, kept: "contoso.com, isVerified", problems: `5: suppression of "schema/unknown-key" matches no finding`},
		"on another line":         {change: [2]string{"name: contoso\n", "name: contoso # tenantlint:ignore domain/initial-name" + why}, kept: "contoso.com, isVerified", problems: `3: suppression of "domain/initial-name" matches no finding`},
		"one of two":              {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name, schema" + why}, kept: "isVerified", problems: `5: suppression of "schema" matches no finding`},
		"without a reason":        {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name\n"}, kept: "contoso.com, isVerified", problems: `5: suppression of "domain/initial-name" gives no reason`},
		"of an unknown rule":      {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/intial" + why}, kept: "contoso.com, isVerified", problems: `5: no rule or group "domain/intial" to suppress`},
		"one of two unknown":      {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/intial, domain/initial-name" + why}, kept: "isVerified", problems: `5: no rule or group "domain/intial" to suppress`},
		"of a mandatory group":    {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore parse" + why}, kept: "contoso.com, isVerified", problems: `5: "parse" cannot be suppressed`},
		"on its last day":         {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name -- why until 2026-11-01\n"}, kept: "isVerified"},
		"after its last day":      {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name -- why until 2026-10-31\n"}, kept: "contoso.com, isVerified", problems: `5: suppression of "domain/initial-name" expired after 2026-10-31`},
		"until an invalid date":   {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name -- why until 2026-13-01\n"}, kept: "contoso.com, isVerified", problems: `5: suppression of "domain/initial-name" ends on "2026-13-01", which is not a date`},
		"until a nonexistent day": {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name -- why until 2027-02-30\n"}, kept: "contoso.com, isVerified", problems: `5: suppression of "domain/initial-name" ends on 2027-02-30, a day that does not exist`},
		"until a distant day":     {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name -- why until 2036-11-02\n"}, kept: "isVerified", problems: `5: suppression of "domain/initial-name" does not end before 2036-11-02`},
		"for ten years":           {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name -- why until 2036-11-01\n"}, kept: "isVerified"},
		"with an extra space":     {change: [2]string{"contoso.com\n", "contoso.com # tenantlint: ignore domain/initial-name" + why}, kept: "contoso.com, isVerified", problems: `5: comment "# tenantlint: ignore domain/initial-name -- why" suppresses nothing`},
		"with two number signs":   {change: [2]string{"contoso.com\n", "contoso.com ## tenantlint:ignore domain/initial-name" + why}, kept: "contoso.com, isVerified", problems: `5: comment "## tenantlint:ignore domain/initial-name -- why" suppresses nothing`},
		"without a colon":         {change: [2]string{"contoso.com\n", "contoso.com #tenantlint ignore domain" + why}, kept: "contoso.com, isVerified", problems: `5: comment "#tenantlint ignore domain -- why" suppresses nothing`},
		"in capitals":             {change: [2]string{"contoso.com\n", "contoso.com # TenantLint:Ignore domain" + why}, kept: "contoso.com, isVerified", problems: `5: comment "# TenantLint:Ignore domain -- why" suppresses nothing`},
		"misspelled":              {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ingore domain" + why}, kept: "contoso.com, isVerified", problems: `5: comment "# tenantlint:ingore domain -- why" suppresses nothing`},
		"misspelled prefix":       {change: [2]string{"contoso.com\n", "contoso.com # tenatlint:ignore domain" + why}, kept: "contoso.com, isVerified", problems: `5: comment "# tenatlint:ignore domain -- why" suppresses nothing`},
		"inside a string":         {change: [2]string{"name: contoso.com\n", "name: contoso.com\n    x: 'a # tenantlint ignore'\n"}, kept: "contoso.com, isVerified"},
		"unrelated comment":       {change: [2]string{"contoso.com\n", "contoso.com # ignore this tenant\n"}, kept: "contoso.com, isVerified"},
		"after a flow value": {
			change: [2]string{"  - name: contoso.com\n    isVerified: true\n", "  - {\n      name: contoso.com,\n      isVerified: true,\n    } # tenantlint:ignore domain/initial-name" + why},
			kept:   "isVerified",
		},
		"above a flow value": {
			change: [2]string{"  - name: contoso.com\n    isVerified: true\n", "  # tenantlint:ignore domain/initial-name" + why + "  - {\n      name: contoso.com,\n      isVerified: true,\n    }\n"},
			kept:   "isVerified",
		},
		"after another flow value": {
			change: [2]string{"  - name: contoso.com\n    isVerified: true\n", "  - {\n      name: contoso.com,\n      isVerified: true,\n    }\n  - {\n      name: a.com\n    } # tenantlint:ignore domain/initial-name" + why},
			kept:   "contoso.com, isVerified", problems: `11: suppression of "domain/initial-name" matches no finding`,
		},
		"after a long flow value": {
			change: [2]string{"  - name: contoso.com\n    isVerified: true\n", "  - {" + strings.Repeat("\n", 100) + "      name: contoso.com,\n      isVerified: true,\n    } # tenantlint:ignore domain/initial-name" + why},
			kept:   "isVerified",
		},
		"of a rule that did not run": {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/verified-once" + why}, o: SuppressOptions{Rules: []*rule.Rule{}}, kept: "contoso.com, isVerified"},
		"partial input":              {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore schema" + why}, o: SuppressOptions{Partial: true}, kept: "contoso.com, isVerified"},
		"ignored":                    {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name" + why}, o: SuppressOptions{Ignore: true}, kept: "contoso.com, isVerified"},
		"ignored, with a mistake":    {change: [2]string{"contoso.com\n", "contoso.com # tenantlint:ignore domain/initial-name\n"}, o: SuppressOptions{Ignore: true}, kept: "contoso.com, isVerified", problems: `5: suppression of "domain/initial-name" gives no reason`},
		"by path":                    {external: &Suppression{Path: "tenants/*.yaml"}, kept: "isVerified"},
		"by folder":                  {external: &Suppression{Path: "tenants"}, kept: "isVerified"},
		"by another path":            {external: &Suppression{Path: "*.yaml"}, kept: "contoso.com, isVerified", problems: `1: suppression of "domain/initial-name" matches no finding`},
		"by object":                  {external: &Suppression{Object: "Contoso/contoso.com"}, kept: "isVerified"},
		"by a parent object":         {external: &Suppression{Object: "contoso/"}, kept: "isVerified"},
		"by the reference":           {external: &Suppression{Object: "contoso/contoso.com"}, kept: "isVerified"},
		"by a prefix of the object":  {external: &Suppression{Object: "contoso/contoso"}, kept: "contoso.com, isVerified", problems: `1: suppression of "domain/initial-name" matches no finding`},
		"by path and object":         {external: &Suppression{Path: "tenants", Object: "contoso"}, kept: "isVerified"},
		"by path and other object":   {external: &Suppression{Path: "tenants", Object: "fabrikam"}, kept: "contoso.com, isVerified", problems: `1: suppression of "domain/initial-name" matches no finding`},
	} {
		t.Run(name, func(t *testing.T) {
			text := testManifest
			if test.change[0] != "" {
				if text = strings.Replace(text, test.change[0], test.change[1], 1); text == testManifest {
					t.Fatal("the change has no effect")
				}
			}
			f := source.NewFile("tenants/contoso.yaml", []byte(text))
			suppressions := CommentSuppressions(manifest.Parse(f, manifest.DefaultLimits(), true).Documents[0])
			if s := test.external; s != nil {
				s.External, s.Reason, s.File = true, "why", source.NewFile(".tenantlint.yaml", []byte("rule: domain/initial-name"))
				s.Names = []Name{{"domain/initial-name", source.Span{Start: 6, End: 20}}}
				suppressions = append(suppressions, s)
			}
			if test.o.Rules == nil {
				test.o.Rules = policy.Rules()
			}
			test.o.Today = "2026-11-01"
			all := []Finding{newFinding(t, f, "domain/initial-name", "contoso.com"), newFinding(t, f, "schema/unknown-key", "isVerified", "fabrikam.com")}
			test.o.All = policy.Rules()
			kept, suppressed, problems := Suppress(all, suppressions, test.o)
			if len(kept)+len(suppressed) != len(all) {
				t.Errorf("%d findings of %d", len(kept)+len(suppressed), len(all))
			}
			var names, reported []string
			for _, k := range kept {
				names = append(names, strings.TrimPrefix(k.Locations[0].Object, "contoso/"))
			}
			for _, p := range problems {
				reported = append(reported, fmt.Sprintf("%d: %s", p.Locations[0].File.Position(p.Locations[0].Span.Start).Line, p.Message.String()))
			}
			for _, s := range suppressed {
				if s.By.Reason != "why" {
					t.Errorf("%s is suppressed because of %q", s.Locations[0].Object, s.By.Reason)
				}
			}
			if diff := cmp.Diff(test.kept, strings.Join(names, ", ")); diff != "" {
				t.Errorf("kept (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.problems, strings.Join(reported, "\n")); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSuppressMandatory checks that not even a suppression of all paths covers findings of mandatory rules.
func TestSuppressMandatory(t *testing.T) {
	f := source.NewFile("contoso.yaml", []byte(testManifest))
	names := []Name{{Text: "parse"}, {Text: "parse/duplicate-key"}, {Text: "domain"}}
	s := &Suppression{Names: names, Reason: "why", File: f, External: true, Path: "**"}
	all := []Finding{newFinding(t, f, "parse/duplicate-key", "name"), newFinding(t, f, "domain/federated-once", "name")}
	kept, suppressed, _ := Suppress(all, []*Suppression{s}, SuppressOptions{All: policy.Rules()})
	if len(kept) != 1 || kept[0].Rule.ID != "parse/duplicate-key" || len(suppressed) != 1 {
		t.Errorf("%d kept, %d suppressed", len(kept), len(suppressed))
	}
}

// TestSuppressManyNames checks that a comment with a great number of names neither fills memory with findings nor is
// compared with each finding.
func TestSuppressManyNames(t *testing.T) {
	const names = 500_000
	for name, test := range map[string]struct{ list, why string }{
		"of an unknown rule":   {"x/y, ", " -- why"},
		"without a reason":     {"domain, ", ""},
		"repeated":             {"domain, ", " -- why"},
		"of a mandatory group": {"parse, ", " -- why"},
	} {
		t.Run(name, func(t *testing.T) {
			text := "# tenantlint:ignore " + strings.Repeat(test.list, names) + test.why + "\n" + testManifest
			f := source.NewFile("contoso.yaml", []byte(text))
			suppressions := CommentSuppressions(manifest.Parse(f, manifest.DefaultLimits(), true).Documents[0])
			if len(suppressions) != 1 || len(suppressions[0].Names) != names || suppressions[0].Line != 0 {
				t.Fatalf("%d suppressions", len(suppressions))
			}
			all := slices.Repeat([]Finding{newFinding(t, f, "schema/unknown-key", "isVerified")}, 50_000)
			kept, _, problems := Suppress(all, suppressions, SuppressOptions{All: policy.Rules(), Rules: policy.Rules()})
			if len(kept) != len(all) || len(problems) == 0 || len(problems) > maxProblems {
				t.Errorf("%d of %d kept, %d problems", len(kept), len(all), len(problems))
			}
			if last := problems[len(problems)-1]; (len(problems) == maxProblems) != slices.ContainsFunc(last.Notes, func(t problem.Text) bool {
				return t.String() == "no more than 10000 findings of this rule are listed"
			}) {
				t.Errorf("%d problems, the last with the notes %q", len(problems), last.Notes)
			}
		})
	}
}

// TestSuppressDocuments checks that a suppression of a document does not cover other documents of the same file.
func TestSuppressDocuments(t *testing.T) {
	f := source.NewFile("contoso.yaml", []byte("# tenantlint:ignore schema -- why\n"+testManifest+"---\n"+strings.ReplaceAll(testManifest, "isVerified", "verified")+
		"---\n# tenantlint:ignore schema -- why\n"+strings.ReplaceAll(testManifest, "isVerified", "checked")))
	var suppressions []*Suppression
	for _, d := range manifest.Parse(f, manifest.DefaultLimits(), true).Documents {
		suppressions = append(suppressions, CommentSuppressions(d)...)
	}
	all := []Finding{newFinding(t, f, "schema/unknown-key", "isVerified"), newFinding(t, f, "schema/unknown-key", " verified"), newFinding(t, f, "schema/unknown-key", "checked")}
	kept, suppressed, problems := Suppress(all, suppressions, SuppressOptions{All: policy.Rules(), Rules: policy.Rules()})
	if len(kept) != 1 || len(suppressed) != 2 || len(problems) != 0 || kept[0].Locations[0].Object != "contoso/ verified" {
		t.Errorf("%d kept, %d suppressed, %d problems", len(kept), len(suppressed), len(problems))
	}
}

// FuzzComment parses any comment: its names must be where their spans are, and the reason and the last day must come
// after them.
func FuzzComment(f *testing.F) {
	for _, seed := range []string{" a/b -- why", " a, b -- until 2027-01-31", "\t--", " ,,a -- [until 9]", " a\u00a0b -- \xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, rest string) {
		text := "# " + Marker + rest
		s := parseComment([]byte(text), 0)
		last := 0
		for _, name := range s.Names {
			if name.Text == "" || name.Span.Start < last || text[name.Span.Start:name.Span.End] != name.Text || strings.ContainsAny(name.Text, ", \t") {
				t.Fatalf("name %q at %v, after %d", name.Text, name.Span, last)
			}
			last = name.Span.End
		}
		if !strings.Contains(text[last:], s.Reason) || !strings.Contains(text[last:], s.Until) {
			t.Fatalf("reason %q, until %q", s.Reason, s.Until)
		}
	})
}

// TestSuppressByLocation checks that the index finds a suppression by every kind of path and object that may cover a
// finding.
func TestSuppressByLocation(t *testing.T) {
	rule, _ := policy.Lookup("domain/verified-once")
	file := source.NewFile("tenants/eu/contoso.yaml", []byte(testManifest))
	found := New(problem.Problem{Message: problem.Literal("m"), Locations: []problem.Location{{File: file, Span: source.Span{Start: 60, End: 64}, Object: "Größe/domains/Contoso.com"}}}, rule)
	for name, s := range map[string]Suppression{
		"its path": {Path: "tenants/eu/contoso.yaml"}, "a folder": {Path: "tenants"}, "a pattern": {Path: "tenants/*/c{a,o}*"}, "an escape": {Path: `tenants/eu/\contoso.yaml`},
		"its object": {Object: "größe/domains/contoso.com"}, "its parent": {Object: "GRÖßE/"}, "another": {Object: "GRÖSSE"}, "both": {Path: "tenants/**", Object: "Größe/domains"}, "neither": {},
	} {
		t.Run(name, func(t *testing.T) {
			s.External, s.Reason = true, "known"
			for _, text := range []string{"domain/verified-once", "domain"} {
				s.Names = []Name{{Text: text}}
				_, suppressed, _ := Suppress([]Finding{found}, []*Suppression{&s}, SuppressOptions{All: policy.Rules(), Partial: true})
				if want := name != "another"; (len(suppressed) == 1) != want {
					t.Errorf("suppressed by %q: %v, want %v", text, len(suppressed) == 1, want)
				}
			}
		})
	}
}

// TestReference checks that a suppression may refer to an object as messages do.
func TestReference(t *testing.T) {
	for object, want := range map[string]string{
		"contoso/environments/crm": "contoso/crm", "contoso/groups/makers/members": "contoso/makers/members",
		"contoso/domains": "contoso/domains", "contoso": "contoso", "": "",
	} {
		if got := reference(object); got != want {
			t.Errorf("reference(%q) = %q, want %q", object, got, want)
		}
	}
	s := &Suppression{External: true, Object: "Contoso/CRM"}
	for object, want := range map[string]bool{"contoso/environments/crm": true, "contoso/environments/crm/dataverse": true, "contoso/environments/crm2": false} {
		if got := s.covers(problem.Location{Object: object}); got != want {
			t.Errorf("%s is covered: %t", object, got)
		}
	}
}

// TestSuppressByAlias checks that a suppression by an earlier id covers all rules that it was split into.
func TestSuppressByAlias(t *testing.T) {
	f := source.NewFile("contoso.yaml", []byte(testManifest))
	one, other := foundWithAliases(t, f, "new/a", []string{"old/rule"}, "contoso.com"), foundWithAliases(t, f, "new/b", []string{"old/rule"}, "fabrikam.com")
	index := &suppressions{byKey: map[lookupKey][]*entry{}, seen: map[dedupKey]bool{}, rules: map[string]*rule.Rule{"old/rule": one.Rule}, reported: map[string]int{}}
	s := &Suppression{Names: []Name{{Text: "old/rule"}}, Reason: "known", File: f, Document: source.Span{End: len(f.Data)}}
	if problems := index.add(s, ""); len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, found := range []Finding{one, other} {
		if index.match(&found) == nil {
			t.Errorf("the finding of %s is not suppressed", found.Rule.ID)
		}
	}
}
