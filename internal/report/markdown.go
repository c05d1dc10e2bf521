package report

import (
	"bufio"
	"bytes"
	"fmt"
	"html"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/markdown"
	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// longestMarkdown is the number of bytes up to which findings are written: GitHub drops a job summary
// of more than 1 MiB whole.
const longestMarkdown = 1000 * 1000

// Markdown writes a run for a job summary or a comment: what there is in one line, then for each file
// a table of its findings, a row a site, and below it each finding as the text report shows it.
//
// Nothing of the input is written but in code, where no reader of Markdown looks for HTML, links,
// images or the names of people; words are code too unless they are plainly words.
func Markdown(w io.Writer, run *Run, _ Options) error {
	m := summary{Writer: bufio.NewWriter(w), room: longestMarkdown}
	m.put(headline(run) + "\n")
	for _, file := range byFile(run.Findings) {
		m.file(file)
	}
	if m.left > 0 {
		_, _ = fmt.Fprintf(m, "\nThere is no room for %s; the text report holds all.\n", count(m.left, "more place"))
	}
	return m.Flush() // returns the first error of writing
}

// summary is a report that is being written.
type summary struct {
	*bufio.Writer
	room int // bytes
	left int // sites for which there was no room
}

// put writes s if there is room for it. Nothing is written after what had none.
func (m *summary) put(s string) bool {
	if m.room -= len(s); m.room < 0 {
		m.room = 0
		return false
	}
	_, _ = m.WriteString(s) // Flush returns the error
	return true
}

// headline is the summary of a run, as the text report words it.
func headline(run *Run) string {
	n, rules := run.Totals, count(len(run.Rules), "rule")
	if len(run.Findings) == 0 {
		return fmt.Sprintf("**%s:** no findings in %s against %s%s", ToolName, count(n.Manifests, "manifest"), rules, accepted(run))
	}
	return fmt.Sprintf("**%s:** %s%s; checked %s in %s against %s", ToolName, verdict(run.Findings, Options{}), accepted(run),
		count(n.Manifests, "manifest"), count(n.Files, "file"), rules)
}

// fileFindings are the findings that have a site in a file.
type fileFindings struct {
	path  string
	found []siteOf
}

// byFile groups the sites of findings by file, both in order.
func byFile(findings []finding.Finding) []fileFindings {
	found := map[string][]siteOf{}
	for _, f := range sitesOf(findings) {
		found[f.at().File.Path] = append(found[f.at().File.Path], f)
	}
	all := make([]fileFindings, 0, len(found))
	for _, path := range slices.Sorted(maps.Keys(found)) {
		slices.SortStableFunc(found[path], func(a, b siteOf) int { return a.at().Span.Start - b.at().Span.Start })
		all = append(all, fileFindings{path, found[path]})
	}
	return all
}

// file writes what is found in one file. A finding is told in full where its first site is.
func (m *summary) file(file fileFindings) {
	head := fmt.Sprintf("\n### %s\n\n| Line | Level | Rule | Finding |\n| ---: | --- | --- | --- |\n", code(file.path))
	for _, f := range file.found {
		if !m.put(head + row(f)) {
			m.left++
			continue
		}
		head = ""
	}
	for _, f := range file.found {
		if f.site == 0 {
			m.put(fmt.Sprintf("\n<details><summary>line %d: <code>%s</code></summary>\n\n%s\n</details>\n",
				f.line(), html.EscapeString(escape(f.Rule.ID)), markdown.Block("text", inText(f.Finding))))
		}
	}
}

// row is the row of a table for a finding at a site.
func row(f siteOf) string {
	others := ""
	if len(f.Locations) > 1 {
		others = ", also at " + code(f.others())
	}
	return fmt.Sprintf("| %d | %s | %s | %s%s |\n", f.line(), f.Level, ruleLink(f.Rule), inline(f.Message), others)
}

// inText returns a finding as the text report shows it.
func inText(f *finding.Finding) string {
	var b bytes.Buffer
	t := text{Writer: bufio.NewWriter(&b)}
	t.finding(f)
	_ = t.Flush() // a buffer takes everything
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// ruleLink names a rule and links its page where it has one.
func ruleLink(rule *rule.Rule) string {
	url := RuleURL(rule)
	if !linkable().MatchString(url) {
		return code(rule.ID)
	}
	return "[" + code(rule.ID) + "](" + url + ")"
}

// linkable matches an address that ends a link of Markdown, or a cell of a table, nowhere within.
var linkable = pattern.New(`^https?://[A-Za-z0-9./_~%?#&=+:@-]+$`)

// inline returns a text with each value in code, and all of it in code where it is literal and more than
// words.
func inline(text problem.Text) string {
	var b strings.Builder
	for part := range text.Parts() {
		switch {
		case part.Value:
			b.WriteString(code(wording.Inside(part.Text)))
		case text.Args == nil && !markdown.IsPlain(escape(part.Text)):
			b.WriteString(code(part.Text))
		default:
			b.WriteString(markdown.Plain(escape(part.Text)))
		}
	}
	return b.String()
}

// code returns a value of the input as a span of code.
func code(s string) string { return markdown.Code(escape(s)) }
