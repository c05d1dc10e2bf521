package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/page"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// textWidth is the column at which prose is wrapped.
const textWidth = 80

func explainFormats() []string { return []string{"text", "markdown"} }

// explain is the command that prints the documentation of a rule, a group of rules, a kind of manifest, an object or
// a field.
func (s *session) explain(ctx *cli.Context) error {
	id := ctx.Args().First()
	if id == "" {
		return usagef("explain needs a rule, a group, a kind or a field, such as domain/federated-once or Environment.location")
	}
	var set *policy.Set // nil contains the built-in rules
	// A list in the vocabulary may have the name of a group of rules; the group takes precedence.
	if text, ok := page.Field(id); ok && !strings.Contains(id, "/") && len(groupedRules(set, id)) == 0 {
		return s.print(func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		})
	}
	r, ok := set.Lookup(id)
	if !ok && len(groupedRules(set, id)) == 0 {
		// Read the configuration for custom rules only: it may be invalid.
		c, err := s.loadConfig(ctx)
		if err != nil {
			return err
		}
		set = c.Set
		if r, ok = set.Lookup(id); !ok && len(groupedRules(set, id)) == 0 {
			return unknownTopicError(id, set)
		}
	}
	if !ok {
		return s.printText(rulesText(groupedRules(set, id)))
	}
	if matching := set.Matching(id); r.ID != id && len(matching) > 1 {
		return s.printText(fmt.Sprintf("%s was split into %d rules; to read about one: tenantlint explain RULE\n\n", id, len(matching)) + rulesText(matching))
	}
	write := func(r *rule.Rule) (string, error) { return explainText(r, ctx.Bool("examples")) }
	if ctx.String("format") == "markdown" {
		write = page.Rule
	}
	text, err := write(r)
	if err != nil {
		return fmt.Errorf("the examples of %s cannot be read: %w", r.ID, cause(err))
	}
	if r.Dir != "" { // a custom rule, whose examples may contain anything
		text = secret.Redact(text)
	}
	return s.printText(text)
}

// groupedRules returns the rules of a group.
func groupedRules(set *policy.Set, group string) []*rule.Rule {
	var rules []*rule.Rule
	for _, r := range set.Rules() {
		if r.Group == group {
			rules = append(rules, r)
		}
	}
	return rules
}

// explainText returns the documentation of a rule, either with all examples, or on one screen with only the shortest
// manifest that fails.
func explainText(rule *rule.Rule, all bool) (string, error) {
	fail, pass, err := policy.Examples(rule)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	count := len(fail) + len(pass)
	if !all {
		fail, pass = shortestExample(fail), nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n%s\n", rule.ID, rule.Level, rule.Title)
	if len(rule.Aliases) > 0 {
		fmt.Fprintf(&b, "\nFormerly %s.\n", strings.Join(rule.Aliases, ", "))
	}
	writeSection(&b, "Why", rule.Description)
	writeSection(&b, "What to do", rule.Help)
	writeExamples(&b, "Fails", fail)
	writeExamples(&b, "Passes", pass)
	if !all && count > len(fail) {
		fmt.Fprintf(&b, "\nMore examples (%d): tenantlint explain %s --examples\n", count-len(fail), rule.ID)
	}
	b.WriteString("\nHow to suppress\n")
	if comment := page.Suppression(rule); comment != "" {
		fmt.Fprintf(&b, "  on the line of the finding or above it:\n\n    %s\n", comment)
	} else {
		b.WriteString("  this rule is always on; no comment suppresses it\n")
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

// maxExampleLines is the maximum number of lines of an example that is shown without --examples.
const maxExampleLines = 24

// shortestExample returns the shortest example, if it fits on one screen together with the prose.
func shortestExample(all []policy.Example) []policy.Example {
	var found []policy.Example
	fewest := maxExampleLines + 1
	for _, e := range all {
		if n := strings.Count(e.Before, "\n") + strings.Count(e.Export, "\n") + strings.Count(e.Text, "\n"); n < fewest {
			found, fewest = []policy.Example{e}, n
		}
	}
	return found
}

// unknownTopicError returns the error for a name that is not a rule, group, kind or field.
func unknownTopicError(name string, set *policy.Set) error {
	var candidates []string
	if unknown, ok := errors.AsType[*rule.UnknownError](set.Unknown(name)); ok && unknown.Suggestion != "" && !strings.Contains(name, ".") {
		candidates = append(candidates, unknown.Suggestion)
	}
	if field, ok := page.NearestField(name); ok {
		candidates = append(candidates, field)
	}
	if len(candidates) == 0 {
		return usagef(
			"no rule, group, kind or field %q; all rules: tenantlint rules, all kinds: tenantlint explain Tenant, Environment, Deployment, MasterData or Topology",
			name,
		)
	}
	near, ok := suggest.Nearest(name, candidates)
	if !ok { // a name without its group differs too much from the id
		near = candidates[0]
	}
	return usagef("no rule, group, kind or field %q%s", name, didYouMean(near, true))
}

// writeExamples writes examples under headings made of their names. It marks the lines that have findings, and lists
// the findings below.
func writeExamples(b *strings.Builder, heading string, all []policy.Example) {
	for _, example := range all {
		fmt.Fprintf(b, "\n%s: %s\n\n", heading, strings.ReplaceAll(example.Name, "-", " "))
		marked, found := exampleFindings(example)
		if example.Before != "" {
			b.WriteString("  before:\n\n")
			writeIndented(b, example.Before, nil)
			b.WriteString("\n  after:\n\n")
		}
		writeIndented(b, example.Text, marked)
		if example.Export != "" {
			b.WriteString("\n  export of the live tenant:\n\n")
			writeIndented(b, example.Export, nil)
		}
		for _, f := range found {
			fmt.Fprintf(b, "\n  %s\n", f)
		}
	}
}

// exampleFindings returns the line numbers of an example that have findings, and the findings without the path.
func exampleFindings(example policy.Example) (lines map[int]bool, found []string) {
	lines = map[int]bool{}
	for f := range strings.Lines(example.Findings) {
		f = strings.TrimSuffix(f, "\n")
		_, at, ok := strings.Cut(f, example.Path+":")
		if !ok {
			continue
		}
		for rest := f; ; {
			_, after, more := strings.Cut(rest, example.Path+":")
			if !more {
				break
			}
			number, _, _ := strings.Cut(after, ":")
			if n, err := strconv.Atoi(number); err == nil {
				lines[n] = true
			}
			rest = after
		}
		found = append(found, "line "+strings.ReplaceAll(at, example.Path+":", "line "))
	}
	return lines, found
}

// writeSection writes prose under a heading, wrapped and indented by two spaces.
func writeSection(b *strings.Builder, heading, prose string) {
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

// writeIndented writes text indented by four spaces, and marks some lines, counted from 1; empty lines stay empty. It
// replaces invalid UTF-8, which examples of parse/encoding contain, because terminals cannot display it.
func writeIndented(b *strings.Builder, text string, marked map[int]bool) {
	number := 0
	for line := range strings.Lines(strings.ToValidUTF8(text, "\uFFFD")) {
		number++
		switch {
		case marked[number]:
			b.WriteString("  > ")
		case strings.TrimSpace(line) != "":
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
}
