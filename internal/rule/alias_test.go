package rule

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// splitCatalog returns rules in which "old/one" was split into two, one of which kept the id, and "old/gone" into two
// with new ids.
func splitCatalog() Catalog {
	return Catalog{
		{ID: "new/a", Group: "new", Name: "a", Level: problem.Error, Aliases: []string{"old/gone"}},
		{ID: "new/b", Group: "new", Name: "b", Level: problem.Error, Aliases: []string{"old/gone", "old/one"}},
		{ID: "old/one", Group: "old", Name: "one", Level: problem.Error},
		{ID: "old/two", Group: "old", Name: "two", Level: problem.Error},
	}
}

func TestAliasesSelect(t *testing.T) {
	for name, test := range map[string]struct {
		selection Selection
		want      string
	}{
		"only a split rule":                {Selection{Only: []string{"old/gone"}}, "new/a new/b"},
		"only a split rule with a kept id": {Selection{Only: []string{"old/one"}}, "new/b old/one"},
		"except for a part":                {Selection{Only: []string{"old/one"}, Disable: []string{"new/b"}}, "old/one"},
		"disabled":                         {Selection{Disable: []string{"old/gone"}}, "old/one old/two"},
		"disabled except for a part":       {Selection{Disable: []string{"old/gone"}, Enable: []string{"new/a"}}, "new/a old/one old/two"},
		"group disabled, alias enabled":    {Selection{Disable: []string{"new"}, Enable: []string{"old/one"}}, "new/b old/one old/two"},
		"alias disabled, group enabled":    {Selection{Disable: []string{"old/one"}, Enable: []string{"new"}}, "new/a old/two"},
	} {
		t.Run(name, func(t *testing.T) {
			selected, _, err := test.selection.Apply(splitCatalog())
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, r := range selected {
				ids = append(ids, r.ID)
			}
			if got := strings.Join(ids, " "); got != test.want {
				t.Errorf("selected %s, want %s", got, test.want)
			}
		})
	}
}

func TestAliasesSetLevels(t *testing.T) {
	_, levels, err := Selection{Severity: map[string]problem.Level{
		"new": problem.Warning, "old/gone": problem.Note, "new/b": problem.Error, "old/one": problem.Warning,
	}}.Apply(splitCatalog())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]problem.Level{"new/a": problem.Note, "new/b": problem.Error, "old/one": problem.Warning}
	if diff := cmp.Diff(want, levels); diff != "" {
		t.Errorf("levels (-want +got):\n%s", diff)
	}
}

func TestAliasesMatch(t *testing.T) {
	s := splitCatalog()
	for name, want := range map[string]string{"old/gone": "new/a new/b", "old/one": "new/b old/one", "old": "old/one old/two", "new/a": "new/a", "none": ""} {
		var ids []string
		for _, r := range s.Matching(name) {
			ids = append(ids, r.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s matches %q, want %q", name, got, want)
		}
	}
	if r, ok := s.Lookup("old/one"); !ok || r.ID != "old/one" {
		t.Errorf("old/one is %v", r)
	}
	for pair, want := range map[string]bool{"old/gone new/a": true, "new/a old/gone": false, "old/one new/b": true, "new old/gone": true, "old old/one": false} {
		name, other, _ := strings.Cut(pair, " ")
		if s.covers(name, other) != want {
			t.Errorf("%s covers %s: %v, want %v", name, other, !want, want)
		}
	}
}
