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

// widths measures text as most terminals do, regardless of the locale.
var widths = runewidth.Condition{StrictEmojiNeutral: true}

// glyph is one or more characters of the source as displayed in a report.
type glyph struct {
	text   string
	width  int // in columns
	offset int // of the first byte, in the line
}

// glyphs splits a piece of a line into glyphs. offset is the offset of the piece in the line.
func glyphs(piece string, offset int) []glyph {
	laid := make([]glyph, 0, len(piece))
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
				next.width = widths.StringWidth(next.text)
				if n := len(laid); n > 0 && joins(laid[n-1], next) {
					laid[n-1].text += next.text
					i += size
					continue
				}
			}
		}
		column += next.width
		laid = append(laid, next)
		i += size
	}
	return laid
}

// joins reports whether a terminal draws next in the columns of the previous glyph, as it does with combining marks and
// skin tone modifiers.
func joins(before, next glyph) bool {
	return widths.StringWidth(before.text+next.text) == before.width
}

// excerpt is a line of source, shortened for a report, with the columns of one span.
type excerpt struct {
	text string
	// whole reports whether the line was not shortened.
	whole         bool
	column, width int // of the span, in columns from 0
}

// extract returns the bytes [start, end) of a line with as much of the line around them as fits into room columns. Its
// cost does not depend on the length of the line.
func extract(line []byte, start, end, room int) excerpt {
	start = min(max(start, 0), len(line))
	end = min(max(start, end), len(line))
	from, to := 0, len(line)
	reach := utf8.UTFMax * room // upper bound of the bytes that fit into room columns
	if len(line) > 2*reach {
		from = back(line, max(0, start-reach))
		to = back(line, min(len(line), max(from+reach, min(end, start+reach)+reach)))
	}
	laid := glyphs(string(line[from:to]), from)

	first, last, total := len(laid), len(laid), 0 // the glyphs of the span, and the total width
	for i, c := range laid {
		if c.offset <= start {
			first = i
		}
		if c.offset < end {
			last = i + 1
		}
		total += c.width
	}
	if start >= to {
		first = len(laid)
	}
	last = max(last, first)
	if end <= start {
		last = first
	}

	left, right := 0, len(laid)
	cutLeft, cutRight := from > 0, to < len(line)
	if total > room || cutLeft || cutRight {
		left, right = window(laid, first, last, max(1, room-2*len(ellipsis)))
		cutLeft, cutRight = cutLeft || left > 0, cutRight || right < len(laid)
	}

	var b strings.Builder
	if cutLeft {
		b.WriteString(ellipsis)
	}
	x := excerpt{whole: !cutLeft && !cutRight, column: b.Len()}
	for i, c := range laid[left:right] {
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

// window returns a range of glyphs that is at most room columns wide and has the glyphs [first, last) at its center, or
// starts with them if they do not fit.
func window(laid []glyph, first, last, room int) (left, right int) {
	span := 0
	for _, c := range laid[first:last] {
		span += c.width
	}
	left = first
	for pad := (room - span) / 2; left > 0 && laid[left-1].width <= pad; left-- {
		pad -= laid[left-1].width
	}
	right = left
	for ; right < len(laid) && laid[right].width <= room; right++ {
		room -= laid[right].width
	}
	for left > 0 && laid[left-1].width <= room {
		left--
		room -= laid[left].width
	}
	return left, right
}

// back returns the largest offset up to i at which a character starts.
func back(line []byte, i int) int {
	limit := max(0, i-utf8.UTFMax)
	for i > limit && i < len(line) && !utf8.RuneStart(line[i]) {
		i--
	}
	return i
}
