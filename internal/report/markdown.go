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

// maxMarkdownBytes is the maximum size of a report in bytes: GitHub rejects comments of more than 65,536 characters.
const maxMarkdownBytes = 65_000

// Markdown writes a run for a job summary or a comment: a summary line, a table by rule, and for each file a table of its
// findings. A table has a row for each location, or one row for many findings of the same kind. As far as space permits,
// each finding follows in the form of the text report.
//
// Text from the input is written only as code, in which renderers do not interpret HTML, links, images or mentions, unless
// it consists of plain words.
func Markdown(w io.Writer, run *result.Run, _ Options) error {
	m := markdownReport{Writer: bufio.NewWriter(w), remaining: maxMarkdownBytes}
	m.writeIfFits(headline(run) + "\n")
	if rows := statistics(run.Findings); len(rows) > 1 {
		m.statistics(rows)
	}
	files := byFile(run.Findings)
	m.detailBytes = m.remaining
	for i := range files {
		files[i].buildRows()
		m.detailBytes -= files[i].size()
	}
	for i := range files {
		m.fileTables(&files[i])
	}
	if m.omitted > 0 {
		_, _ = fmt.Fprintf(m, "\nOmitted for size: %s; the text report lists all.\n", wording.Count(m.omitted, "more location"))
	}
	return m.Flush() // returns the first write error
}

// markdownReport is the state of a report that is being written.
type markdownReport struct {
	*bufio.Writer

	remaining   int // remaining bytes
	detailBytes int // remaining bytes that no table needs; negative if the tables do not fit
	omitted     int // number of locations that did not fit
}

// writeIfFits writes s if it fits, and reports whether it did.
func (m *markdownReport) writeIfFits(s string) bool {
	if len(s) > m.remaining {
		return false
	}
	m.remaining -= len(s)
	_, _ = m.WriteString(s) // Flush returns the error
	return true
}

// headline returns the summary of a run in one line, with the wording of the text report.
func headline(run *result.Run) string {
	n := run.Totals
	if len(run.Findings) == 0 {
		return fmt.Sprintf(
			"**%s:** no findings in %s against %s%s%s",
			ToolName,
			wording.Count(n.Manifests, "manifest"),
			rulesSummary(run),
			acceptedSummary(run),
			unknownSummary(run),
		)
	}
	return fmt.Sprintf("**%s:** %s%s; checked %s in %s against %s%s", ToolName, countLevels(run.Findings, Options{}), acceptedSummary(run),
		wording.Count(n.Manifests, "manifest"), wording.Count(n.Files, "file"), rulesSummary(run), unknownSummary(run))
}

// statistics writes a table of the findings by rule.
func (m *markdownReport) statistics(rows []statistic) {
	m.writeIfFits("\n| Findings | Level | Rule |\n| ---: | --- | --- |\n")
	for _, r := range rows {
		m.writeIfFits(fmt.Sprintf("| %d | %s | %s |\n", r.count, r.level, code(r.rule)))
	}
}

// fileFindings are the findings that have a location in a file, and the rows of their table.
type fileFindings struct {
	path     string
	findings []locatedFinding
	rows     []fileRow
}

// fileRow is a row of a table, with the number of locations that it covers.
type fileRow struct {
	text      string
	locations int
}

// byFile groups findings by the files of their locations. Files are sorted by path, findings by position.
func byFile(findings []finding.Finding) []fileFindings {
	byPath := map[string][]locatedFinding{}
	for _, f := range locatedFindings(findings) {
		byPath[f.location().File.Path] = append(byPath[f.location().File.Path], f)
	}
	all := make([]fileFindings, 0, len(byPath))
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		slices.SortStableFunc(byPath[path], func(a, b locatedFinding) int { return a.location().Span.Start - b.location().Span.Start })
		all = append(all, fileFindings{path: path, findings: byPath[path]})
	}
	return all
}

// buildRows sets the rows of a file: the head of the table, then a row for each location, or one for all findings of a
// kind if there are many.
func (f *fileFindings) buildRows() {
	byKind := map[messageKind][]locatedFinding{}
	for _, s := range f.findings {
		kind := kindOf(s.Finding)
		byKind[kind] = append(byKind[kind], s)
	}
	f.rows = []fileRow{{text: fmt.Sprintf("\n### %s\n\n| Line | Level | Rule | Finding |\n| ---: | --- | --- | --- |\n", code(f.path))}}
	for _, s := range f.findings {
		sameKind := byKind[kindOf(s.Finding)]
		switch {
		case len(sameKind) <= maxSameKind:
			f.rows = append(f.rows, fileRow{tableRow(s, ""), 1})
		case sameKind[0] == s:
			f.rows = append(f.rows, fileRow{tableRow(s, fmt.Sprintf(", and %d more like this", len(sameKind)-1)), len(sameKind)})
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

// fileTables writes the findings in one file. A finding is shown in full in the file of its first location.
func (m *markdownReport) fileTables(file *fileFindings) {
	head := file.rows[0].text
	for _, r := range file.rows[1:] {
		if !m.writeIfFits(head + r.text) {
			m.omitted += r.locations
			continue
		}
		head = ""
	}
	shown := map[messageKind]int{}
	for _, f := range file.findings {
		kind := kindOf(f.Finding)
		if shown[kind]++; f.index != 0 || shown[kind] > maxSameKind {
			continue
		}
		details := fmt.Sprintf("\n<details><summary>line %d: <code>%s</code></summary>\n\n%s\n</details>\n",
			f.startLine(), html.EscapeString(harmless.Text(f.Rule.ID)), markdown.Block("text", asText(f.Finding)))
		if len(details) <= m.detailBytes && m.writeIfFits(details) {
			m.detailBytes -= len(details)
		}
	}
}

// tableRow returns the table row for a finding at a location.
func tableRow(f locatedFinding, more string) string {
	others := ""
	if len(f.Locations) > 1 {
		others = ", also at " + code(f.others())
	}
	return fmt.Sprintf("| %d | %s | %s | %s%s%s |\n", f.startLine(), f.Level, ruleLink(f.Rule), inlineText(f.Message), others, more)
}

// asText returns a finding in the form of the text report.
func asText(f *finding.Finding) string {
	var b bytes.Buffer
	t := textReport{Writer: bufio.NewWriter(&b)}
	t.finding(f)
	_ = t.Flush() // writing to a bytes.Buffer cannot fail
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// ruleLink returns the id of a rule, as a link to its page if it has one.
func ruleLink(rule *rule.Rule) string {
	url := RuleURL(rule)
	if !linkable().MatchString(url) {
		return code(rule.ID)
	}
	return "[" + code(rule.ID) + "](" + url + ")"
}

// linkable matches URLs without characters that could end a Markdown link or a table cell.
var linkable = pattern.New(`^https?://[A-Za-z0-9./_~%?#&=+:@-]+$`)

// inlineText returns a text with each value as code. A literal text becomes code as a whole unless it consists of plain
// words.
func inlineText(text problem.Text) string {
	var b strings.Builder
	for part := range text.Parts() {
		switch {
		case part.Value:
			b.WriteString(code(wording.Escape(part.Text)))
		case text.Args == nil && !markdown.IsPlain(harmless.Text(part.Text)):
			b.WriteString(code(part.Text))
		default:
			b.WriteString(markdown.Plain(harmless.Text(part.Text)))
		}
	}
	return b.String()
}

// code returns a value from the input as a code span.
func code(s string) string { return markdown.Code(harmless.Text(s)) }
