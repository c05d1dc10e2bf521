package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/page"
	"github.com/tenantlint/tenantlint/internal/policy"
)

// textWidth is the number of columns that prose is broken at.
const textWidth = 80

func explainFormats() []string { return []string{"text", "markdown"} }

// explain is the command that tells all there is to know of a rule.
func (s *session) explain(ctx *cli.Context) error {
	id := ctx.Args().First()
	if id == "" {
		return usagef("explain needs the id of a rule, such as domain/federated-once; all of them: tenantlint rules")
	}
	var set *policy.Set // of the program alone
	rule, ok := set.Lookup(id)
	if !ok {
		// Only a rule of the user's own needs the configuration, which may be broken.
		c, err := s.load(ctx)
		if err != nil {
			return err
		}
		if rule, ok = c.Set.Lookup(id); !ok {
			return noRule(id, c.Set)
		}
		set = c.Set
	}
	if named := set.Named(id); rule.ID != id && len(named) > 1 {
		return s.print(func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "%s was split into %d rules; to read about one: tenantlint explain RULE\n\n", id, len(named))
			if err != nil {
				return err
			}
			return rulesText(w, named)
		})
	}
	write := explainText
	if ctx.String("format") == "markdown" {
		write = page.Rule
	}
	text, err := write(rule)
	if err != nil {
		return fmt.Errorf("the examples of %s cannot be read: %w", rule.ID, cause(err))
	}
	return s.print(func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// explainText returns what there is to read of a rule.
func explainText(rule *policy.Rule) (string, error) {
	fail, pass, err := policy.Examples(rule)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n%s\n", rule.ID, rule.Level, rule.Title)
	if len(rule.Aliases) > 0 {
		fmt.Fprintf(&b, "\nFormerly %s.\n", strings.Join(rule.Aliases, ", "))
	}
	section(&b, "Why", rule.Description)
	section(&b, "What to do", rule.Help)
	examples(&b, "Fails", fail)
	examples(&b, "Passes", pass)
	b.WriteString("\nHow to suppress\n")
	if comment := page.Suppression(rule); comment != "" {
		fmt.Fprintf(&b, "  on the line of the finding or above it:\n\n    %s\n", comment)
	} else {
		b.WriteString("  this rule always judges; no comment silences it\n")
	}
	for i, reference := range rule.Sources {
		if i == 0 {
			b.WriteString("\nSource\n")
		}
		fmt.Fprintf(&b, "  %s\n", reference)
		if reference.URL != "" {
			fmt.Fprintf(&b, "  %s\n", reference.URL)
		}
	}
	return b.String(), nil
}

// noRule words the error for a name that is no rule; a group is none either.
func noRule(name string, set *policy.Set) error {
	for _, rule := range set.Rules() {
		if rule.Group == name {
			return usagef("%q is a group of rules, not a rule; all of them: tenantlint rules", name)
		}
	}
	unknown, ok := errors.AsType[*policy.UnknownRuleError](set.Unknown(name))
	ok = ok && strings.Contains(unknown.Suggestion, "/") // the suggestion may be a group
	if !ok {
		return usagef("no rule %q; all of them: tenantlint rules", name)
	}
	return usagef("no rule %q%s", name, didYouMean(unknown.Suggestion, ok))
}

// examples writes manifests, each below what its name says of it.
func examples(b *strings.Builder, heading string, all []policy.Example) {
	for _, example := range all {
		fmt.Fprintf(b, "\n%s: %s\n\n", heading, strings.ReplaceAll(example.Name, "-", " "))
		if example.Before != "" {
			b.WriteString("  before:\n\n")
			indent(b, example.Before)
			b.WriteString("\n  after:\n\n")
		}
		indent(b, example.Text)
	}
}

// section writes prose below a heading, its paragraphs two blanks in.
func section(b *strings.Builder, heading, prose string) {
	fmt.Fprintf(b, "\n%s\n", heading)
	for i, paragraph := range strings.Split(prose, "\n\n") {
		if i > 0 {
			b.WriteString("\n")
		}
		column := 0
		for word := range strings.FieldsSeq(paragraph) {
			switch {
			case column == 0:
				b.WriteString("  ")
				column = 2
			case column+1+len(word) > textWidth:
				b.WriteString("\n  ")
				column = 2
			default:
				b.WriteString(" ")
				column++
			}
			b.WriteString(word)
			column += len(word)
		}
		b.WriteString("\n")
	}
}

// indent writes text four blanks in; an empty line stays empty. A byte that is not UTF-8, which an
// example of parse/encoding is about, is no character of a terminal either.
func indent(b *strings.Builder, text string) {
	for line := range strings.Lines(strings.ToValidUTF8(text, "\uFFFD")) {
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
}
