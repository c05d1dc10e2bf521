package report

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"github.com/tenantlint/tenantlint/internal/harmless"
)

// WriteJSON writes the JSON of v with two spaces a level and a line end, byte for byte as an encoder
// with SetIndent does. That one reads its own output again, letter by letter, which takes longer than
// writing it and is a tenth of a run over one file.
//
// Where the text empty, as in "findings": [], stands last, it writes a list of n items, one by one: a file
// of mistakes may make 300 MB of them. In a string it cannot stand, as a quote there is escaped.
func WriteJSON(w io.Writer, v any, empty string, n int, item func(i int) any) error {
	frame, err := encode(nil, v, 0)
	if err != nil {
		return err
	}
	at := bytes.LastIndex(frame, []byte(empty)) + len(empty) - len("]")
	before, after := frame[:at], frame[at:]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	depth := (len(line)-len(bytes.TrimLeft(line, " ")))/len(level) + 1
	if _, err := w.Write(before); err != nil {
		return err
	}
	var out []byte
	for i := range n {
		out = out[:0]
		if i > 0 {
			out = append(out, ',')
		}
		if out, err = encode(newLine(out, depth), item(i), depth); err != nil {
			return err
		}
		if _, err := w.Write(out); err != nil {
			return err
		}
	}
	out = out[:0]
	if n > 0 {
		out = newLine(out, depth-1)
	}
	out = append(append(out, after...), '\n')
	_, err = w.Write(out)
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

// encode appends the JSON of v, which stands so deep.
func encode(out []byte, v any, depth int) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return indent(out, bytes.TrimSuffix(b.Bytes(), []byte("\n")), depth), nil
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
