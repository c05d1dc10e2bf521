package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/rule"
)

// TestAliasesCollide checks that only rules in the same folder may share an alias.
func TestAliasesCollide(t *testing.T) {
	withAliases := func(id string, aliases ...string) string {
		group, name, _ := strings.Cut(id, "/")
		text := strings.Replace(rulePolicy(goodBody), "team.naming", group+"."+name, 1)
		return strings.Replace(text, "#   help", "#   aliases: ["+strings.Join(aliases, ", ")+"]\n#   help", 1)
	}
	one := writeFolder(t, map[string]string{
		"team/naming/rule.rego": withAliases("team/naming", "team/old"), "team/other/rule.rego": withAliases("team/other", "team/old", "team/naming"),
	})
	s, err := Load(one)
	if err != nil {
		t.Fatal(err)
	}
	if ids := s.Matching("team/old"); len(ids) != 2 {
		t.Errorf("team/old matches %v", ids)
	}
	two := writeFolder(t, map[string]string{"team/third/rule.rego": withAliases("team/third", "team/old")})
	two.Name = "two"
	if _, err := Load(one, two); err == nil || !strings.Contains(err.Error(), `the id "team/old" is also used by the rule in own/team/naming`) {
		t.Errorf("alias used in two folders: error is %v", err)
	}
	if !slices.ContainsFunc(s.CustomRules(), func(r *rule.Rule) bool { return slices.Equal(r.Aliases, []string{"team/old"}) }) {
		t.Error("no rule has the alias team/old")
	}
}
