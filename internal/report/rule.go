package report

import (
	"net/url"

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
