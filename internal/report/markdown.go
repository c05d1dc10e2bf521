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
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/markdown"
	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// maxMarkdown is the number of bytes up to which a report is written: GitHub refuses a comment of more than
// 65,536 characters.
const maxMarkdown = 65_000

// Markdown writes a run for a job summary or a comment: what there is in one line, a table by rule, then for each
// file a table of its findings, a row a location, where many that say the same share one; and as far as there is room
// each finding as the text report shows it.
//
// Nothing of the input is written but in code, where no reader of Markdown looks for HTML, links,
// images or the names of people; words are code too unless they are plainly words.
func Markdown(w io.Writer, run *result.Run, _ Options) error {
	m := summary{Writer: bufio.NewWriter(w), room: maxMarkdown}
	m.put(headline(run) + "\n")
	if rows := statistics(run.Findings); len(rows) > 1 {
		m.statistics(rows)
	}
	files := byFile(run.Findings)
	m.spare = m.room
	for i := range files {
		files[i].table()
		m.spare -= files[i].size()
	}
	for i := range files {
		m.file(&files[i])
	}
	if m.left > 0 {
		_, _ = fmt.Fprintf(m, "\nThere is no room for %s; the text report holds all.\n", wording.Count(m.left, "more location"))
	}
	return m.Flush() // returns the first error of writing
}

// summary is a report that is being written.
type summary struct {
	*bufio.Writer

	room  int // bytes
	spare int // bytes that no table needs, less than none where the tables need too many
	left  int // locations for which there was no room
}

// put writes s if there is room for it.
func (m *summary) put(s string) bool {
	if len(s) > m.room {
		return false
	}
	m.room -= len(s)
	_, _ = m.WriteString(s) // Flush returns the error
	return true
}

// headline is the summary of a run, as the text report words it.
func headline(run *result.Run) string {
	n := run.Totals
	if len(run.Findings) == 0 {
		return fmt.Sprintf(
			"**%s:** no findings in %s against %s%s%s",
			ToolName,
			wording.Count(n.Manifests, "manifest"),
			evaluated(run),
			accepted(run),
			unknown(run),
		)
	}
	return fmt.Sprintf("**%s:** %s%s; checked %s in %s against %s%s", ToolName, countLevels(run.Findings, Options{}), accepted(run),
		wording.Count(n.Manifests, "manifest"), wording.Count(n.Files, "file"), evaluated(run), unknown(run))
}

// statistics writes a table of the findings by rule.
func (m *summary) statistics(rows []statistic) {
	m.put("\n| Findings | Level | Rule |\n| ---: | --- | --- |\n")
	for _, r := range rows {
		m.put(fmt.Sprintf("| %d | %s | %s |\n", r.count, r.level, code(r.rule)))
	}
}

// fileFindings are the findings that have a location in a file, and the rows of their table.
type fileFindings struct {
	path  string
	found []locatedFinding
	rows  []fileRow
}

// fileRow is a row of a table, about so many locations.
type fileRow struct {
	text      string
	locations int
}

// byFile groups the locations of findings by file, both in order.
func byFile(findings []finding.Finding) []fileFindings {
	found := map[string][]locatedFinding{}
	for _, f := range locatedFindings(findings) {
		found[f.at().File.Path] = append(found[f.at().File.Path], f)
	}
	all := make([]fileFindings, 0, len(found))
	for _, path := range slices.Sorted(maps.Keys(found)) {
		slices.SortStableFunc(found[path], func(a, b locatedFinding) int { return a.at().Span.Start - b.at().Span.Start })
		all = append(all, fileFindings{path: path, found: found[path]})
	}
	return all
}

// table makes the rows of a file: one for each location, and one for all that say the same where these are many.
func (f *fileFindings) table() {
	same := map[sameKind][]locatedFinding{}
	for _, s := range f.found {
		kind := kindOf(s.Finding)
		same[kind] = append(same[kind], s)
	}
	f.rows = []fileRow{{text: fmt.Sprintf("\n### %s\n\n| Line | Level | Rule | Finding |\n| ---: | --- | --- | --- |\n", code(f.path))}}
	for _, s := range f.found {
		equal := same[kindOf(s.Finding)]
		switch {
		case len(equal) <= maxEqual:
			f.rows = append(f.rows, fileRow{row(s, ""), 1})
		case equal[0] == s:
			f.rows = append(f.rows, fileRow{row(s, fmt.Sprintf(", and %d more like this", len(equal)-1)), len(equal)})
		}
	}
}

func (f *fileFindings) size() int {
	n := 0
	for _, r := range f.rows {
		n += len(r.text)
	}
	return n
}

// file writes what is found in one file. A finding is shown in full where its first location is.
func (m *summary) file(file *fileFindings) {
	head := file.rows[0].text
	for _, r := range file.rows[1:] {
		if !m.put(head + r.text) {
			m.left += r.locations
			continue
		}
		head = ""
	}
	shown := map[sameKind]int{}
	for _, f := range file.found {
		kind := kindOf(f.Finding)
		if shown[kind]++; f.index != 0 || shown[kind] > maxEqual {
			continue
		}
		details := fmt.Sprintf("\n<details><summary>line %d: <code>%s</code></summary>\n\n%s\n</details>\n",
			f.line(), html.EscapeString(harmless.Text(f.Rule.ID)), markdown.Block("text", inText(f.Finding)))
		if len(details) <= m.spare && m.put(details) {
			m.spare -= len(details)
		}
	}
}

// row is the row of a table for a finding at a location.
func row(f locatedFinding, more string) string {
	others := ""
	if len(f.Locations) > 1 {
		others = ", also at " + code(f.others())
	}
	return fmt.Sprintf("| %d | %s | %s | %s%s%s |\n", f.line(), f.Level, ruleLink(f.Rule), inline(f.Message), others, more)
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
		case text.Args == nil && !markdown.IsPlain(harmless.Text(part.Text)):
			b.WriteString(code(part.Text))
		default:
			b.WriteString(markdown.Plain(harmless.Text(part.Text)))
		}
	}
	return b.String()
}

// code returns a value of the input as a span of code.
func code(s string) string { return markdown.Code(harmless.Text(s)) }
