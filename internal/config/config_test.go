package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

func parse(text string) (*Config, error) {
	return Parse(source.NewFile("ci/.tenantlint.yaml", []byte(text)), filepath.FromSlash("/repository/ci"), "ci")
}

func TestParse(t *testing.T) {
	c, err := parse(`
# yaml-language-server: $schema=https://example.com/config.schema.json
version: 1
include: [./tenants, "shared/*.yaml"]
exclude: [drafts/**/]
rules:
  domain: off
  schema: {level: note}
  environment/single-tenant: {level: off}
fail-on: warning
baseline: baseline.json
locations:
  Spain: {regions: [SpainCentral], host: crm24, countries: [es], continent: Europe}
  usgov: {host: crm9.example.us}
residency:
  - {class: health, subjects: es, allowedLocations: [spain, Europe], reason: contract 7}
suppress:
  - {rule: domain/federated-once, path: exports/*.json, reason: known since the merger, until: 2027-01-31}
  - {rule: domain, object: contoso-eu/domains/contoso.com, reason: "moved next year"}
`)
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Include: []string{"ci/tenants", "ci/shared/*.yaml"},
		Exclude: []string{"ci/drafts/**"},
		Rules: rule.Selection{
			Disable:  []string{"domain", "environment/single-tenant"},
			Severity: map[string]problem.Level{"schema": problem.Note},
		},
		FailOn:   "warning",
		Baseline: filepath.FromSlash("/repository/ci/baseline.json"),
		Options: policy.Options{
			Locations: []policy.Location{
				{Token: "spain", Regions: []string{"spaincentral"}, Hosts: []string{"crm24.dynamics.com"}, Countries: []string{"ES"}, Continent: "Europe"},
				{Token: "usgov", Hosts: []string{"crm9.example.us"}},
			},
			Residency: []policy.Residency{{Class: "health", Subjects: "ES", AllowedLocations: []string{"spain", "europe"}, Reason: "contract 7"}},
		},
		Suppressions: []*finding.Suppression{
			{Names: []finding.Name{{Text: "domain/federated-once"}}, Reason: "known since the merger", Until: "2027-01-31", External: true, Path: "ci/exports/*.json"},
			{Names: []finding.Name{{Text: "domain"}}, Reason: "moved next year", External: true, Object: "contoso-eu/domains/contoso.com"},
		},
	}
	ignore := []cmp.Option{
		cmpopts.IgnoreUnexported(Config{}), cmpopts.IgnoreFields(Config{}, "File"), cmpopts.IgnoreFields(finding.Name{}, "Span"),
		cmpopts.IgnoreFields(finding.Suppression{}, "File", "Span"),
	}
	if diff := cmp.Diff(want, c, ignore...); diff != "" {
		t.Errorf("configuration (-want +got):\n%s", diff)
	}
	for _, s := range c.Suppressions {
		if at := c.File.Position(s.Names[0].Span.Start); at.Line < 18 || at.Column != 12 {
			t.Errorf("%q is at %d:%d", s.Names[0].Text, at.Line, at.Column)
		}
	}
}

// TestRuleOfGroup checks that a rule with a level stays on if its group is off.
func TestRuleOfGroup(t *testing.T) {
	c, err := parse("version: 1\nrules: {reference/unknown: note, reference: off, schema: off, schema/unknown-key: off}\n")
	if err != nil {
		t.Fatal(err)
	}
	var off []string
	for _, r := range c.Set.Rules() {
		if r.Group == "reference" && r.ID != "reference/unknown" {
			off = append(off, r.ID)
		}
	}
	want := rule.Selection{
		Disable:  append(off, "schema", "schema/unknown-key"),
		Severity: map[string]problem.Level{"reference/unknown": problem.Note},
	}
	if diff := cmp.Diff(want, c.Rules); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

// TestEmpty checks that a configuration that sets nothing is valid: the file also marks the root.
func TestEmpty(t *testing.T) {
	for name, text := range map[string]string{"no bytes": "", "a comment": "# later\n", "a marker": "---\n", "the version": "version: 1\n", "JSON": `{"version": 1}`} {
		c, err := parse(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(&Config{}, c, cmpopts.IgnoreUnexported(Config{}), cmpopts.IgnoreFields(Config{}, "File")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestMistakes checks that each mistake is reported once, at its location and with a remedy.
func TestMistakes(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"syntax":                {"version: 1\nrules: [\n", `2:8: "[" is never closed; add "]"`},
		"two documents":         {"version: 1\n---\nversion: 1\n", "3:1: a second document begins here; keep one document in the file"},
		"key given twice":       {"version: 1\nexclude: [a]\nexclude: [b]\n", `2:1: key "exclude" is given twice; first here`},
		"not a mapping":         {"- version\n", "1:1: a configuration must be a mapping, not a list"},
		"no version":            {"exclude: [a]\n", `1:1: a configuration has no "version"; "version" is missing`},
		"other version":         {"version: 2\n", `1:10: unknown value "2" for "version"; "version" takes: 1`},
		"version in quotes":     {"version: '1'\n", `1:10: "version" must be an integer, not a string; write it without quotes`},
		"unknown key":           {"version: 1\nexlude: [a]\n", `2:1: unknown key "exlude" in a configuration; did you mean "exclude"?`},
		"key of another tool":   {"version: 1\nrepos: []\n", `2:1: unknown key "repos" in a configuration; a configuration takes: baseline, exclude, fail-on, include, locations, policies, residency, rules, suppress, version`},
		"not a list":            {"version: 1\nexclude: drafts/**\n", `2:10: "exclude" must be a list, not a string; write it as a list`},
		"absolute pattern":      {"version: 1\nexclude: [/drafts]\n", `2:11: an item of "exclude" must be a pattern of relative paths, not "/drafts"; expected names with *, ** or {a,b}, split by "/"`},
		"Windows pattern":       {"version: 1\ninclude: ['a\\b']\n", `2:11: an item of "include" must be a pattern of relative paths, not "a\\b"; did you mean "a/b"?`},
		"unknown rule":          {"version: 1\nrules: {domain/federated-one: off}\n", `2:9: no rule or group "domain/federated-one"; did you mean "domain/federated-once"?`},
		"unlike any rule":       {"version: 1\nrules: {no-console: off}\n", `2:9: no rule or group "no-console"; all of them: tenantlint rules`},
		"unknown level":         {"version: 1\nrules: {domain: warn}\n", `2:17: unknown value "warn" for "domain"; did you mean "warning"?`},
		"level that is false":   {"version: 1\nrules: {domain: false}\n", `2:17: "domain" must be a string or a mapping, not false`},
		"rule without level":    {"version: 1\nrules: {domain: {}}\n", `2:17: a rule setting has no "level"; "level" is missing`},
		"unknown rule setting":  {"version: 1\nrules: {domain: {level: off, max: 3}}\n", `2:30: unknown key "max" in a rule setting; a rule setting takes: level`},
		"rule that is required": {"version: 1\nrules: {parse/syntax: off}\n", `2:9: "parse/syntax" cannot be switched off; a file that does not parse must never look clean`},
		"unknown fail-on":       {"version: 1\nfail-on: errors\n", `2:10: unknown value "errors" for "fail-on"; did you mean "error"?`},
		"location of two words": {"version: 1\nlocations: {new york: {}}\n", `2:13: location "new york" must be one word; write letters, digits, ".", "_" and "-"`},
		"key of a location":     {"version: 1\nlocations: {spain: {hosts: [crm4]}}\n", `2:21: unknown key "hosts" in a location; did you mean "host"?`},
		"unknown location":      {"version: 1\nresidency: [{class: health, allowedLocations: [germny]}]\n", `2:48: unknown location "germny"; did you mean "germany"?`},
		"unlike any location":   {"version: 1\nresidency: [{class: health, allowedLocations: [atlantis]}]\n", `2:48: unknown location "atlantis"; add it to "locations"`},
		"class set twice": {
			"version: 1\nresidency:\n- {class: health, subjects: eu, allowedLocations: [europe]}\n- {class: health, subjects: EU, allowedLocations: [france]}\n",
			`4:11: residency of "health of EU" is set twice; join it with the entry in line 3`,
		},
		"suppression, no target":    {"version: 1\nsuppress: [{rule: domain, reason: why}]\n", `2:19: suppression "domain" has neither "path" nor "object"; "path" or "object" is missing`},
		"suppression, no reason":    {"version: 1\nsuppress: [{rule: domain, path: a}]\n", `2:19: suppression "domain" has no "reason"; "reason" is missing`},
		"suppression, empty":        {"version: 1\nsuppress: [{rule: domain, path: a, reason: ''}]\n", `2:44: "reason" must not be empty`},
		"suppression, blank":        {"version: 1\nsuppress: [{rule: domain, path: a, reason: ' '}]\n", `2:44: suppression of "domain" gives no reason; write why the findings are accepted`},
		"suppression, no such day":  {"version: 1\nsuppress: [{rule: domain, path: a, reason: b, until: 2027-02-30}]\n", `2:54: "2027-02-30" does not exist; February 2027 has 28 days`},
		"suppression, no such rule": {"version: 1\nsuppress: [{rule: domains, path: a, reason: b}]\n", `2:19: no rule or group "domains"; did you mean "domain"?`},
		"suppression of parse":      {"version: 1\nsuppress: [{rule: parse, path: a, reason: b}]\n", `2:19: "parse" cannot be suppressed; findings of it always count`},
		"several": {
			"version: 1\nfial-on: error\nexclude: [1]\nrules:\n  domian: off\n",
			`2:1: unknown key "fial-on" in a configuration; did you mean "fail-on"?
3:11: an item of "exclude" must be a string, not an integer; write it in quotes
5:3: no rule or group "domian"; did you mean "domain"?`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parse(test.text)
			e, ok := errors.AsType[*Error](err)
			if !ok {
				t.Fatalf("error is %v", err)
			}
			if diff := cmp.Diff(test.want, strings.ReplaceAll(e.Error(), "ci/.tenantlint.yaml:", "")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		filetest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	write(".tenantlint.yaml", "version: 1\nexclude: [root]\n")
	write("ci/strict.yaml", "version: 1\nexclude: [below]\nbaseline: known.json\n")
	write("inner/.git/HEAD", "")
	write("inner/deep/a.yaml", "")
	elsewhere := filepath.Join(t.TempDir(), "shared.yaml")
	if err := os.WriteFile(elsewhere, []byte("version: 1\nexclude: [shared]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ dir, named, path, exclude, err string }{
		"at the root":              {"", "", ".tenantlint.yaml", "root", ""},
		"from a folder below":      {"ci", "", ".tenantlint.yaml", "root", ""},
		"not outside a repository": {"inner/deep", "", "", "", ""},
		"named":                    {"ci", "strict.yaml", "ci/strict.yaml", "ci/below", ""},
		"named, elsewhere":         {"ci", elsewhere, filepath.ToSlash(elsewhere), "shared", ""},
		"named, missing":           {"", "strict.yaml", "", "", `configuration "strict.yaml" does not exist; tenantlint init writes one`},
		"named, a folder":          {"", "ci", "", "", `configuration: "ci" is a folder, not a file`},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Load(filepath.Join(dir, filepath.FromSlash(test.dir)), test.named)
			if test.err != "" {
				if err == nil || err.Error() != test.err {
					t.Fatalf("error is %v, not %s", err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			path := ""
			if c.File != nil {
				path = c.File.Path
			}
			if path != test.path || strings.Join(c.Exclude, " ") != test.exclude {
				t.Errorf("configuration %q excludes %q", path, c.Exclude)
			}
		})
	}
}

func TestSettings(t *testing.T) {
	c, err := parse("version: 1\nexclude: [a, b]\nrules:\n  domain: off\nfail-on: warning\nsuppress:\n- {rule: schema, path: c, reason: d}\n")
	if err != nil {
		t.Fatal(err)
	}
	show := func(settings []Setting) string {
		var b strings.Builder
		for _, s := range settings {
			b.WriteString(s.Key + " = " + s.Value + " (" + s.Origin + ")\n")
		}
		return b.String()
	}
	want := `include = every manifest below the root (default)
exclude = a (ci/.tenantlint.yaml:2)
exclude = b (ci/.tenantlint.yaml:2)
exclude = c (--exclude)
rules = domain: off (ci/.tenantlint.yaml:4)
fail-on = note (TENANTLINT_FAIL_ON)
baseline = none (default)
suppress = schema in c (ci/.tenantlint.yaml:7)
only = domain (--only)
`
	got := show(c.Settings([]Setting{
		{Key: "only", Value: "domain", Origin: "--only"}, {Key: "fail-on", Value: "note", Origin: "TENANTLINT_FAIL_ON"}, {Key: "exclude", Value: "c", Origin: "--exclude"},
	}))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

// FuzzConfig checks that any text either is a configuration, or has problems that all have a location and a message.
func FuzzConfig(f *testing.F) {
	for _, seed := range []string{
		"version: 1\nrules: {domain: off}\n", "suppress: [{rule: [], until: 1}]", "residency: [{class: a, allowedLocations: [b]}, {class: a}]",
		"locations: {a: &a {host: b}, c: *a}", "version: &v 1\nfail-on: *v\n<<: {x: y}", "\xff", "{\"version\": 1e999}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parse(text)
		if err == nil {
			c.Settings(nil)
			return
		}
		e, ok := errors.AsType[*Error](err)
		if !ok || len(e.Problems) == 0 {
			t.Fatalf("error is %v", err)
		}
		for _, p := range e.Problems {
			if p.Message.IsZero() || len(p.Locations) == 0 || p.Locations[0].Span.End > len(text) {
				t.Fatalf("problem %+v", p)
			}
		}
		_ = e.Error()
	})
}

// BenchmarkParse measures reading a configuration. The schema is compiled before, on first use.
func BenchmarkParse(b *testing.B) {
	text := string(Starter()[0].Text) + "rules: {domain: warning, schema/unknown-key: off}\n"
	for b.Loop() {
		if _, err := parse(text); err != nil {
			b.Fatal(err)
		}
	}
}
