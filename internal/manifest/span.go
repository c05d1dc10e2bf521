package manifest

import (
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/tenantlint/tenantlint/internal/source"
)

// offset returns the offset at which a node starts according to yaml.v3, including its anchor and tag. It is never
// before pos.
func (r *yamlReader) offset(y *yaml.Node) int {
	return max(r.pos, r.offsetAt(y.Line, y.Column))
}

// offsetAt returns the offset of a line and a column of the document, both counted from 1.
func (r *yamlReader) offsetAt(line, column int) int {
	at := r.chunk.line + line - 1
	if line < 1 || at >= len(r.lines) {
		return r.chunk.end
	}
	start := r.lines[at]
	if r.ascii {
		return min(start+column-1, r.chunk.end)
	}
	from := 1
	if c := &r.column; c.line == line && c.column <= column {
		start, from = c.offset, c.column
	}
	for ; from < column && start < r.chunk.end; from++ {
		_, size := utf8.DecodeRune(r.data[start:r.chunk.end])
		start += size
	}
	r.column.line, r.column.column, r.column.offset = line, from, start
	return start
}

// at reports whether c is the next byte.
func (r *yamlReader) at(c byte) bool { return r.pos < r.chunk.end && r.data[r.pos] == c }

// trivia returns the offset of the first byte from i on that is not part of white space or a comment.
func (r *yamlReader) trivia(i int) int {
	for {
		i = r.firstOf(i, r.chunk.end)
		if i == r.chunk.end || r.data[i] != '#' {
			return i
		}
		for i < r.chunk.end && r.width(i) == 0 {
			i++
		}
	}
}

// indicator skips the indicators that may precede a value, each at most once. An indicator that may also occur in a
// plain scalar must be followed by a blank.
func (r *yamlReader) indicator(first, second byte) {
	for _, c := range [...]byte{first, second} {
		i := r.trivia(r.pos)
		if c == 0 || i == r.chunk.end || r.data[i] != c {
			continue
		}
		if c != ',' && c != ']' && c != '}' && (c != ':' || r.flow == 0) &&
			i+1 < r.chunk.end && !isBlank(r.data[i+1]) && r.width(i+1) == 0 {
			continue
		}
		r.pos = i + 1
	}
}

// begin moves to where a node starts, after its anchor and tag.
func (r *yamlReader) begin(y *yaml.Node) int {
	r.pos = r.offset(y)
	if r.at('&') || r.at('!') {
		r.pos = r.trivia(r.properties(y, r.pos))
	}
	return r.pos
}

// properties returns the offset after the anchor and the tag of a node, which start at i. A property that the node does
// not have belongs to what follows: to the first key of a mapping, or to whatever follows an empty scalar.
func (r *yamlReader) properties(y *yaml.Node, i int) int {
	anchor, tag := y.Anchor != "", y.Style&yaml.TaggedStyle != 0
	for end := i; ; end = i {
		i = r.trivia(i)
		switch {
		case anchor && i < r.chunk.end && r.data[i] == '&':
			anchor = false
			start := i
			for i++; i < r.chunk.end && isWord(r.data[i]); {
				i++
			}
			r.checkAnchorName(start, i)
		case tag && i < r.chunk.end && r.data[i] == '!':
			tag = false
			i = r.propertyEnd(i)
		case r.nonSpecific(i) && r.owns(y, end, i):
			i++
		default:
			return end
		}
	}
}

// propertyEnd returns the offset after the anchor or the tag that starts at i.
func (r *yamlReader) propertyEnd(i int) int {
	for i < r.chunk.end && !isBlank(r.data[i]) && r.width(i) == 0 {
		i++
	}
	return i
}

// nonSpecific reports whether the tag "!" is at i; yaml.v3 does not report it.
func (r *yamlReader) nonSpecific(i int) bool {
	return i+1 < r.chunk.end && r.data[i] == '!' && (isBlank(r.data[i+1]) || r.width(i+1) > 0)
}

// owns reports whether the tag "!" at i belongs to the node whose properties found up to now end at end.
func (r *yamlReader) owns(y *yaml.Node, end, i int) bool {
	switch {
	case y.Kind == yaml.MappingNode && len(y.Content) > 0:
		return i < r.offsetAt(y.Content[0].Line, y.Content[0].Column)
	case y.Kind == yaml.ScalarNode && y.Value == "":
		return r.lineEnd(end) >= i // a key or an item starts on its own line
	}
	return true
}

// isWord reports whether c may be part of an anchor's name.
func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// scalarSpan returns the span of a scalar and moves past it. plain is true if the scalar has neither quotes nor the
// header of a block scalar.
func (r *yamlReader) scalarSpan(y *yaml.Node) (span source.Span, plain bool) {
	const marked = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	if y.Style&marked == 0 && y.Value == "" {
		if at := r.offset(y); y.Anchor != "" || y.Style&yaml.TaggedStyle != 0 || r.nonSpecific(at) {
			r.pos = r.properties(y, at)
		}
		return source.Span{Start: r.pos, End: r.pos}, true
	}
	start := r.begin(y)
	var end int
	switch {
	case y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && start < r.chunk.end:
		if end = closingQuote(r.data[:r.chunk.end], start); end < 0 {
			end = start
		}
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		end = r.blockEnd(start, y.Value, y.Style&yaml.LiteralStyle != 0)
	default:
		plain = true
		end, _ = r.match(start, y.Value)
	}
	r.pos = end
	return source.Span{Start: start, End: end}, plain
}

// match returns the offset after the text that is the source of value without escapes, with its white space folded, and
// the rest of the value that is not found there, such as trailing blanks.
func (r *yamlReader) match(i int, value string) (end int, rest string) {
	if e := i + len(value); e <= r.chunk.end && string(r.data[i:e]) == value && !blankAtEnd(value) {
		return e, ""
	}
	end = i
	for {
		value = value[blanks(value):]
		if value == "" {
			return end, value
		}
		word := 0
		for word < len(value) && blanks(value[word:]) == 0 {
			word++
		}
		i = r.firstOf(i, r.chunk.end)
		if i+word > r.chunk.end || string(r.data[i:i+word]) != value[:word] {
			return end, value
		}
		i += word
		end = i
		rest = value[word:]
		if blanks(rest) == len(rest) {
			return end, rest
		}
		value = rest
	}
}

// blanks returns the length of the leading blanks and line breaks of a decoded value.
func blanks(s string) int {
	i := 0
	for i < len(s) {
		switch {
		case isBlank(s[i]):
			i++
		case s[i] < utf8.RuneSelf:
			return i
		case strings.HasPrefix(s[i:], "\u0085"):
			i += len("\u0085")
		case strings.HasPrefix(s[i:], "\u2028"), strings.HasPrefix(s[i:], "\u2029"):
			i += len("\u2028")
		default:
			return i
		}
	}
	return i
}

func blankAtEnd(s string) bool { return s != "" && isBlank(s[len(s)-1]) }

// blockEnd returns the end of the block scalar whose header is at i: the end of its last line of content, without the
// line break, or the end of the header if there is no content.
func (r *yamlReader) blockEnd(i int, value string, literal bool) int {
	head := i + 1
	for head < r.chunk.end && (r.data[head] == '+' || r.data[head] == '-' || r.data[head] >= '1' && r.data[head] <= '9') {
		head++
	}
	if value == "" {
		return head
	}
	line := head
	for line < r.chunk.end && r.width(line) == 0 {
		line++
	}
	// Each line of the value is a line of the text, except that folding joins lines: for a folded scalar, match finds
	// the last line with text, and lines are counted from there.
	if !literal {
		if end, rest := r.match(line, value); end > line {
			line, value = end, rest
		} else {
			value = "\n" + value
		}
	} else {
		value = "\n" + value
	}
	return r.down(line, breaks(value), value)
}

// down returns the end of the line that is count lines below offset i. A trailing line break of the value ends its last
// line and does not start another one.
func (r *yamlReader) down(i, count int, value string) int {
	if endsWithBreak(value) {
		count--
	}
	for {
		for i < r.chunk.end && r.width(i) == 0 {
			i++
		}
		if count <= 0 || i >= r.chunk.end {
			return i
		}
		i += r.width(i)
		count--
	}
}

func breaks(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\u2028") + strings.Count(s, "\u2029")
}

func endsWithBreak(s string) bool {
	return strings.HasSuffix(s, "\n") || strings.HasSuffix(s, "\u2028") || strings.HasSuffix(s, "\u2029")
}
