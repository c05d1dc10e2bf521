package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/page"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/rule"
)

func rulesFormats() []string { return []string{"text", "json", "markdown"} }

// rules is the command that lists the rules.
func (s *session) rules(ctx *cli.Context) error {
	c, err := s.loadConfig(ctx)
	if err != nil {
		return err
	}
	rules := c.Set.Rules()
	switch ctx.String("format") {
	case "json":
		return s.print(func(w io.Writer) error { return rulesJSON(w, rules) })
	case "markdown":
		return s.printText(page.Table(rules, report.RuleURL)) // with links to the pages on the web
	}
	return s.printText(rulesText(rules))
}

// rulesText returns id, level and title of rules in aligned columns, with an empty line between groups.
func rulesText(rules []*rule.Rule) string {
	widest := 0
	for _, rule := range rules {
		widest = max(widest, len(rule.ID))
	}
	var b strings.Builder
	for i, rule := range rules {
		if i > 0 && rules[i-1].Group != rule.Group {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%-*s  %-7s  %s%s\n", widest, rule.ID, rule.Level, rule.Title, formerly(rule))
	}
	return b.String()
}

// formerly returns the former ids of a rule in parentheses, or nothing if it has none.
func formerly(rule *rule.Rule) string {
	if len(rule.Aliases) == 0 {
		return ""
	}
	return " (formerly " + strings.Join(rule.Aliases, ", ") + ")"
}

// jsonRule is one rule of "rules --format json"; all keys are always present.
type jsonRule struct {
	ID               string       `json:"id"`
	Group            string       `json:"group"`
	Name             string       `json:"name"`
	Title            string       `json:"title"`
	Level            string       `json:"level"`
	Description      string       `json:"description"`
	Help             string       `json:"help"`
	Since            string       `json:"since"`
	Precision        string       `json:"precision"`
	SecuritySeverity string       `json:"securitySeverity"`
	URL              string       `json:"url"`
	Aliases          []string     `json:"aliases"`
	Tags             []string     `json:"tags"`
	Sources          []jsonSource `json:"sources"`
}

type jsonSource struct {
	Document string `json:"document"`
	Heading  string `json:"heading"`
	URL      string `json:"url"`
}

func rulesJSON(w io.Writer, rules []*rule.Rule) error {
	all := make([]jsonRule, 0, len(rules))
	for _, rule := range rules {
		r := jsonRule{
			ID: rule.ID, Group: rule.Group, Name: rule.Name, Title: rule.Title, Level: rule.Level.String(),
			Description: rule.Description, Help: rule.Help, Since: rule.Since, Precision: rule.Precision,
			SecuritySeverity: rule.SecuritySeverity, URL: report.RuleURL(rule),
			Aliases: append([]string{}, rule.Aliases...), Tags: append([]string{}, rule.Tags...), Sources: []jsonSource{},
		}
		for _, reference := range rule.Sources {
			r.Sources = append(r.Sources, jsonSource(reference))
		}
		all = append(all, r)
	}
	return harmless.Encode(w, all)
}
