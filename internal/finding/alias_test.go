package finding

import (
	"testing"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// foundWithAliases returns a finding, at words of a file, of a rule with earlier ids.
func foundWithAliases(t *testing.T, f *source.File, id string, aliases []string, words ...string) Finding {
	t.Helper()
	result := newFinding(t, f, "domain/initial-name", words...)
	result.Rule = &rule.Rule{ID: id, Group: "new", Level: problem.Error, Aliases: aliases}
	return result
}

// TestBaselineOfAliases checks that a baseline still matches after the rule that it was written for has been split into
// several.
func TestBaselineOfAliases(t *testing.T) {
	f := source.NewFile("contoso.yaml", []byte(testManifest))
	old := func(words ...string) Finding { return foundWithAliases(t, f, "old/rule", nil, words...) }
	a := func(words ...string) Finding { return foundWithAliases(t, f, "new/a", []string{"old/rule"}, words...) }
	b := func(words ...string) Finding { return foundWithAliases(t, f, "new/b", []string{"old/rule"}, words...) }
	for name, test := range map[string]struct {
		before, now           []Finding
		onlyNew, known, stale int
	}{
		"renamed":                 {[]Finding{old("contoso.com")}, []Finding{a("contoso.com")}, 0, 1, 0},
		"split at two objects":    {[]Finding{old("contoso.com"), old("fabrikam.com")}, []Finding{a("contoso.com"), b("fabrikam.com")}, 0, 2, 0},
		"split at one object":     {[]Finding{old("contoso.com"), old("contoso.com")}, []Finding{a("contoso.com"), b("contoso.com")}, 0, 2, 0},
		"one more at the object":  {[]Finding{old("contoso.com")}, []Finding{a("contoso.com"), b("contoso.com")}, 1, 1, 0},
		"one less":                {[]Finding{old("contoso.com"), old("contoso.com")}, []Finding{a("contoso.com")}, 0, 1, 1},
		"two locations":           {[]Finding{old("contoso.com", "fabrikam.com")}, []Finding{b("contoso.com", "fabrikam.com")}, 0, 1, 0},
		"old id kept by one rule": {[]Finding{old("contoso.com"), old("contoso.com")}, []Finding{old("contoso.com"), b("contoso.com")}, 0, 2, 0},
		"one more, old id kept":   {[]Finding{old("contoso.com")}, []Finding{old("contoso.com"), b("contoso.com")}, 1, 1, 0},
		"current id":              {[]Finding{a("contoso.com")}, []Finding{a("contoso.com"), b("contoso.com")}, 1, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			text := encodeBaseline(t, NewBaseline(identify(test.before...)))
			base, err := ReadBaseline(source.NewFile("b.json", []byte(text)))
			if err != nil {
				t.Fatal(err)
			}
			now := identify(test.now...)
			onlyNew, known := base.Split(now)
			stale := base.Stale(now, policy.Rules(), policy.Rules())
			if len(onlyNew) != test.onlyNew || len(known) != test.known || len(stale) != test.stale {
				t.Errorf("%d new, %d known, %d stale", len(onlyNew), len(known), len(stale))
			}
		})
	}
}
