package lsp

import (
	"bytes"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/source"
)

// encoding is the encoding in whose code units the columns of positions are counted.
type encoding string

const (
	utf8Encoding  encoding = "utf-8"
	utf16Encoding encoding = "utf-16" // supported by every client
)

// chooseEncoding returns the encoding to use with a client. It prefers UTF-8, which requires no conversion.
func chooseEncoding(offered []string) encoding {
	if slices.Contains(offered, string(utf8Encoding)) {
		return utf8Encoding
	}
	return utf16Encoding
}

// position returns the position of a byte offset.
func (e encoding) position(f *source.File, offset int) position {
	p := f.Position(offset)
	if e == utf8Encoding {
		return position{Line: p.Line - 1, Character: p.Byte - 1}
	}
	return position{Line: p.Line - 1, Character: p.UTF16 - 1}
}

// toRange returns the range of a span.
func (e encoding) toRange(f *source.File, s source.Span) textRange {
	return textRange{Start: e.position(f, s.Start), End: e.position(f, max(s.Start, s.End))}
}

// bom is the byte order mark in UTF-8, which does not count as a column.
const bom = "\uFEFF"

// offset returns the byte offset of a position. A column after the end of a line is clamped to the end of the line, a
// line after the last one to the end of the file, and a column inside a character to its start.
func (e encoding) offset(f *source.File, p position) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= f.Lines() {
		return len(f.Data)
	}
	text, at := f.Line(p.Line + 1)
	line := f.Data[at : at+len(text)] // the result of Line may be redacted
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
