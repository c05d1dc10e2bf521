package manifest

import (
	"bytes"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// plainReader parses YAML documents in the style of nearly all manifests: block mappings and sequences, flow
// collections, single-line scalars and block scalars. It builds the nodes in one pass over the text, in a tenth of the
// time of yamlReader, and gives up on anything that is rarer or invalid: anchors, tags, escapes, multiline scalars.
// yamlReader then parses the document from the start, so that yaml.v3 defines what YAML is; FuzzPlain checks that both
// produce the same nodes.
type plainReader struct {
	*sourceText
	*scratch

	chunk    chunk
	limits   Limits
	used     *usage
	problems []problem.Problem
	// fileText is the text of the file, which the texts of all scalars are slices of.
	fileText string
	// line is the current line, pos its next byte, eol the end of its text.
	line, pos, eol int
	// indent is the indentation of the line, -1 after the last one.
	indent int
}

// document parses the document. It returns nil if this reader does not support it or if a limit is exceeded, which the
// other reader reports.
func (r *plainReader) document() *Node {
	if !r.ascii && r.hasAmbiguousBreaks() {
		return nil
	}
	r.pairs, r.items = r.pairs[:0], r.items[:0]
	r.line = r.chunk.line - 1
	if !r.nextLine() {
		return nil
	}
	if r.indent == 0 && r.marker(r.pos, r.chunk.end) == '-' {
		r.pos += len("---")
		if !r.atLineEnd() || !r.nextLine() {
			return nil
		}
	}
	if r.indent < 0 {
		return nil
	}
	root := r.blockCollection(1)
	if root == nil || r.indent >= 0 {
		return nil
	}
	return root
}

// hasAmbiguousBreaks reports whether the document contains a line break or a mark on which YAML 1.1 and 1.2 disagree.
func (r *plainReader) hasAmbiguousBreaks() bool {
	for _, mark := range []string{"\u0085", "\u2028", "\u2029", bom} {
		if bytes.Contains(r.data[r.chunk.start:r.chunk.end], []byte(mark)) {
			return true
		}
	}
	return false
}

// enterLine moves to the given line; it returns false if the line is past the end of the document.
func (r *plainReader) enterLine(line int) bool {
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

// nextLine moves to the next line that has more than white space and a comment, or past the last line. It returns false
// if the line starts with a tab, which this reader does not support.
func (r *plainReader) nextLine() bool {
	for r.enterLine(r.line + 1) {
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

// atLineEnd reports whether only blanks and a comment are left on the line.
func (r *plainReader) atLineEnd() bool {
	i := r.pos
	for i < r.eol && r.data[i] == ' ' {
		i++
	}
	return i == r.eol || r.data[i] == '#' && (i > r.pos || i == r.lines[r.line])
}

// skipBlanks skips blanks.
func (r *plainReader) skipBlanks() {
	for r.pos < r.eol && r.data[r.pos] == ' ' {
		r.pos++
	}
}

func (r *plainReader) column() int { return r.pos - r.lines[r.line] }

// atDash reports whether an item of a block sequence starts here.
func (r *plainReader) atDash() bool {
	return r.pos < r.eol && r.data[r.pos] == '-' && (r.pos+1 == r.eol || r.data[r.pos+1] == ' ')
}

// node returns a new node, or nil if the file would exceed its limit.
func (r *plainReader) node(k Kind, start, end int) *Node {
	if r.used.nodes++; r.used.nodes > r.limits.Nodes {
		return nil
	}
	n := r.slabs.node()
	n.Kind, n.Span = k, source.Span{Start: start, End: end}
	return n
}

// collection returns a new node for a collection, or nil if it is nested too deeply.
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

// blockCollection parses the block mapping or sequence that starts here and moves to the line after it.
func (r *plainReader) blockCollection(depth int) *Node {
	if r.atDash() {
		return r.sequence(r.column(), depth)
	}
	return r.mapping(r.column(), depth)
}

func (r *plainReader) mapping(column, depth int) *Node {
	n := r.collection(Mapping, depth)
	if n == nil {
		return nil
	}
	first := len(r.pairs)
	for more := true; more; more = r.indent == column && !r.atDash() {
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

// closeMapping moves the pairs from index first on to a mapping.
func (r *plainReader) closeMapping(n *Node, first int) {
	n.Pairs = append(r.slabs.pairList(len(r.pairs)-first), r.pairs[first:]...)
	r.pairs = r.pairs[:first]
	r.problems = append(r.problems, n.removeDuplicates(r.file)...)
}

// closeSequence moves the items from index first on to a sequence.
func (r *plainReader) closeSequence(n *Node, first int) {
	n.Items = append(r.slabs.itemList(len(r.items)-first), r.items[first:]...)
	r.items = r.items[:first]
}

// key parses a key and moves past its colon; ok is false if this reader does not support it.
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

// keyText returns the key that starts here and the offset after it, or 0 if there is no single-line key followed by a
// colon and a blank.
func (r *plainReader) keyText() (text string, end int) {
	const maxKey = 500 // YAML limits the length of a key
	i := r.pos
	if i < r.eol && (r.data[i] == '"' || r.data[i] == '\'') {
		text, i = r.quoted()
	} else if i < r.eol && r.startsPlain(i) {
		for i < r.eol && wordBytes[r.data[i]] {
			i++
		}
		text = r.fileText[r.pos:i]
	}
	if i == r.pos || i-r.pos > maxKey || i >= r.eol || r.data[i] != ':' || i+1 < r.eol && r.data[i+1] != ' ' {
		return "", 0
	}
	return text, i
}

// wordBytes are the bytes of an unquoted key and those without a special meaning in any plain scalar.
var wordBytes = byteSet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./$@+")

// firstBytes are the bytes that may start a plain scalar; a "-" must be followed by one of wordBytes.
var firstBytes = byteSet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./$+(~")

func byteSet(all string) (set [256]bool) {
	for _, c := range []byte(all) {
		set[c] = true
	}
	return set
}

// value parses the value after the colon of a key in the given column.
func (r *plainReader) value(column, depth int) *Node {
	after := r.pos
	if !r.atLineEnd() {
		r.skipBlanks()
		return r.inline(column, depth)
	}
	switch {
	case !r.nextLine():
		return nil
	case r.indent > column:
		return r.blockCollection(depth)
	case r.indent == column && r.atDash():
		return r.sequence(column, depth)
	default:
		return r.node(Null, after, after)
	}
}

func (r *plainReader) sequence(column, depth int) *Node {
	n := r.collection(Sequence, depth)
	if n == nil {
		return nil
	}
	first := len(r.items)
	for more := true; more; more = r.indent == column && r.atDash() {
		r.pos++
		item := r.item(column, depth+1)
		if item == nil {
			return nil
		}
		r.items = append(r.items, item)
		n.Span.End = item.Span.End
	}
	r.closeSequence(n, first)
	return n
}

// item parses the value after the dash of a sequence in the given column.
func (r *plainReader) item(column, depth int) *Node {
	after := r.pos
	if r.atLineEnd() {
		switch {
		case !r.nextLine():
			return nil
		case r.indent > column:
			return r.blockCollection(depth)
		default:
			return r.node(Null, after, after)
		}
	}
	r.skipBlanks()
	if r.atDash() {
		return r.sequence(r.column(), depth)
	}
	if _, end := r.keyText(); end > 0 {
		return r.mapping(r.column(), depth)
	}
	return r.inline(column, depth)
}

// inline parses a value that starts on this line, inside a collection in the given column, and moves to the line after
// it.
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
	if n == nil || !r.atLineEnd() || !r.nextLine() {
		return nil
	}
	return n
}

// quoted returns the text of a quoted scalar that ends on this line and has no escapes, and the offset after it. For
// any other scalar, end is the current offset.
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
			text = r.fileText[r.pos+1 : i]
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

// plainScalar parses an unquoted scalar up to the end of the line or its comment. If the next line continued it, that
// line would be indented more than the surrounding collection, which then finds neither a key nor an item.
func (r *plainReader) plainScalar() *Node {
	i := r.pos
	if !r.startsPlain(i) {
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

// startsPlain reports whether a plain scalar can start at i.
func (r *plainReader) startsPlain(i int) bool {
	c := r.data[i]
	return firstBytes[c] && (c != '-' || i+1 < r.eol && wordBytes[r.data[i+1]]) || c >= 0x80
}

// scalar returns a node for the plain scalar from here to end, without trailing blanks.
func (r *plainReader) scalar(end int) *Node {
	for r.data[end-1] == ' ' {
		end--
	}
	n := r.node(Null, r.pos, end)
	if n != nil {
		n.Kind, n.Text = resolve(r.fileText[r.pos:end])
		r.pos = end
	}
	return n
}
