package report

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"github.com/tenantlint/tenantlint/internal/harmless"
)

// Items is in a report for a list of which the items are written one by one. So an encoder need not know what they
// are made of, which it takes long to find out, where there are none.
type Items [0]struct{}

// List is a list of a report that is written item by item: a file of mistakes may make 300 MB of them.
type List struct {
	// Empty is the list in the JSON of the report, as Items is there, such as "findings": []. In a string it cannot
	// be, as a quote there is escaped.
	Empty string
	// Len is the number of items.
	Len int
	// Item returns one of them, from 0 on. A Line is written as it is.
	Item func(i int) any
}

// Line is an item as it is written, JSON on one line.
type Line string

// NewLine returns v on one line.
func NewLine(v any) (Line, error) {
	compact, err := marshal(v)
	return Line(harmless.JSON(nil, compact)), err
}

// WriteJSON writes the JSON of v with two spaces a level and a line end, byte for byte as an encoder
// with SetIndent does. That one reads its own output again, letter by letter, which takes longer than
// writing it and is a tenth of a run over one file. It writes piece by piece, to a writer with a buffer. The lists are those of v that get items, in order.
func WriteJSON(w io.Writer, v any, lists ...List) error {
	rest, err := encode(nil, v, 0)
	if err != nil {
		return err
	}
	for _, l := range lists {
		at := bytes.Index(rest, []byte(l.Empty)) + len(l.Empty) - len("]")
		if err := l.write(w, rest[:at]); err != nil {
			return err
		}
		rest = rest[at:]
	}
	_, err = w.Write(append(rest, '\n'))
	return err
}

// write writes what is before the items, and the items, each by itself: the writer has the buffer.
func (l List) write(w io.Writer, before []byte) error {
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	depth := (len(line)-len(bytes.TrimLeft(line, " ")))/len(level) + 1
	if _, err := w.Write(before); err != nil {
		return err
	}
	var out []byte
	for i := range l.Len {
		if out = out[:0]; i > 0 {
			out = append(out, ',')
		}
		out = newLine(out, depth)
		item := l.Item(i)
		line, ready := item.(Line)
		if !ready {
			var err error
			if out, err = encode(out, item, depth); err != nil {
				return err
			}
		}
		if _, err := w.Write(out); err != nil {
			return err
		}
		if _, err := io.WriteString(w, string(line)); err != nil {
			return err
		}
	}
	if l.Len == 0 {
		return nil
	}
	_, err := w.Write(newLine(out[:0], depth-1))
	return err
}

// level is how far each level is indented.
const level = "  "

func newLine(out []byte, depth int) []byte {
	out = append(out, '\n')
	for range depth {
		out = append(out, level...)
	}
	return out
}

// encode appends the JSON of v, which is so deep.
func encode(out []byte, v any, depth int) ([]byte, error) {
	compact, err := marshal(v)
	return indent(out, compact, depth), err
}

// marshal returns the JSON of v without blanks, in which <, > and & are as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// indent appends JSON without blanks, as an encoder writes it, laid out from a depth on.
func indent(out, compact []byte, depth int) []byte {
	out = slices.Grow(out, len(compact)+len(compact)/2)
	for i := 0; i < len(compact); i++ {
		switch c := compact[i]; c {
		case '"':
			end := closing(compact, i)
			out = harmless.JSON(out, compact[i:end+1])
			i = end
		case '{', '[':
			out = append(out, c)
			if next := compact[i+1]; next == '}' || next == ']' {
				out = append(out, next)
				i++
				continue
			}
			depth++
			out = newLine(out, depth)
		case '}', ']':
			depth--
			out = append(newLine(out, depth), c)
		case ',':
			out = newLine(append(out, c), depth)
		case ':':
			out = append(out, ": "...)
		default:
			out = append(out, c)
		}
	}
	return out
}

// closing returns the offset of the quote that ends the string which begins at i: the first one with an
// even number of backslashes before it.
func closing(text []byte, i int) int {
	for end := i + 1; ; end++ {
		end += bytes.IndexByte(text[end:], '"')
		escapes := 0
		for text[end-1-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return end
		}
	}
}
