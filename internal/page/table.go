// Package page writes what there is to read of the rules as Markdown: a table of all of them and a page for each.
// Every word of it comes from the METADATA of a policy and from the manifests next to it.
package page

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/markdown"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// Table lists rules that are ordered by id, a table for each group. link returns where the page of a
// rule is read from.
func Table(rules []*rule.Rule, link func(*rule.Rule) string) string {
	var b strings.Builder
	for i, rule := range rules {
		if i == 0 || rules[i-1].Group != rule.Group {
			if i > 0 {
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "## %s\n\n| Rule | Level | What holds |\n|---|---|---|\n", rule.Group)
		}
		name := "`" + rule.ID + "`"
		if url := link(rule); url != "" {
			name = "[" + name + "](" + url + ")"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", name, rule.Level, markdown.Prose(rule.Title))
	}
	return b.String()
}
