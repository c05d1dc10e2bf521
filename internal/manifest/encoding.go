package manifest

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

const bom = "\uFEFF"

// sourceText is the validated content of a file, with what the readers need.
type sourceText struct {
	file *source.File
	data []byte
	// start is the offset after the byte order mark.
	start int
	// lines contains the offset of the first byte of each line as YAML 1.1, and so yaml.v3, counts them: NEL, LS and PS
	// end a line too.
	lines []int
	// ascii is true if the text is ASCII, so that columns equal bytes.
	ascii bool
}

// newText validates the encoding and appends the offsets of the lines to lines, which must be empty. YAML forbids
// control characters everywhere; JSON has its own rules for them.
func newText(f *source.File, yaml bool, lines []int) (*sourceText, *problem.Problem) {
	if p := encodingProblem(f); p != nil {
		return nil, p
	}
	t := &sourceText{file: f, data: f.Data, ascii: true}
	for bytes.HasPrefix(t.data[t.start:], []byte(bom)) { // yaml.v3 skips a second one, too
		t.start += len(bom)
	}
	t.lines = append(slices.Grow(lines, 1+len(t.data)/24), t.start)
	data := t.data
	for i := t.start; i < len(data); {
		c := data[i]
		switch {
		case isPrintable(c):
			for i < len(data) && isPrintable(data[i]) {
				i++
			}
		case c == '\n':
			i++
			t.lines = append(t.lines, i)
		case c == '\r':
			i++
			if i < len(data) && data[i] == '\n' {
				i++
			}
			t.lines = append(t.lines, i)
		case c == '\t':
			i++
		case c < utf8.RuneSelf:
			if yaml {
				return nil, t.controlProblem(i, rune(c), 1)
			}
			i++
		default:
			t.ascii = false
			r, size := utf8.DecodeRune(data[i:])
			switch {
			case r == utf8.RuneError && size <= 1:
				return nil, &problem.Problem{
					Rule:      ruleEncoding,
					Message:   problem.Literal(fmt.Sprintf("byte 0x%02X at offset %d is not UTF-8", c, i)),
					Locations: []problem.Location{{File: f, Span: source.Span{Start: i, End: i + 1}}},
				}
			case yaml && (r < 0xA0 && r != nel || r == 0xFFFE || r == 0xFFFF):
				return nil, t.controlProblem(i, r, size)
			}
			i += size
			if r == nel || r == lineSeparator || r == paragraphSeparator {
				t.lines = append(t.lines, i)
			}
		}
	}
	return t, nil
}

// isPrintable reports whether c is a printable ASCII character.
func isPrintable(c byte) bool { return 0x20 <= c && c < 0x7F }

const (
	nel                = 0x85
	lineSeparator      = 0x2028
	paragraphSeparator = 0x2029
)

func (t *sourceText) controlProblem(at int, r rune, size int) *problem.Problem {
	name := fmt.Sprintf("control character U+%04X", r)
	if r == 0 {
		name = "NUL byte"
	}
	return &problem.Problem{
		Rule:      ruleSyntax,
		Message:   problem.Literal(name + " is not allowed in YAML"),
		Help:      problem.Literal("remove it, or write it as an escape in double quotes"),
		Locations: []problem.Location{{File: t.file, Span: source.Span{Start: at, End: at + size}}},
	}
}

// encodingProblem detects UTF-16 and UTF-32 by their byte order mark, or by the NUL bytes that they contain for ASCII
// text.
func encodingProblem(f *source.File) *problem.Problem {
	var name string
	d := f.Data
	switch {
	case bytes.HasPrefix(d, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(d, []byte{0, 0, 0xFE, 0xFF}),
		len(d) >= 4 && d[0] != 0 && d[1] == 0 && d[2] == 0 && d[3] == 0:
		name = "UTF-32"
	case bytes.HasPrefix(d, []byte{0xFF, 0xFE}), bytes.HasPrefix(d, []byte{0xFE, 0xFF}),
		len(d) >= 4 && d[0] != 0 && d[1] == 0 && d[2] != 0 && d[3] == 0,
		len(d) >= 4 && d[0] == 0 && d[1] != 0 && d[2] == 0 && d[3] != 0:
		name = "UTF-16"
	default:
		return nil
	}
	return &problem.Problem{
		Rule:      ruleEncoding,
		Message:   problem.Literal("file is encoded in " + name + ", not in UTF-8"),
		Help:      problem.Literal("save the file as UTF-8"),
		Locations: []problem.Location{{File: f}},
	}
}

// breakLen returns the length of the line break at i, or 0 if there is none.
func (t *sourceText) breakLen(i int) int {
	if i >= len(t.data) {
		return 0
	}
	switch t.data[i] {
	case '\n':
		return 1
	case '\r':
		if i+1 < len(t.data) && t.data[i+1] == '\n' {
			return 2
		}
		return 1
	case 0xC2:
		if i+1 < len(t.data) && t.data[i+1] == 0x85 {
			return 2
		}
	case 0xE2:
		if i+2 < len(t.data) && t.data[i+1] == 0x80 && (t.data[i+2] == 0xA8 || t.data[i+2] == 0xA9) {
			return 3
		}
	}
	return 0
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// closingQuote returns the offset after the scalar whose opening quote is at i, or -1 if it is never closed.
func closingQuote(data []byte, i int) int {
	quote := data[i]
	for i++; i < len(data); i++ {
		switch c := data[i]; {
		case c == '\\' && quote == '"':
			i++
		case c != quote:
		case quote == '\'' && i+1 < len(data) && data[i+1] == quote:
			i++
		default:
			return i + 1
		}
	}
	return -1
}
