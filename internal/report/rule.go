package report

import (
	"net/url"

	"github.com/tenantlint/tenantlint/internal/rule"
)

// rulePagesURL is the address below which each rule has a page, in the folder of the rule.
const rulePagesURL = "https://github.com/tenantlint/tenantlint/blob/main/policies/"

// RuleURL returns the address of a rule's page: the URL in its metadata if there is one; otherwise, for a built-in rule,
// its page in the repository and, for a custom rule, the address of its first source or "".
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
	return rulePagesURL + url.PathEscape(rule.Group) + "/" + url.PathEscape(rule.Name) + "/README.md"
}
