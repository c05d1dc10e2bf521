package report

import (
	"bytes"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/harmless"
)

// Excerpt is the source at locations of a finding that are close together in one file, for reports other than plain text.
type Excerpt struct {
	Path  string
	Line  int
	Lines []ExcerptLine
}

// ExcerptLine is a line of source. Gap reports whether lines before it were left out.
type ExcerptLine struct {
	Number int
	Gap    bool
	Parts  []ExcerptPart
	Labels []ExcerptLabel
}

// ExcerptPart is a part of a line.
type ExcerptPart struct {
	Text      string
	Highlight Highlight
}

// ExcerptLabel is a label below a line, at a column counted from 0.
type ExcerptLabel struct {
	Column    int
	Text      string
	Highlight Highlight
}

// Highlight is the role of a part of the source in a finding.
type Highlight uint8

// The highlights, in ascending order of precedence.
const (
	Plain Highlight = iota
	Related
	Primary
)

// excerptWidth is the largest number of columns in an excerpt.
const excerptWidth = 160

// Excerpts returns the source at the locations of a finding, with the line before it unless that line is blank or too
// long. If there are many locations, it returns only the first ones.
func Excerpts(f *finding.Finding) []Excerpt {
	all := frames(f)
	excerpts := make([]Excerpt, 0, len(all))
	for i := range all {
		fr := &all[i]
		x := Excerpt{Path: harmless.Text(fr.file.Path), Line: fr.position.Line}
		previous := 0
		for _, n := range fr.context() {
			for _, l := range fr.excerptLines(n) {
				l.Gap = previous > 0 && n > previous+1
				x.Lines = append(x.Lines, l)
				previous = n
			}
		}
		excerpts = append(excerpts, x)
	}
	return excerpts
}

// context returns the lines of a frame, preceded by the line before the first one unless that line is blank or too long.
func (fr *frame) context() []int {
	lines := fr.lines()
	if first := lines[0]; first > 1 {
		if above, _ := fr.file.Line(first - 1); len(bytes.TrimSpace(above)) > 0 && len(above) <= excerptWidth {
			lines = append([]int{first - 1}, lines...)
		}
	}
	return lines
}

// excerptLines returns line n once if it fits, or once for each annotation with the part around it.
func (fr *frame) excerptLines(n int) []ExcerptLine {
	line, offset := fr.file.Line(n)
	if rest, ok := bytes.CutPrefix(line, []byte(bom)); ok && n == 1 {
		line, offset = rest, offset+len(bom)
	}
	var all []ExcerptLine
	for i := range fr.annotations {
		m := &fr.annotations[i]
		if n != m.first && n != m.last {
			continue
		}
		start, end := m.coveredRange(line, offset, n)
		x := extract(line, start, end, excerptWidth)
		highlight := Related
		if m.primary {
			highlight = Primary
		}
		if len(all) == 0 || !x.complete {
			all = append(all, ExcerptLine{Number: n, Parts: []ExcerptPart{{Text: x.text}}})
		}
		l := &all[len(all)-1]
		l.Parts = highlightColumns(l.Parts, x.column, x.column+x.width, highlight)
		if caption := m.loc.Caption(); n == m.last && !caption.IsZero() {
			l.Labels = append(l.Labels, ExcerptLabel{x.column, harmless.Text(caption.String()), highlight})
		}
	}
	if all == nil {
		return []ExcerptLine{{Number: n, Parts: []ExcerptPart{{Text: extract(line, 0, 0, excerptWidth).text}}}}
	}
	return all
}

// highlightColumns highlights the columns [from, to) of a line.
func highlightColumns(parts []ExcerptPart, from, to int, highlight Highlight) []ExcerptPart {
	var all []ExcerptPart
	add := func(text string, m Highlight) {
		if text != "" {
			all = append(all, ExcerptPart{text, m})
		}
	}
	column := 0
	for _, p := range parts {
		var before, inside, after []byte
		for _, c := range glyphs(p.Text, 0) {
			switch {
			case column < from:
				before = append(before, c.text...)
			case column < to:
				inside = append(inside, c.text...)
			default:
				after = append(after, c.text...)
			}
			column += c.width
		}
		add(string(before), p.Highlight)
		add(string(inside), max(p.Highlight, highlight))
		add(string(after), p.Highlight)
	}
	return all
}
