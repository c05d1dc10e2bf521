package report

import (
	"net/url"

	"github.com/tenantlint/tenantlint/internal/policy"
)

// rulePages is where the pages of the rules are read, each in the folder of its rule.
const rulePages = "https://github.com/tenantlint/tenantlint/blob/main/policies/"

// RuleURL returns the address of a rule's page.
func RuleURL(rule *policy.Rule) string {
	return rulePages + url.PathEscape(rule.Group) + "/" + url.PathEscape(rule.Name) + "/README.md"
}
