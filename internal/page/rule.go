package page

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/markdown"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// Rule returns the page of a rule. Its links are relative to the folder of the rule.
func Rule(rule *rule.Rule) (string, error) {
	fail, pass, err := policy.Examples(rule)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n## Why\n\n%s\n", markdown.Prose(rule.Title), ruleFacts(rule), markdown.Prose(rule.Description))
	examples(&b, "Fails", fail)
	examples(&b, "Passes", pass)
	fmt.Fprintf(&b, "\n## What to do\n\n%s\n", markdown.Prose(sentence(rule.Help)))
	b.WriteString("\n## How to suppress\n\n")
	if comment := Suppression(rule); comment != "" {
		more := " ([more](../../README.md#how-to-suppress-a-finding))"
		if rule.Dir != "" { // a custom rule, in another repository
			more = ""
		}
		fmt.Fprintf(&b, "On the line of the finding, or alone on a line above it%s:\n\n", more)
		codeBlock(&b, "yaml", comment)
	} else {
		b.WriteString("A finding of this rule cannot be suppressed, and the rule cannot be switched off.\n")
	}
	for i, source := range rule.Sources {
		if i == 0 {
			b.WriteString("\n## Sources\n\n")
		}
		fmt.Fprintf(&b, "- %s\n", markdown.Link(source.String(), source.URL))
	}
	return b.String(), nil
}

// Suppression returns the comment that suppresses a finding of a rule, or "" if the rule cannot be suppressed.
func Suppression(rule *rule.Rule) string {
	if rule.Mandatory() {
		return ""
	}
	return "# " + finding.Marker + " " + rule.ID + " -- reason"
}

// ruleFacts returns the properties of a rule in one line.
func ruleFacts(rule *rule.Rule) string {
	parts := []string{"`" + rule.ID + "`", rule.Level.String()}
	if rule.Since != "" {
		parts = append(parts, "since "+rule.Since)
	}
	for _, alias := range rule.Aliases {
		parts = append(parts, "formerly `"+alias+"`")
	}
	if rule.Dir == "" {
		parts = append(parts, "[all rules](../../README.md)")
	}
	return strings.Join(parts, " · ")
}

// examples writes example manifests with their findings. The heading of each is derived from its name.
func examples(b *strings.Builder, heading string, all []policy.Example) {
	for i, e := range all {
		if i == 0 {
			fmt.Fprintf(b, "\n## %s\n", heading)
		}
		fmt.Fprintf(b, "\n### %s\n\n", capitalize(strings.ReplaceAll(e.Name, "-", " ")))
		if e.Before != "" {
			b.WriteString("Before:\n\n")
			codeBlock(b, "yaml", e.Before)
			b.WriteString("\nAfter:\n\n")
		}
		codeBlock(b, "yaml", e.Text)
		if e.Export != "" {
			b.WriteString("\nExport of the live tenant:\n\n")
			codeBlock(b, "json", e.Export)
		}
		if e.Findings != "" {
			b.WriteString("\nReported:\n\n")
			codeBlock(b, "text", strings.ReplaceAll(e.Findings, e.Path, path.Base(e.Path)))
		}
	}
}
