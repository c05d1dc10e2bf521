package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/wording"
)

const (
	// defaultWidth is the width of lines of source, in columns, if there is no terminal.
	defaultWidth = 120
	// minWidth is the minimum number of columns for source, however narrow the terminal is.
	minWidth = 20
	// bom is the byte order mark, which is part of the encoding of a file and not of its text.
	bom = "\uFEFF"
)

// Text writes a run for people: each finding with the lines of source that it is about, then a summary.
func Text(w io.Writer, run *result.Run, o Options) error {
	run = relativeTo(run, o.Dir)
	t := textReport{Writer: bufio.NewWriter(w), Options: o}
	if o.Statistics {
		if rows := statistics(run.Findings); len(rows) > 0 {
			t.statistics(rows)
		}
		t.writeTotals(run)
		return t.Flush()
	}
	var folds []collapsed
	if !o.All {
		folds = collapse(run.Findings)
	}
	for i := range run.Findings {
		f := &run.Findings[i]
		if i < len(folds) && !folds[i].shown {
			continue
		}
		t.finding(f)
		if i < len(folds) && folds[i].more > 0 {
			t.printf(
				"%s and %d more like this of %s in %s; --all shows each\n\n",
				blue.apply(ellipsis, o),
				folds[i].more,
				harmless.Text(f.Rule.ID),
				harmless.Text(f.Locations[0].File.Path),
			)
		}
	}
	t.summary(run)
	return t.Flush()
}

// textReport is the state of a report that is being written. The writer keeps write errors until it is flushed.
type textReport struct {
	*bufio.Writer
	Options

	gutter int // width of line numbers in the current finding
}

func (t *textReport) printf(format string, args ...any) {
	_, _ = fmt.Fprintf(t.Writer, format, args...) // Flush returns the error
}

func (t *textReport) finding(f *finding.Finding) {
	title := levelColors[f.Level].apply(f.Level.String()+"["+hyperlink(harmless.Text(f.Rule.ID), RuleURL(f.Rule), t.Options)+"]", t.Options)
	t.printf("%s%s\n", title, bold.apply(": "+harmless.Text(f.Message.String()), t.Options))

	all := frames(f)
	t.gutter = 0
	for _, fr := range all {
		t.gutter = max(t.gutter, len(strconv.Itoa(fr.last)))
	}
	for i := range all {
		arrow := "-->"
		if i > 0 {
			t.bar()
			arrow = ":::"
		}
		t.frame(&all[i], arrow, f.Level)
	}
	t.trailer(f)
	t.printf("\n")
}

// bar writes an empty line of a frame.
func (t *textReport) bar() {
	t.printf("%*s %s\n", t.gutter, "", blue.apply("|", t.Options))
}

func (t *textReport) frame(fr *frame, arrow string, level problem.Level) {
	t.printf("%*s%s %s:%d:%d\n", t.gutter, "", blue.apply(arrow, t.Options), harmless.Text(fr.file.Path), fr.position.Line, fr.position.Column)
	t.bar()
	previous := 0
	for _, n := range fr.lines() {
		if previous > 0 && n > previous+1 {
			t.printf("%s\n", blue.apply(ellipsis, t.Options))
		}
		t.line(fr, n, level)
		previous = n
	}
}

// line writes a line of source with its annotations: once if it fits, or once for each annotation with the part around
// it.
func (t *textReport) line(fr *frame, n int, level problem.Level) {
	line, offset := fr.file.Line(n)
	if rest, ok := bytes.CutPrefix(line, []byte(bom)); ok && n == 1 {
		line, offset = rest, offset+len(bom)
	}
	hasSource := false
	for i := range fr.annotations {
		m := &fr.annotations[i]
		if n != m.first && n != m.last {
			continue
		}
		start, end := m.coveredRange(line, offset, n)
		x := extract(line, start, end, t.sourceWidth())
		if !hasSource || !x.complete {
			t.source(n, x.text)
		}
		hasSource = true
		t.marker(m, n, x, level)
	}
	if !hasSource {
		t.source(n, extract(line, 0, 0, t.sourceWidth()).text)
	}
}

// sourceWidth returns the number of columns available for source.
func (t *textReport) sourceWidth() int {
	width := t.Width
	if width == 0 {
		width = defaultWidth
	}
	return max(minWidth, width-t.gutter-len(" | "))
}

func (t *textReport) source(n int, line string) {
	if line != "" {
		line = " " + line
	}
	t.printf("%s%s\n", blue.apply(fmt.Sprintf("%*d |", t.gutter, n), t.Options), line)
}

// marker underlines the part of a line that an annotation covers, and writes the label after the last one.
func (t *textReport) marker(m *annotation, n int, x excerpt, level problem.Level) {
	underline, color := "^", levelColors[level]
	if !m.primary {
		underline, color = "-", blue
	}
	label := ""
	if n == m.last && !m.loc.Caption().IsZero() {
		label = " " + harmless.Text(m.loc.Caption().String())
	}
	t.printf(
		"%*s %s %*s%s\n",
		t.gutter,
		"",
		blue.apply("|", t.Options),
		x.column,
		"",
		color.apply(strings.Repeat(underline, x.width)+label, t.Options),
	)
}

// trailer writes what applies to the finding as a whole: further locations, notes, help and source, in this order.
func (t *textReport) trailer(f *finding.Finding) {
	var lines [][2]string
	add := func(key, value string) {
		if value != "" {
			lines = append(lines, [2]string{key, value})
		}
	}
	if rest := f.Locations[len(firstLocations(f.Locations)):]; len(rest) > 0 {
		add("note", fmt.Sprintf("and %s: %s", wording.Count(len(rest), "more location"), formatLocations(rest)))
	}
	if rest := f.Related[len(firstLocations(f.Related)):]; len(rest) > 0 {
		add("note", fmt.Sprintf("and %s: %s", wording.Count(len(rest), "more related location"), formatLocations(rest)))
	}
	for _, note := range f.Notes {
		add("note", harmless.Text(note.String()))
	}
	add("help", harmless.Text(oneLine(f.Help.String())))
	if len(f.Rule.Sources) > 0 {
		add("source", harmless.Text(oneLine(f.Rule.Sources[0].String())))
	}
	if len(lines) > 0 {
		t.bar()
	}
	for _, line := range lines {
		t.printf("%*s %s %s: %s\n", t.gutter, "", blue.apply("=", t.Options), bold.apply(line[0], t.Options), line[1])
	}
}

// oneLine joins the lines of wrapped prose.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
