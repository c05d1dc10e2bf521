package report

import (
	"net/url"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/rule"
)

// rulePages is where the pages of the rules are read, each in the folder of its rule.
const rulePages = "https://github.com/tenantlint/tenantlint/blob/main/policies/"

// RuleURL returns the address of a rule's page: its own where it names one, for a rule that the
// user wrote else that of its first source, or "", and for a rule of the program that in its repository.
func RuleURL(rule *rule.Rule) string {
	if rule.URL != "" {
		return rule.URL
	}
	if rule.Dir != "" {
		if len(rule.Sources) > 0 {
			return rule.Sources[0].URL
		}
		return ""
	}
	return rulePages + url.PathEscape(rule.Group) + "/" + url.PathEscape(rule.Name) + "/README.md"
}

// AllRules returns the rules of a run and those of its findings, accepted ones too, ordered by id and
// each once.
func (run *Run) AllRules() []*rule.Rule {
	rules := slices.Clone(run.Rules)
	for i := range run.Findings {
		rules = append(rules, run.Findings[i].Rule)
	}
	for i := range run.Suppressed {
		rules = append(rules, run.Suppressed[i].Rule)
	}
	for i := range run.Known {
		rules = append(rules, run.Known[i].Rule)
	}
	byID := func(a, b *rule.Rule) int { return strings.Compare(a.ID, b.ID) }
	slices.SortStableFunc(rules, byID)
	return slices.CompactFunc(rules, func(a, b *rule.Rule) bool { return a.ID == b.ID })
}
