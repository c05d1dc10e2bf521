package lsp

import (
	"bytes"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/source"
)

// encoding says what a character of a position is: the encoding in whose units columns count.
type encoding string

const (
	utf8Encoding  encoding = "utf-8"
	utf16Encoding encoding = "utf-16" // which every client knows
)

// choose returns the encoding to use with a client: bytes, if it knows them, as nothing need be counted.
func choose(offered []string) encoding {
	if slices.Contains(offered, string(utf8Encoding)) {
		return utf8Encoding
	}
	return utf16Encoding
}

// position returns where the byte at offset is.
func (e encoding) position(f *source.File, offset int) position {
	p := f.Position(offset)
	if e == utf8Encoding {
		return position{Line: p.Line - 1, Character: p.Byte - 1}
	}
	return position{Line: p.Line - 1, Character: p.UTF16 - 1}
}

// between returns where a span is.
func (e encoding) between(f *source.File, s source.Span) textRange {
	return textRange{Start: e.position(f, s.Start), End: e.position(f, max(s.Start, s.End))}
}

// bom is the byte order mark in UTF-8, which is not a column.
const bom = "\uFEFF"

// offset returns the byte at a position. A column behind the end of its line is the end, a line behind
// the last one the end of the file, and a column inside a character its start.
func (e encoding) offset(f *source.File, p position) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= f.Lines() {
		return len(f.Data)
	}
	text, at := f.Line(p.Line + 1)
	line := f.Data[at : at+len(text)] // what Line returns may be masked
	if p.Line == 0 && bytes.HasPrefix(line, []byte(bom)) {
		line, at = line[len(bom):], at+len(bom)
	}
	for units := 0; len(line) > 0; {
		r, size := utf8.DecodeRune(line)
		if e == utf8Encoding {
			units += size
		} else {
			units += max(1, utf16.RuneLen(r))
		}
		if units > p.Character {
			break
		}
		line, at = line[size:], at+size
	}
	return at
}
