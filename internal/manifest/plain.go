package manifest

import (
	"bytes"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// plainReader reads a YAML document that is written as nearly all manifests are: mappings and lists by
// indentation, collections in brackets, scalars on one line, and blocks of text. It makes nodes of the
// text in one pass, in a tenth of the time of yamlReader, and gives up on all that is rarer or wrong:
// anchors, tags, escapes, scalars over several lines. yamlReader then reads the document from the start,
// so that YAML is what yaml.v3 says it is; FuzzPlain holds the two to the same nodes.
type plainReader struct {
	*text
	*scratch

	chunk    chunk
	limits   Limits
	used     *budget
	problems []problem.Problem
	// whole is the text of the file, of which the texts of all scalars are parts.
	whole string
	// line is the line being read, pos the next byte of it, eol the end of its text.
	line, pos, eol int
	// indent is that of the line, -1 behind the last one.
	indent int
}

// document reads the document; nil means that it is not for this reader. The limits are for the other
// reader to report, too.
func (r *plainReader) document() *Node {
	if !r.ascii && r.unusual() {
		return nil
	}
	r.pairs, r.items = r.pairs[:0], r.items[:0]
	r.line = r.chunk.line - 1
	if !r.advance() {
		return nil
	}
	if r.indent == 0 && r.marker(r.pos, r.chunk.end) == '-' {
		r.pos += len("---")
		if !r.done() || !r.advance() {
			return nil
		}
	}
	if r.indent < 0 {
		return nil
	}
	root := r.block(1)
	if root == nil || r.indent >= 0 {
		return nil
	}
	return root
}

// unusual reports whether the document holds a line break or a mark that YAML 1.1 and 1.2 do not agree upon.
func (r *plainReader) unusual() bool {
	for _, mark := range []string{"\u0085", "\u2028", "\u2029", bom} {
		if bytes.Contains(r.data[r.chunk.start:r.chunk.end], []byte(mark)) {
			return true
		}
	}
	return false
}

// enter makes line the one being read; false means that it is behind the document.
func (r *plainReader) enter(line int) bool {
	if line >= len(r.lines) || r.lines[line] >= r.chunk.end {
		r.line, r.indent, r.pos, r.eol = line, -1, r.chunk.end, r.chunk.end
		return false
	}
	start, end := r.lines[line], r.chunk.end
	if line+1 < len(r.lines) {
		end = min(end, r.lines[line+1])
	}
	if end > start && r.data[end-1] == '\n' {
		end--
	}
	if end > start && r.data[end-1] == '\r' {
		end--
	}
	i := start
	for i < end && r.data[i] == ' ' {
		i++
	}
	r.line, r.pos, r.eol, r.indent = line, i, end, i-start
	return true
}

// advance goes to the next line that is more than blanks, tabs and a comment, or behind the last one.
func (r *plainReader) advance() bool {
	for r.enter(r.line + 1) {
		if r.pos < r.eol && r.data[r.pos] != '#' {
			if r.data[r.pos] != '\t' {
				return true
			}
			if len(bytes.Trim(r.data[r.pos:r.eol], " \t")) > 0 {
				return false
			}
		}
	}
	return true
}

// done reports whether nothing but blanks and a comment is left of the line.
func (r *plainReader) done() bool {
	i := r.pos
	for i < r.eol && r.data[i] == ' ' {
		i++
	}
	return i == r.eol || r.data[i] == '#' && (i > r.pos || i == r.lines[r.line])
}

// skip passes over blanks.
func (r *plainReader) skip() {
	for r.pos < r.eol && r.data[r.pos] == ' ' {
		r.pos++
	}
}

func (r *plainReader) column() int { return r.pos - r.lines[r.line] }

// dash reports whether an item of a list begins here.
func (r *plainReader) dash() bool {
	return r.pos < r.eol && r.data[r.pos] == '-' && (r.pos+1 == r.eol || r.data[r.pos+1] == ' ')
}

// node returns a new node, nil where the file would have too many.
func (r *plainReader) node(k Kind, start, end int) *Node {
	if r.used.nodes++; r.used.nodes > r.limits.Nodes {
		return nil
	}
	n := r.slabs.node()
	n.Kind, n.Span = k, source.Span{Start: start, End: end}
	return n
}

// collection returns the node of a collection, nil where it would be too deep.
func (r *plainReader) collection(k Kind, depth int) *Node {
	if depth > r.limits.Depth {
		return nil
	}
	n := r.node(k, r.pos, r.pos)
	if n != nil {
		r.slabs.collection(n, k)
	}
	return n
}

// block reads the mapping or list that begins here by its indentation, and goes to the line behind it.
func (r *plainReader) block(depth int) *Node {
	if r.dash() {
		return r.list(r.column(), depth)
	}
	return r.mapping(r.column(), depth)
}

func (r *plainReader) mapping(column, depth int) *Node {
	n := r.collection(Mapping, depth)
	if n == nil {
		return nil
	}
	first := len(r.pairs)
	for more := true; more; more = r.indent == column && !r.dash() {
		key, ok := r.key()
		if !ok {
			return nil
		}
		value := r.value(column, depth+1)
		if value == nil {
			return nil
		}
		r.pairs = append(r.pairs, Pair{key, value})
		n.Span.End = value.Span.End
	}
	r.closeMapping(n, first)
	return n
}

// closeMapping gives a mapping the pairs from the first on.
func (r *plainReader) closeMapping(n *Node, first int) {
	n.Pairs = append(r.slabs.pairList(len(r.pairs)-first), r.pairs[first:]...)
	r.pairs = r.pairs[:first]
	r.problems = append(r.problems, n.unique(r.file)...)
}

// closeList gives a list the items from the first on.
func (r *plainReader) closeList(n *Node, first int) {
	n.Items = append(r.slabs.itemList(len(r.items)-first), r.items[first:]...)
	r.items = r.items[:first]
}

// key reads a key and goes behind its colon; ok is false where that is not for this reader.
func (r *plainReader) key() (key Key, ok bool) {
	start := r.pos
	text, end := r.keyText()
	if end == 0 {
		return Key{}, false
	}
	if r.used.nodes++; r.used.nodes > r.limits.Nodes {
		return Key{}, false
	}
	r.pos = end + len(":")
	return Key{text, source.Span{Start: start, End: end}}, true
}

// keyText returns the key that begins here and the offset behind it, 0 if it is not a key of one line with a colon
// and a blank behind it.
func (r *plainReader) keyText() (text string, end int) {
	const maxKey = 500 // YAML has a limit for the length of a key
	i := r.pos
	if i < r.eol && (r.data[i] == '"' || r.data[i] == '\'') {
		text, i = r.quoted()
	} else if i < r.eol && r.begins(i) {
		for i < r.eol && wordBytes[r.data[i]] {
			i++
		}
		text = r.whole[r.pos:i]
	}
	if i == r.pos || i-r.pos > maxKey || i >= r.eol || r.data[i] != ':' || i+1 < r.eol && r.data[i+1] != ' ' {
		return "", 0
	}
	return text, i
}

// wordBytes are the bytes of a key without quotes, and of any plain scalar.
var wordBytes = bytesOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./$@+")

// firstBytes may begin a plain scalar; a "-" needs something behind it.
var firstBytes = bytesOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./$+(~")

func bytesOf(all string) (set [256]bool) {
	for _, c := range []byte(all) {
		set[c] = true
	}
	return set
}

// value reads what is behind the colon of a key in the given column.
func (r *plainReader) value(column, depth int) *Node {
	behind := r.pos
	if !r.done() {
		r.skip()
		return r.inline(column, depth)
	}
	switch {
	case !r.advance():
		return nil
	case r.indent > column:
		return r.block(depth)
	case r.indent == column && r.dash():
		return r.list(column, depth)
	default:
		return r.node(Null, behind, behind)
	}
}

func (r *plainReader) list(column, depth int) *Node {
	n := r.collection(Sequence, depth)
	if n == nil {
		return nil
	}
	first := len(r.items)
	for more := true; more; more = r.indent == column && r.dash() {
		r.pos++
		item := r.item(column, depth+1)
		if item == nil {
			return nil
		}
		r.items = append(r.items, item)
		n.Span.End = item.Span.End
	}
	r.closeList(n, first)
	return n
}

// item reads what is behind the dash of a list in the given column.
func (r *plainReader) item(column, depth int) *Node {
	behind := r.pos
	if r.done() {
		switch {
		case !r.advance():
			return nil
		case r.indent > column:
			return r.block(depth)
		default:
			return r.node(Null, behind, behind)
		}
	}
	r.skip()
	if r.dash() {
		return r.list(r.column(), depth)
	}
	if _, end := r.keyText(); end > 0 {
		return r.mapping(r.column(), depth)
	}
	return r.inline(column, depth)
}

// inline reads a value that begins in this line, inside a collection in the given column, and goes to the
// line behind it.
func (r *plainReader) inline(column, depth int) *Node {
	var n *Node
	switch c := r.data[r.pos]; c {
	case '|', '>':
		return r.blockScalar(column)
	case '[', '{':
		n = r.flow(depth)
	case '"', '\'':
		n = r.quotedScalar()
	default:
		n = r.plainScalar()
	}
	if n == nil || !r.done() || !r.advance() {
		return nil
	}
	return n
}

// quoted returns the text of a scalar in quotes that ends in this line and has no escapes, and the offset
// behind it; else that where it begins.
func (r *plainReader) quoted() (text string, end int) {
	quote := r.data[r.pos]
	doubled := false
	for i := r.pos + 1; i < r.eol; i++ {
		switch c := r.data[i]; {
		case c == '\\' && quote == '"':
			return "", r.pos
		case c != quote:
		case quote == '\'' && i+1 < r.eol && r.data[i+1] == quote:
			doubled = true
			i++
		default:
			text = r.whole[r.pos+1 : i]
			if doubled {
				text = strings.ReplaceAll(text, "''", "'")
			}
			return text, i + 1
		}
	}
	return "", r.pos
}

func (r *plainReader) quotedScalar() *Node {
	text, end := r.quoted()
	if end == r.pos {
		return nil
	}
	n := r.node(String, r.pos, end)
	if n != nil {
		n.Text, r.pos = text, end
	}
	return n
}

// plainScalar reads a scalar without quotes up to the end of the line or its comment. A line that goes on
// with it is indented more than the collection around, which then finds neither a key nor an item.
func (r *plainReader) plainScalar() *Node {
	i := r.pos
	if !r.begins(i) {
		return nil
	}
	for i < r.eol {
		c := r.data[i]
		switch {
		case wordBytes[c]:
		case c == '\t', c == ':' && (i+1 == r.eol || r.data[i+1] == ' '):
			return nil
		}
		if c == '#' && r.data[i-1] == ' ' {
			break
		}
		i++
	}
	return r.scalar(i)
}

// begins reports whether a plain scalar can begin at i.
func (r *plainReader) begins(i int) bool {
	c := r.data[i]
	return firstBytes[c] && (c != '-' || i+1 < r.eol && wordBytes[r.data[i+1]]) || c >= 0x80
}

// scalar makes a node of the plain scalar that reaches from here to end, but for blanks.
func (r *plainReader) scalar(end int) *Node {
	for r.data[end-1] == ' ' {
		end--
	}
	n := r.node(Null, r.pos, end)
	if n != nil {
		n.Kind, n.Text = resolve(r.whole[r.pos:end])
		r.pos = end
	}
	return n
}
