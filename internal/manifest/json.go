package manifest

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// jsonReader parses one JSON document (RFC 8259) and records the location of every key and value, which encoding/json
// does not provide.
type jsonReader struct {
	*sourceText

	limits   Limits
	used     *usage
	slabs    *slabs
	problems []problem.Problem
	pos, end int
	// pairs and items are the entries of the open collections, innermost last.
	pairs []Pair
	items []*Node
}

// document parses the single value of the text.
func (r *jsonReader) document() (*Node, *problem.Problem) {
	root, p := r.value(1)
	if p != nil {
		return nil, p
	}
	r.skipSpace()
	if r.pos < r.end {
		if p := r.nonJSONSyntax(); p != nil {
			return nil, p
		}
		return nil, r.fail(source.Span{Start: r.pos, End: min(r.lineEnd(r.pos), r.end)},
			"text after the end of the document", "a JSON file contains one document: put each manifest in its own file")
	}
	return root, nil
}

func (r *jsonReader) fail(at source.Span, message, help string) *problem.Problem {
	p := syntaxProblem(r.file, at, message, help)
	return &p
}

func (r *jsonReader) skipSpace() {
	for r.pos < r.end && isBlank(r.data[r.pos]) {
		r.pos++
	}
}

// value parses the next value. depth is its nesting level if it is a collection.
func (r *jsonReader) value(depth int) (*Node, *problem.Problem) {
	r.skipSpace()
	if r.pos == r.end {
		return nil, r.fail(source.Span{Start: r.pos, End: r.pos}, "a value is missing at the end of the file", "write the value")
	}
	r.used.nodes++
	if r.used.nodes > r.limits.Nodes {
		nodes, _ := r.countAhead()
		p := tooManyNodes(r.file, source.Span{Start: r.pos, End: r.pos + 1}, r.used.nodes-1+nodes, r.limits.Nodes)
		return nil, &p
	}
	c := r.data[r.pos]
	if (c == '{' || c == '[') && depth > r.limits.Depth {
		_, deepest := r.countAhead()
		p := tooDeep(r.file, source.Span{Start: r.pos, End: r.pos + 1}, levels(depth-1+deepest), r.limits.Depth)
		return nil, &p
	}
	n := r.slabs.node()
	n.Span.Start = r.pos
	var found *problem.Problem
	switch {
	case c == '"':
		n.Kind = String
		n.Text, found = r.str()
	case c == '{':
		found = r.object(n, depth)
	case c == '[':
		found = r.array(n, depth)
	case c == '-' || c >= '0' && c <= '9':
		found = r.number(n)
	default:
		found = r.literal(n)
	}
	n.Span.End = r.pos
	return n, found
}

// countAhead counts the keys and values from here to the end, and the nesting levels of the collection that starts
// here.
func (r *jsonReader) countAhead() (nodes, deepest int) {
	depth, inside := 0, true
	for i := r.pos; i < r.end; i++ {
		switch c := r.data[i]; c {
		case '"':
			nodes++
			end := closingQuote(r.data[:r.end], i)
			if end < 0 {
				return nodes, deepest
			}
			i = end - 1
		case '{', '[':
			nodes++
			depth++
			if inside {
				deepest = max(deepest, depth)
			}
		case '}', ']':
			depth--
			inside = inside && depth > 0
		case ',', ':', ' ', '\t', '\n', '\r':
		default:
			if i == r.pos || strings.IndexByte(",:[{ \t\n\r", r.data[i-1]) >= 0 {
				nodes++
			}
		}
	}
	return nodes, deepest
}

func (r *jsonReader) object(n *Node, depth int) *problem.Problem {
	r.slabs.collection(n, Mapping)
	open := r.pos
	r.pos++
	base := len(r.pairs)
	for first := true; ; first = false {
		done, found := r.nextEntry(open, first, '}')
		if found != nil {
			return found
		}
		if done {
			break
		}
		pair, found := r.pair(depth)
		if found != nil {
			return found
		}
		r.pairs = append(r.pairs, pair)
	}
	n.Pairs = append(r.slabs.pairList(len(r.pairs)-base), r.pairs[base:]...)
	r.pairs = r.pairs[:base]
	r.problems = append(r.problems, n.removeDuplicates(r.file)...)
	return nil
}

func (r *jsonReader) pair(depth int) (pair Pair, found *problem.Problem) {
	if r.data[r.pos] != '"' {
		if p := r.nonJSONSyntax(); p != nil {
			return pair, p
		}
		at := r.token()
		return pair, r.fail(at, "key "+quoted(string(r.data[at.Start:at.End]))+" is not in double quotes", "put the key in double quotes")
	}
	r.used.nodes++
	key := Key{Span: source.Span{Start: r.pos}}
	if key.Text, found = r.str(); found != nil {
		return pair, found
	}
	key.Span.End = r.pos
	r.skipSpace()
	if r.pos == r.end || r.data[r.pos] != ':' {
		if p := r.nonJSONSyntax(); p != nil {
			return pair, p
		}
		return pair, r.fail(key.Span, `":" is missing after the key `+quoted(key.Text), `write "key": value`)
	}
	r.pos++
	value, found := r.value(depth + 1)
	return Pair{Key: key, Value: value}, found
}

func (r *jsonReader) array(n *Node, depth int) *problem.Problem {
	r.slabs.collection(n, Sequence)
	open := r.pos
	r.pos++
	base := len(r.items)
	for first := true; ; first = false {
		done, found := r.nextEntry(open, first, ']')
		if found != nil {
			return found
		}
		if done {
			break
		}
		item, found := r.value(depth + 1)
		if found != nil {
			return found
		}
		r.items = append(r.items, item)
	}
	n.Items = append(r.slabs.itemList(len(r.items)-base), r.items[base:]...)
	r.items = r.items[:base]
	return nil
}

// nextEntry advances to the next entry of the collection that was opened at an offset, or past its end.
func (r *jsonReader) nextEntry(open int, first bool, closing byte) (done bool, found *problem.Problem) {
	r.skipSpace()
	if r.pos < r.end && r.data[r.pos] == closing {
		r.pos++
		return true, nil
	}
	comma := -1
	if !first && r.pos < r.end && r.data[r.pos] == ',' {
		comma = r.pos
		r.pos++
		r.skipSpace()
	}
	switch {
	case r.pos == r.end:
		return false, r.fail(source.Span{Start: open, End: open + 1},
			quoted(string(r.data[open]))+" is never closed", "add "+quoted(string(closing)))
	case comma >= 0 && r.data[r.pos] == closing:
		return false, r.fail(source.Span{Start: comma, End: comma + 1},
			`"," before `+quoted(string(closing))+" is not allowed in JSON", "remove the comma")
	case first && r.data[r.pos] == ',' || comma >= 0 && r.data[r.pos] == ',':
		return false, r.fail(source.Span{Start: r.pos, End: r.pos + 1}, `a value is missing before ","`, "write the value, or remove the comma")
	case !first && comma < 0:
		if p := r.nonJSONSyntax(); p != nil {
			return false, p
		}
		at := r.token()
		found = r.fail(
			at,
			`"," or `+quoted(string(closing))+" is missing before "+quoted(string(r.data[at.Start:at.End])),
			`separate entries with ","`,
		)
		found.Related = []problem.Location{{File: r.file, Span: source.Span{Start: open, End: open + 1}, Label: problem.Literal("opened here")}}
		return false, found
	}
	return false, nil
}

// nonJSONSyntax reports syntax that other languages allow here and JSON does not.
func (r *jsonReader) nonJSONSyntax() *problem.Problem {
	at := r.token()
	switch rest := string(r.data[r.pos:min(r.pos+2, r.end)]); {
	case strings.HasPrefix(rest, "#"), rest == "//", rest == "/*":
		return r.fail(source.Span{Start: r.pos, End: min(r.lineEnd(r.pos), r.end)},
			"a comment is not allowed in JSON", "remove the comment, or write the file as YAML")
	case strings.HasPrefix(rest, "'"):
		return r.fail(at, "single quotes are not allowed in JSON", "use double quotes")
	}
	return nil
}

// token returns the span from here to the next white space or structural character, at least one character long.
func (r *jsonReader) token() source.Span {
	at := source.Span{Start: r.pos, End: r.pos}
	if at.End < r.end {
		_, size := utf8.DecodeRune(r.data[at.End:r.end])
		at.End += size
	}
	if at.End > at.Start && strings.IndexByte("{}[],:\"", r.data[at.Start]) >= 0 {
		if r.data[at.Start] == '"' {
			if end := closingQuote(r.data[:r.end], at.Start); end > 0 {
				at.End = end
			}
		}
		return at
	}
	for at.End < r.end && !isBlank(r.data[at.End]) && strings.IndexByte("{}[],:\"", r.data[at.End]) < 0 {
		at.End++
	}
	return at
}

// literal parses true, false or null.
func (r *jsonReader) literal(n *Node) *problem.Problem {
	at := r.token()
	text := string(r.data[at.Start:at.End])
	switch text {
	case "true", "false":
		n.Kind, n.Text = Bool, text
		r.pos = at.End
		return nil
	case "null":
		r.pos = at.End
		return nil
	}
	if p := r.nonJSONSyntax(); p != nil {
		return p
	}
	help := "put text in double quotes"
	switch lower := strings.ToLower(text); {
	case lower == "true" || lower == "false" || lower == "null":
		help = "write " + lower
	case strings.IndexByte("},:]", text[0]) >= 0:
		return r.fail(at, "a value is missing before "+quoted(text), "write the value")
	case text[0] == '+' || text[0] == '.':
		return r.invalidNumber(at)
	}
	return r.fail(at, quoted(text)+" is not a JSON value", help)
}

func (r *jsonReader) invalidNumber(at source.Span) *problem.Problem {
	return r.fail(
		at,
		quoted(string(r.data[at.Start:at.End]))+" is not a JSON number",
		`write it without a leading "+" or "0" and with digits on both sides of "."`,
	)
}

// number parses an integer or a fraction and keeps its text as written.
func (r *jsonReader) number(n *Node) *problem.Problem {
	at := r.token()
	s := string(r.data[at.Start:at.End])
	rest := strings.TrimPrefix(s, "-")
	integer := digits(rest)
	rest = rest[len(integer):]
	valid := integer == "0" || integer != "" && integer[0] != '0'
	n.Kind = Integer
	if strings.HasPrefix(rest, ".") {
		n.Kind = Number
		fraction := digits(rest[1:])
		valid = valid && fraction != ""
		rest = rest[1+len(fraction):]
	}
	if rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		n.Kind = Number
		rest = rest[1:]
		if rest != "" && (rest[0] == '+' || rest[0] == '-') {
			rest = rest[1:]
		}
		exponent := digits(rest)
		valid = valid && exponent != ""
		rest = rest[len(exponent):]
	}
	if !valid || rest != "" {
		return r.invalidNumber(at)
	}
	n.Text = s
	r.pos = at.End
	return nil
}

// str parses a string.
func (r *jsonReader) str() (string, *problem.Problem) {
	start := r.pos
	i := start + 1
	for i < r.end && r.data[i] != '"' && r.data[i] != '\\' && r.data[i] >= 0x20 {
		i++
	}
	if i < r.end && r.data[i] == '"' {
		r.pos = i + 1
		return string(r.data[start+1 : i]), nil
	}
	out := append(make([]byte, 0, 2*(i-start)), r.data[start+1:i]...)
	for i < r.end {
		switch c := r.data[i]; {
		case c == '"':
			r.pos = i + 1
			return string(out), nil
		case c == '\n' || c == '\r':
			return "", r.unclosedString(start)
		case c < 0x20:
			return "", r.fail(source.Span{Start: i, End: i + 1},
				fmt.Sprintf("control character U+%04X is not allowed in a JSON string", c), fmt.Sprintf(`write it as \u%04x`, c))
		case c == '\\':
			char, size := r.escape(i)
			if size == 0 {
				return "", r.invalidEscape(i)
			}
			out = utf8.AppendRune(out, char)
			i += size
		default:
			out = append(out, c)
			i++
		}
	}
	return "", r.unclosedString(start)
}

func (r *jsonReader) unclosedString(start int) *problem.Problem {
	return r.fail(source.Span{Start: start, End: start + 1}, "double quote is never closed",
		`close the quote on the same line; a line break inside a string is written as \n`)
}

// escape decodes the escape sequence at i and returns its length, or 0 if it is invalid.
func (r *jsonReader) escape(i int) (rune, int) {
	if i+1 >= r.end {
		return 0, 0
	}
	switch c := r.data[i+1]; c {
	case '"', '\\', '/':
		return rune(c), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	}
	first := r.hex(i)
	if first < 0 {
		return 0, 0
	}
	if !utf16.IsSurrogate(first) {
		return first, 6
	}
	if second := r.hex(i + 6); second >= 0 {
		if char := utf16.DecodeRune(first, second); char != utf8.RuneError {
			return char, 12
		}
	}
	return 0, 0
}

// hex returns the value of the \uXXXX at i, or -1.
func (r *jsonReader) hex(i int) rune {
	if i+6 > r.end || r.data[i] != '\\' || r.data[i+1] != 'u' {
		return -1
	}
	value := rune(0)
	for _, c := range r.data[i+2 : i+6] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return -1
		}
		value = value<<4 | rune(c)
	}
	return value
}

func (r *jsonReader) invalidEscape(i int) *problem.Problem {
	at := source.Span{Start: i, End: i + 1}
	if at.End < r.end && r.data[at.End] >= 0x20 {
		_, size := utf8.DecodeRune(r.data[at.End:r.end])
		at.End += size
	}
	if r.hex(i) >= 0 {
		at.End = i + 6
		return r.fail(at, "escape "+quoted(string(r.data[at.Start:at.End]))+" is half a character",
			`write both halves, as in "\ud83d\ude00", or the character itself`)
	}
	if string(r.data[at.Start:at.End]) == `\u` {
		for at.End < min(r.end, i+6) && isWordByte(r.data[at.End]) {
			at.End++
		}
		return r.fail(at, "escape "+quoted(string(r.data[at.Start:at.End]))+" does not encode a character", `write four digits after "\u"`)
	}
	return r.fail(at, "escape "+quoted(string(r.data[at.Start:at.End]))+" is not known in JSON", `write "\\" for a backslash`)
}
