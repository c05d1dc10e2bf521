package manifest

import (
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/tenantlint/tenantlint/internal/source"
)

// nodeOffset returns the offset at which a node starts according to yaml.v3, including its anchor and tag. It is never
// before pos.
func (r *yamlReader) nodeOffset(y *yaml.Node) int {
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

// nextIs reports whether c is the next byte.
func (r *yamlReader) nextIs(c byte) bool { return r.pos < r.chunk.end && r.data[r.pos] == c }

// skipTrivia returns the offset of the first byte from i on that is not part of white space or a comment.
func (r *yamlReader) skipTrivia(i int) int {
	for {
		i = r.firstNonBlank(i, r.chunk.end)
		if i == r.chunk.end || r.data[i] != '#' {
			return i
		}
		for i < r.chunk.end && r.breakLen(i) == 0 {
			i++
		}
	}
}

// skipIndicators skips the indicators that may precede a value, each at most once. An indicator that may also occur in
// a plain scalar must be followed by a blank.
func (r *yamlReader) skipIndicators(first, second byte) {
	for _, c := range [...]byte{first, second} {
		i := r.skipTrivia(r.pos)
		if c == 0 || i == r.chunk.end || r.data[i] != c {
			continue
		}
		if c != ',' && c != ']' && c != '}' && (c != ':' || r.flow == 0) &&
			i+1 < r.chunk.end && !isBlank(r.data[i+1]) && r.breakLen(i+1) == 0 {
			continue
		}
		r.pos = i + 1
	}
}

// enterNode moves to where a node starts, after its anchor and tag.
func (r *yamlReader) enterNode(y *yaml.Node) int {
	r.pos = r.nodeOffset(y)
	if r.nextIs('&') || r.nextIs('!') {
		r.pos = r.skipTrivia(r.skipProperties(y, r.pos))
	}
	return r.pos
}

// skipProperties returns the offset after the anchor and the tag of a node, which start at i. A property that the node
// does not have belongs to what follows: to the first key of a mapping, or to whatever follows an empty scalar.
func (r *yamlReader) skipProperties(y *yaml.Node, i int) int {
	anchor, tag := y.Anchor != "", y.Style&yaml.TaggedStyle != 0
	for end := i; ; end = i {
		i = r.skipTrivia(i)
		switch {
		case anchor && i < r.chunk.end && r.data[i] == '&':
			anchor = false
			start := i
			for i++; i < r.chunk.end && isWordByte(r.data[i]); {
				i++
			}
			r.checkAnchorName(start, i)
		case tag && i < r.chunk.end && r.data[i] == '!':
			tag = false
			i = r.propertyEnd(i)
		case r.isNonSpecificTag(i) && r.ownsTag(y, end, i):
			i++
		default:
			return end
		}
	}
}

// propertyEnd returns the offset after the anchor or the tag that starts at i.
func (r *yamlReader) propertyEnd(i int) int {
	for i < r.chunk.end && !isBlank(r.data[i]) && r.breakLen(i) == 0 {
		i++
	}
	return i
}

// isNonSpecificTag reports whether the tag "!" is at i; yaml.v3 does not report it.
func (r *yamlReader) isNonSpecificTag(i int) bool {
	return i+1 < r.chunk.end && r.data[i] == '!' && (isBlank(r.data[i+1]) || r.breakLen(i+1) > 0)
}

// ownsTag reports whether the tag "!" at i belongs to the node whose properties found up to now end at end.
func (r *yamlReader) ownsTag(y *yaml.Node, end, i int) bool {
	switch {
	case y.Kind == yaml.MappingNode && len(y.Content) > 0:
		return i < r.offsetAt(y.Content[0].Line, y.Content[0].Column)
	case y.Kind == yaml.ScalarNode && y.Value == "":
		return r.lineEnd(end) >= i // a key or an item starts on its own line
	}
	return true
}

// isWordByte reports whether c may be part of an anchor's name.
func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// scalarSpan returns the span of a scalar and moves past it. plain is true if the scalar has neither quotes nor the
// header of a block scalar.
func (r *yamlReader) scalarSpan(y *yaml.Node) (span source.Span, plain bool) {
	const notPlain = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	if y.Style&notPlain == 0 && y.Value == "" {
		if at := r.nodeOffset(y); y.Anchor != "" || y.Style&yaml.TaggedStyle != 0 || r.isNonSpecificTag(at) {
			r.pos = r.skipProperties(y, at)
		}
		return source.Span{Start: r.pos, End: r.pos}, true
	}
	start := r.enterNode(y)
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
		end, _ = r.matchValue(start, y.Value)
	}
	r.pos = end
	return source.Span{Start: start, End: end}, plain
}

// matchValue returns the offset after the text that is the source of value without escapes, with its white space
// folded, and the rest of the value that is not found there, such as trailing blanks.
func (r *yamlReader) matchValue(i int, value string) (end int, rest string) {
	if e := i + len(value); e <= r.chunk.end && string(r.data[i:e]) == value && !endsWithBlank(value) {
		return e, ""
	}
	end = i
	for {
		value = value[leadingBlanks(value):]
		if value == "" {
			return end, value
		}
		word := 0
		for word < len(value) && leadingBlanks(value[word:]) == 0 {
			word++
		}
		i = r.firstNonBlank(i, r.chunk.end)
		if i+word > r.chunk.end || string(r.data[i:i+word]) != value[:word] {
			return end, value
		}
		i += word
		end = i
		rest = value[word:]
		if leadingBlanks(rest) == len(rest) {
			return end, rest
		}
		value = rest
	}
}

// leadingBlanks returns the length of the leading blanks and line breaks of a decoded value.
func leadingBlanks(s string) int {
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

func endsWithBlank(s string) bool { return s != "" && isBlank(s[len(s)-1]) }

// blockEnd returns the end of the block scalar whose header is at i: the end of its last line of content, without the
// line break, or the end of the header if there is no content.
func (r *yamlReader) blockEnd(i int, value string, literal bool) int {
	headerEnd := i + 1
	for headerEnd < r.chunk.end &&
		(r.data[headerEnd] == '+' || r.data[headerEnd] == '-' || r.data[headerEnd] >= '1' && r.data[headerEnd] <= '9') {
		headerEnd++
	}
	if value == "" {
		return headerEnd
	}
	line := headerEnd
	for line < r.chunk.end && r.breakLen(line) == 0 {
		line++
	}
	// Each line of the value is a line of the text, except that folding joins lines: for a folded scalar, match finds
	// the last line with text, and lines are counted from there.
	if !literal {
		if end, rest := r.matchValue(line, value); end > line {
			line, value = end, rest
		} else {
			value = "\n" + value
		}
	} else {
		value = "\n" + value
	}
	return r.lineEndBelow(line, countBreaks(value), value)
}

// lineEndBelow returns the end of the line that is count lines below offset i. A trailing line break of the value ends
// its last line and does not start another one.
func (r *yamlReader) lineEndBelow(i, count int, value string) int {
	if endsWithBreak(value) {
		count--
	}
	for {
		for i < r.chunk.end && r.breakLen(i) == 0 {
			i++
		}
		if count <= 0 || i >= r.chunk.end {
			return i
		}
		i += r.breakLen(i)
		count--
	}
}

func countBreaks(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\u2028") + strings.Count(s, "\u2029")
}

func endsWithBreak(s string) bool {
	return strings.HasSuffix(s, "\n") || strings.HasSuffix(s, "\u2028") || strings.HasSuffix(s, "\u2029")
}
