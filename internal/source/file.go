// Package source finds and reads input files, and knows where a byte stands in them. It knows
// nothing of YAML, manifests or rules.
package source

import (
	"sort"
	"sync"
	"unicode/utf8"
)

// File is the content of one input, with the path that reports show.
type File struct {
	// Path is slash-separated: relative to the root where the file lies below it, else as the user gave it.
	Path string
	// Data is the whole content as read, a byte order mark included.
	Data []byte

	once  sync.Once
	lines []int // offset of the first byte of each line
}

// NewFile wraps content that was read from path.
func NewFile(path string, data []byte) *File {
	return &File{Path: path, Data: data}
}

// starts returns the offset of the first byte of each line. LF, CRLF and a lone CR end a line, as
// they do in YAML 1.2 and in editors.
func (f *File) starts() []int {
	f.once.Do(func() {
		f.lines = append(f.lines, 0)
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
	})
	return f.lines
}

// Lines returns the number of lines; a file that ends with a line end has one more, empty line.
func (f *File) Lines() int { return len(f.starts()) }

// Line returns the bytes of line n, counted from 1, without its line end, and the offset at which
// it starts. A line that does not exist is empty and starts at the end of the file.
func (f *File) Line(n int) (text []byte, start int) {
	starts := f.starts()
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
	return f.Data[start:end], start
}

// Position returns the line and columns of the byte at offset. An offset outside the file is taken
// as the nearest inside; a byte order mark at the start of the file counts as no column.
func (f *File) Position(offset int) Position {
	offset = max(0, min(offset, len(f.Data)))
	starts := f.starts()
	line := sort.SearchInts(starts, offset+1)
	p := Position{Line: line, Column: 1, UTF16: 1, Byte: 1}
	rest := f.Data[starts[line-1]:offset]
	if line == 1 && len(rest) >= len(bom) && string(rest[:len(bom)]) == bom {
		rest = rest[len(bom):]
	}
	p.Byte += len(rest)
	for len(rest) > 0 {
		r, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		p.Column++
		p.UTF16++
		if r > 0xFFFF {
			p.UTF16++
		}
	}
	return p
}

// bom is the byte order mark in UTF-8; it is no part of the first line's text.
const bom = "\uFEFF"
