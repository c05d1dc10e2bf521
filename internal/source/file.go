// Package source finds and reads input files, and converts byte offsets to lines and columns. It does not depend on
// YAML, manifests or rules.
package source

import (
	"bytes"
	"slices"
	"sort"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// File is the content of an input, with the path that reports show.
type File struct {
	// Path is slash-separated. It is relative to the root if the file is below it, and otherwise as the user gave it.
	Path string
	// Data is the complete content as read, including a byte order mark.
	Data []byte

	once    sync.Once
	lines   []int          // offset of the first byte of each line
	anchors []columnAnchor // in order, only within long lines

	raw      []byte // the content as read, if credentials are replaced in Data
	redacted []Span // what reports must not show, in order

	origin   *origin // set only for a file on disk
	released bool    // Data must be read again
}

// columnAnchor is an offset inside a long line whose columns are known, so that finding the columns of a byte takes no
// longer in a document of a single line than in any other.
type columnAnchor struct {
	offset, runes, units int // runes and UTF-16 units from the start of the line
}

// anchorInterval is the number of bytes of a line between two anchors.
const anchorInterval = 4096

// NewFile returns a File with content that was read from path.
func NewFile(path string, data []byte) *File {
	return &File{Path: path, Data: data}
}

// WithRedacted returns the file with other data of the same length, in which the redacted spans, in order, contain
// filler.
func (f *File) WithRedacted(data []byte, redacted []Span) *File {
	return &File{Path: f.Path, Data: data, raw: f.Raw(), redacted: slices.Clone(redacted)}
}

// WithPath returns the file with another path.
func (f *File) WithPath(path string) *File {
	return &File{Path: path, Data: f.Data, raw: f.raw, redacted: f.redacted}
}

// Raw returns the content as read. It must not be used for anything but creating another File.
func (f *File) Raw() []byte {
	if f.raw != nil {
		return f.raw
	}
	return f.Data
}

// lineStarts returns the offset of the first byte of each line. A line ends with LF, CRLF or a lone CR, as in YAML 1.2
// and in editors.
func (f *File) lineStarts() []int {
	f.once.Do(func() {
		if f.released {
			panic("source: nobody loaded " + f.Path)
		}
		// append alone would take three times the memory for a file of nothing but line breaks
		f.lines = make([]int, 1, 1+bytes.Count(f.Data, []byte{'\n'})+bytes.Count(f.Data, []byte{'\r'}))
		for i := 0; i < len(f.Data); i++ {
			switch f.Data[i] {
			case '\n':
				f.lines = append(f.lines, i+1)
			case '\r':
				if i+1 < len(f.Data) && f.Data[i+1] == '\n' {
					i++
				}
				f.lines = append(f.lines, i+1)
			}
		}
		for i, start := range f.lines {
			end := len(f.Data)
			if i+1 < len(f.lines) {
				end = f.lines[i+1]
			}
			if end-start > anchorInterval {
				f.anchorLine(start, end)
			}
		}
	})
	return f.lines
}

// anchorLine adds the anchors of the line [start, end).
func (f *File) anchorLine(start, end int) {
	anchor, last := columnAnchor{offset: start}, start
	if bytes.HasPrefix(f.Data[start:end], []byte(bom)) && start == 0 {
		anchor.offset += len(bom)
	}
	for anchor.offset < end {
		if anchor.offset-last >= anchorInterval {
			f.anchors, last = append(f.anchors, anchor), anchor.offset
		}
		r, size := utf8.DecodeRune(f.Data[anchor.offset:end])
		anchor.offset += size
		anchor.runes++
		anchor.units += max(1, utf16.RuneLen(r))
	}
}

// Lines returns the number of lines. A file that ends with a line break has one more, empty line.
func (f *File) Lines() int { return len(f.lineStarts()) }

// Line returns the bytes of line n, counted from 1, without its line break, and the offset at which it starts. A line
// that does not exist is empty and starts at the end of the file.
func (f *File) Line(n int) (text []byte, start int) {
	starts := f.lineStarts()
	if n < 1 || n > len(starts) {
		return nil, len(f.Data)
	}
	start = starts[n-1]
	end := len(f.Data)
	if n < len(starts) {
		end = starts[n]
	}
	for end > start && (f.Data[end-1] == '\n' || f.Data[end-1] == '\r') {
		end--
	}
	if !f.Redacted(Span{start, end}) {
		return f.Data[start:end], start
	}
	return f.redactedText(Span{start, end}), start
}

// Shown returns the content with asterisks in place of redacted text.
func (f *File) Shown() []byte { return f.redactedText(Span{0, len(f.Data)}) }

func (f *File) redactedText(s Span) []byte {
	start, end := s.Start, s.End
	text := bytes.Clone(f.Data[start:end])
	for _, m := range f.redacted[f.firstRedacted(start):] {
		if m.Start >= end {
			break
		}
		for i := max(m.Start, start); i < min(m.End, end); i++ {
			if text[i-start] > ' ' {
				text[i-start] = '*'
			}
		}
	}
	return text
}

// Redact redacts a span of the file, such as a credential: Line shows asterisks in its place. It must be called before
// the file is shared. Overlapping spans are merged.
func (f *File) Redact(s Span) {
	i := sort.Search(len(f.redacted), func(i int) bool { return f.redacted[i].End >= s.Start })
	j := i
	for ; j < len(f.redacted) && f.redacted[j].Start <= s.End; j++ {
		s.Start, s.End = min(s.Start, f.redacted[j].Start), max(s.End, f.redacted[j].End)
	}
	f.redacted = slices.Replace(f.redacted, i, j, s)
}

// firstRedacted returns the index of the first redacted span that ends after offset.
func (f *File) firstRedacted(offset int) int {
	return sort.Search(len(f.redacted), func(i int) bool { return f.redacted[i].End > offset })
}

// HasRedacted reports whether any part of the file is redacted.
func (f *File) HasRedacted() bool { return len(f.redacted) > 0 }

// Redacted reports whether any part of s is redacted.
func (f *File) Redacted(s Span) bool {
	i := f.firstRedacted(s.Start)
	return i < len(f.redacted) && f.redacted[i].Start < s.End
}

// FullyRedacted reports whether all of s is redacted.
func (f *File) FullyRedacted(s Span) bool {
	i := f.firstRedacted(s.Start)
	return i < len(f.redacted) && f.redacted[i].Start <= s.Start && s.End <= f.redacted[i].End
}

// Position returns the line and columns of the byte at offset. It clamps an offset outside the file; an offset inside a
// character has the Unicode and UTF-16 columns of the start of the character. A byte order mark at the start of the
// file does not count as a column.
func (f *File) Position(offset int) Position {
	offset = max(0, min(offset, len(f.Data)))
	starts := f.lineStarts()
	line := sort.SearchInts(starts, offset+1)
	m := columnAnchor{offset: starts[line-1]}
	if line == 1 && bytes.HasPrefix(f.Data[:offset], []byte(bom)) {
		m.offset += len(bom)
	}
	p := Position{Line: line, Byte: 1 + offset - m.offset}
	if i := sort.Search(len(f.anchors), func(i int) bool { return f.anchors[i].offset > offset }); i > 0 && f.anchors[i-1].offset > m.offset {
		m = f.anchors[i-1]
	}
	for m.offset < offset {
		r, size := utf8.DecodeRune(f.Data[m.offset:])
		if m.offset += size; m.offset > offset {
			break
		}
		m.runes++
		m.units += max(1, utf16.RuneLen(r))
	}
	p.Column, p.UTF16 = 1+m.runes, 1+m.units
	return p
}

// bom is the byte order mark in UTF-8; it is not part of the first line.
const bom = "\uFEFF"
