package report

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"github.com/tenantlint/tenantlint/internal/harmless"
)

// Items is the type of a list field whose items are written one by one: it encodes as an empty list. The encoder thus
// does not have to analyze the item type, which is slow and wasted if there are no items.
type Items [0]struct{}

// List is a list in a report that is written item by item: a file full of mistakes can yield 300 MB of items.
type List struct {
	// Empty is the JSON of the empty list with its key, such as "findings": []. It cannot occur inside of a JSON string,
	// where quotes are escaped.
	Empty string
	// Len is the number of items.
	Len int
	// Item returns item i. An EncodedLine is written verbatim.
	Item func(i int) any
}

// EncodedLine is an encoded item: JSON on one line.
type EncodedLine string

// EncodeLine encodes v on one line.
func EncodeLine(v any) (EncodedLine, error) {
	compact, err := marshal(v)
	return EncodedLine(harmless.JSON(nil, compact)), err
}

// WriteJSON writes v as JSON, indented by two spaces per level and followed by a newline: the same bytes as a json.Encoder
// with SetIndent. The encoder scans its own output again byte by byte to indent it, which takes longer than encoding and
// is a tenth of a run over one file. lists are the lists in v that have items, in the order in which v contains them.
// WriteJSON makes many small writes, so w should be buffered.
func WriteJSON(w io.Writer, v any, lists ...List) error {
	rest, err := appendJSON(nil, v, 0)
	if err != nil {
		return err
	}
	for _, l := range lists {
		end := bytes.Index(rest, []byte(l.Empty)) + len(l.Empty) - len("]")
		if err := l.write(w, rest[:end]); err != nil {
			return err
		}
		rest = rest[end:]
	}
	_, err = w.Write(append(rest, '\n'))
	return err
}

// write writes before and then the items, each with its own calls of Write; w is buffered.
func (l List) write(w io.Writer, before []byte) error {
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	depth := (len(line)-len(bytes.TrimLeft(line, " ")))/len(indentUnit) + 1
	if _, err := w.Write(before); err != nil {
		return err
	}
	var out []byte
	for i := range l.Len {
		if out = out[:0]; i > 0 {
			out = append(out, ',')
		}
		out = appendNewline(out, depth)
		item := l.Item(i)
		line, encoded := item.(EncodedLine)
		if !encoded {
			var err error
			if out, err = appendJSON(out, item, depth); err != nil {
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
	_, err := w.Write(appendNewline(out[:0], depth-1))
	return err
}

// indentUnit is the indentation of one level.
const indentUnit = "  "

// appendNewline appends a newline and the indentation of the given depth.
func appendNewline(out []byte, depth int) []byte {
	out = append(out, '\n')
	for range depth {
		out = append(out, indentUnit...)
	}
	return out
}

// appendJSON appends the JSON of v, indented as a value at the given depth.
func appendJSON(out []byte, v any, depth int) ([]byte, error) {
	compact, err := marshal(v)
	return appendIndented(out, compact, depth), err
}

// marshal returns the compact JSON of v, in which <, > and & are not escaped.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// appendIndented appends compact JSON, as written by an encoder, indented as a value at the given depth.
func appendIndented(out, compact []byte, depth int) []byte {
	out = slices.Grow(out, len(compact)+len(compact)/2)
	for i := 0; i < len(compact); i++ {
		switch c := compact[i]; c {
		case '"':
			end := closingQuote(compact, i)
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
			out = appendNewline(out, depth)
		case '}', ']':
			depth--
			out = append(appendNewline(out, depth), c)
		case ',':
			out = appendNewline(append(out, c), depth)
		case ':':
			out = append(out, ": "...)
		default:
			out = append(out, c)
		}
	}
	return out
}

// closingQuote returns the offset of the quote that ends the string that starts at i: the first one preceded by an even
// number of backslashes.
func closingQuote(text []byte, i int) int {
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
