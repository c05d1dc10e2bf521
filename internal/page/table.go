// Package page generates the reference pages in Markdown: a table of the rules and a page for each, and the pages on the
// fields of manifests, the input of policies and the data tables. Pages of rules contain no text of their own: it comes
// from the METADATA of the policy and the example manifests next to it.
package page

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/markdown"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// Table returns a table for each group of rules, which must be sorted by id. link returns the address of a rule's page,
// or "" if it has none.
func Table(rules []*rule.Rule, link func(*rule.Rule) string) string {
	var b strings.Builder
	for i, rule := range rules {
		if i == 0 || rules[i-1].Group != rule.Group {
			if i > 0 {
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "## %s\n\n| Rule | Level | What it reports |\n|---|---|---|\n", rule.Group)
		}
		name := "`" + rule.ID + "`"
		if url := link(rule); url != "" {
			name = "[" + name + "](" + url + ")"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", name, rule.Level, markdown.Prose(rule.Title))
	}
	return b.String()
}
