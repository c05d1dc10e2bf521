package report

import (
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"

	"github.com/tenantlint/tenantlint/internal/harmless"
)

const (
	tabStop = 4
	// ellipsis replaces the cut-off part of a line.
	ellipsis = "..."
)

// widthCondition measures text as most terminals do, regardless of the locale.
var widthCondition = runewidth.Condition{StrictEmojiNeutral: true}

// glyph is one or more characters of the source as displayed in a report.
type glyph struct {
	text   string
	width  int // in columns
	offset int // of the first byte, in the line
}

// glyphs splits a piece of a line into glyphs. offset is the offset of the piece in the line.
func glyphs(piece string, offset int) []glyph {
	all := make([]glyph, 0, len(piece))
	column := 0
	for i := 0; i < len(piece); {
		next := glyph{offset: offset + i}
		size := 1
		if piece[i] == '\t' {
			next.width = tabStop - column%tabStop
			next.text = strings.Repeat(" ", next.width)
		} else {
			next.text, size = harmless.Visible(piece[i:])
			next.width = len(next.text)
			if next.text[0] >= utf8.RuneSelf {
				next.width = widthCondition.StringWidth(next.text)
				if n := len(all); n > 0 && combines(all[n-1], next) {
					all[n-1].text += next.text
					i += size
					continue
				}
			}
		}
		column += next.width
		all = append(all, next)
		i += size
	}
	return all
}

// combines reports whether a terminal draws next in the columns of the previous glyph, as it does with combining marks and
// skin tone modifiers.
func combines(previous, next glyph) bool {
	return widthCondition.StringWidth(previous.text+next.text) == previous.width
}

// excerpt is a line of source, shortened for a report, with the columns of one span.
type excerpt struct {
	text string
	// complete reports whether the line was not shortened.
	complete      bool
	column, width int // of the span, in columns from 0
}

// extract returns the bytes [start, end) of a line with as much of the line around them as fits into maxColumns columns.
// Its cost does not depend on the length of the line.
func extract(line []byte, start, end, maxColumns int) excerpt {
	start = min(max(start, 0), len(line))
	end = min(max(start, end), len(line))
	from, to := 0, len(line)
	maxBytes := utf8.UTFMax * maxColumns // upper bound of the bytes that fit
	if len(line) > 2*maxBytes {
		from = runeStart(line, max(0, start-maxBytes))
		to = runeStart(line, min(len(line), max(from+maxBytes, min(end, start+maxBytes)+maxBytes)))
	}
	all := glyphs(string(line[from:to]), from)

	first, last, total := len(all), len(all), 0 // the glyphs of the span, and the total width
	for i, c := range all {
		if c.offset <= start {
			first = i
		}
		if c.offset < end {
			last = i + 1
		}
		total += c.width
	}
	if start >= to {
		first = len(all)
	}
	last = max(last, first)
	if end <= start {
		last = first
	}

	left, right := 0, len(all)
	cutLeft, cutRight := from > 0, to < len(line)
	if total > maxColumns || cutLeft || cutRight {
		left, right = window(all, first, last, max(1, maxColumns-2*len(ellipsis)))
		cutLeft, cutRight = cutLeft || left > 0, cutRight || right < len(all)
	}

	var b strings.Builder
	if cutLeft {
		b.WriteString(ellipsis)
	}
	x := excerpt{complete: !cutLeft && !cutRight, column: b.Len()}
	for i, c := range all[left:right] {
		b.WriteString(c.text)
		switch {
		case left+i < first:
			x.column += c.width
		case left+i < last:
			x.width += c.width
		}
	}
	if cutRight {
		b.WriteString(ellipsis)
	}
	x.text = strings.TrimRight(b.String(), " ")
	x.width = max(1, x.width)
	return x
}

// window returns a range of glyphs that is at most maxColumns wide and has the glyphs [first, last) at its center, or
// starts with them if they do not fit.
func window(all []glyph, first, last, maxColumns int) (left, right int) {
	span := 0
	for _, c := range all[first:last] {
		span += c.width
	}
	left = first
	for pad := (maxColumns - span) / 2; left > 0 && all[left-1].width <= pad; left-- {
		pad -= all[left-1].width
	}
	right = left
	for ; right < len(all) && all[right].width <= maxColumns; right++ {
		maxColumns -= all[right].width
	}
	for left > 0 && all[left-1].width <= maxColumns {
		left--
		maxColumns -= all[left].width
	}
	return left, right
}

// runeStart returns the largest offset up to i at which a character starts.
func runeStart(line []byte, i int) int {
	limit := max(0, i-utf8.UTFMax)
	for i > limit && i < len(line) && !utf8.RuneStart(line[i]) {
		i--
	}
	return i
}
