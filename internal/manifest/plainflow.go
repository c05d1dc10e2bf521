package manifest

import "strings"

// flow parses a flow collection or a value inside one and moves past it.
func (r *plainReader) flow(depth int) *Node {
	if r.pos == r.eol {
		return nil
	}
	switch r.data[r.pos] {
	case '[':
		return r.flowSequence(depth)
	case '{':
		return r.flowMapping(depth)
	case '"', '\'':
		return r.quotedScalar()
	default:
		return r.flowScalar()
	}
}

// skipFlowSpace skips blanks, comments and line breaks in a flow collection.
func (r *plainReader) skipFlowSpace() bool {
	if r.atLineEnd() {
		return r.nextLine() && r.indent >= 0
	}
	r.skipBlanks()
	return true
}

// nextFlowEntry moves past the comma after an entry; end is true if the closing bracket follows.
func (r *plainReader) nextFlowEntry(closing byte) (end, ok bool) {
	if !r.skipFlowSpace() {
		return false, false
	}
	switch r.data[r.pos] {
	case closing:
		return true, true
	case ',':
		r.pos++
		if !r.skipFlowSpace() {
			return false, false
		}
		return r.data[r.pos] == closing, true
	}
	return false, false
}

func (r *plainReader) flowSequence(depth int) *Node {
	n := r.collection(Sequence, depth)
	if n == nil {
		return nil
	}
	first := len(r.items)
	r.pos++
	ok := r.skipFlowSpace()
	end := ok && r.data[r.pos] == ']'
	for ok && !end {
		item := r.flow(depth + 1)
		if item == nil {
			return nil
		}
		r.items = append(r.items, item)
		end, ok = r.nextFlowEntry(']')
	}
	if !ok {
		return nil
	}
	r.pos++
	n.Span.End = r.pos
	r.closeSequence(n, first)
	return n
}

func (r *plainReader) flowMapping(depth int) *Node {
	n := r.collection(Mapping, depth)
	if n == nil {
		return nil
	}
	first := len(r.pairs)
	r.pos++
	ok := r.skipFlowSpace()
	end := ok && r.data[r.pos] == '}'
	for ok && !end {
		key, known := r.key()
		if !known {
			return nil
		}
		value := r.flowValue(depth + 1)
		if value == nil {
			return nil
		}
		r.pairs = append(r.pairs, Pair{key, value})
		end, ok = r.nextFlowEntry('}')
	}
	if !ok {
		return nil
	}
	r.pos++
	n.Span.End = r.pos
	r.closeMapping(n, first)
	return n
}

// flowValue parses the value after a colon in braces.
func (r *plainReader) flowValue(depth int) *Node {
	after := r.pos
	if !r.skipFlowSpace() {
		return nil
	}
	if c := r.data[r.pos]; c == ',' || c == '}' {
		return r.node(Null, after, after)
	}
	return r.flow(depth)
}

// flowScalar parses an unquoted scalar in a flow collection. It must end on its line: if no comma or bracket follows,
// the collection fails.
func (r *plainReader) flowScalar() *Node {
	i := r.pos
	if !r.startsPlain(i) {
		return nil
	}
	for i < r.eol {
		c := r.data[i]
		switch {
		case c == '#' && r.data[i-1] == ' ', c == ',', c == ']', c == '}':
			return r.scalar(i)
		case wordBytes[c], c >= 0x80, strings.IndexByte(" #=()%&;'?", c) >= 0:
		case c == ':' && i+1 < r.eol && wordBytes[r.data[i+1]]:
		default:
			return nil
		}
		i++
	}
	return r.scalar(i)
}
