package manifest

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// yamlReader converts one YAML document to nodes. It walks the tree of yaml.v3 and the text in parallel: the tree
// contains the values and their unreliable positions; the text yields the exact spans.
type yamlReader struct {
	*text

	chunk    chunk
	limits   Limits
	used     *budget
	slabs    *slabs
	problems []problem.Problem
	// pos is the offset up to which the text has been read.
	pos int
	// column caches the last position found in a line with multibyte characters.
	column struct{ line, column, offset int }
	// anchors contains the values that aliases may refer to.
	anchors map[*yaml.Node]*anchored
	// nodesOver, aliasesOver and depthOver are the locations at which a limit was first exceeded, or nil.
	nodesOver, aliasesOver, depthOver *source.Span
	// deepest is the greatest depth found over the limit.
	deepest int
	// flow is the number of open brackets and braces.
	flow int
}

// anchored is a value that aliases refer to.
type anchored struct {
	size

	node *Node
	// done is false while the value is being read: an alias to it is then inside it.
	done bool
}

// size is the cost of walking a value: its number of keys and values, each counted once for every alias through which
// it is reached, and its number of levels.
type size struct{ nodes, height int }

// maxSum prevents sums of sizes from overflowing.
const maxSum = 1 << 50

func (s *size) add(t size) {
	s.nodes = min(s.nodes+t.nodes, maxSum)
	s.height = max(s.height, t.height)
}

// document parses the document. It returns nil and no problem if there are only comments.
func (r *yamlReader) document() (root *Node, found *problem.Problem) {
	if r.trivia(r.contentOf(r.chunk)) == r.chunk.end {
		return nil, nil // an empty document needs no parser
	}
	input, mark := r.input()
	dec := yaml.NewDecoder(bytes.NewReader(input))
	var doc yaml.Node
	if err := decode(dec, &doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, r.explain(r.failure(dec, err))
	}
	var rest yaml.Node
	if err := decode(dec, &rest); !errors.Is(err, io.EOF) {
		return nil, r.explain(r.failure(dec, err))
	}
	if r.marker(r.pos, r.chunk.end) == '-' {
		r.pos += len("---")
	}
	unmark(&doc, mark)
	root, _ = r.value(doc.Content[0], 1)
	switch { // report one problem, with the final counts
	case r.aliasesOver != nil:
		r.problems = append(r.problems, tooManyAliased(r.file, *r.aliasesOver, r.used.aliased, r.limits.Aliases))
	case r.nodesOver != nil:
		r.problems = append(r.problems, tooManyNodes(r.file, *r.nodesOver, r.used.nodes, r.limits.Nodes))
	case r.depthOver != nil:
		r.problems = append(r.problems, tooDeep(r.file, *r.depthOver, levels(r.deepest), r.limits.Depth))
	}
	return root, nil
}

// input returns the text of the document with the changes that yaml.v3 needs. It rejects "%YAML 1.2", although it can
// read such documents. In flow style, it takes a question mark inside a word for an indicator; input replaces the
// question mark with mark, a character that does not occur in the text, and unmark restores it. mark is 0 if nothing
// was replaced.
func (r *yamlReader) input() (input []byte, mark byte) {
	input = r.data[r.chunk.start:r.chunk.end]
	if first := r.trivia(r.chunk.start) - r.chunk.start; first < len(input) && input[first] == '%' {
		if version := regexp.MustCompile(`(?m)^%YAML[ \t]+1\.2[ \t\r\n]`).FindIndex(input[first:]); version != nil {
			input = bytes.Clone(input)
			input[first+version[1]-2] = '1'
		}
	}
	i := bytes.IndexByte(input, '?')
	if i < 0 || !bytes.ContainsAny(input, "[{") {
		return input, 0
	}
	free := strings.IndexFunc(marks, func(c rune) bool { return bytes.IndexByte(input, byte(c)) < 0 })
	if free < 0 {
		return input, 0
	}
	mark, input = marks[free], bytes.Clone(input)
	for ; i < len(input); i++ {
		if input[i] == '?' && insideWord(input[:i]) {
			input[i] = mark
		}
	}
	return input, mark
}

// insideWord reports whether text that follows before would continue a word.
func insideWord(before []byte) bool {
	last, _ := utf8.DecodeLastRune(before)
	return len(before) > 0 && !strings.ContainsRune(" \t\r\n\u0085\u2028\u2029[]{},", last)
}

// marks are the characters that may replace a question mark.
const marks = "^;$|_ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// unmark restores the question marks.
func unmark(y *yaml.Node, mark byte) {
	if mark == 0 {
		return
	}
	for _, text := range []*string{&y.Value, &y.Anchor, &y.Tag} {
		*text = strings.ReplaceAll(*text, string(mark), "?")
	}
	for _, c := range y.Content {
		unmark(c, mark)
	}
}

var errPanic = errors.New("parser panicked")

// decode parses the next document. The parser of yaml.v3 panics on a few inputs.
func decode(dec *yaml.Decoder, into *yaml.Node) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanic
		}
	}()
	return dec.Decode(into)
}

// value converts a value. It returns a node even if it finds problems.
func (r *yamlReader) value(y *yaml.Node, depth int) (*Node, size) {
	if y.Kind == yaml.AliasNode {
		return r.alias(y, depth)
	}
	var anchor *anchored
	if y.Anchor != "" {
		anchor = &anchored{}
		if r.anchors == nil {
			r.anchors = map[*yaml.Node]*anchored{}
		}
		r.anchors[y] = anchor
	}
	n := r.slabs.node()
	r.used.nodes++
	s := size{nodes: 1}
	switch {
	case y.Kind == yaml.ScalarNode:
		r.scalar(n, y)
		s.nodes += len(n.Text) / textOfNode
	case depth > r.limits.Depth:
		n.Span = source.Span{Start: r.offset(y), End: r.offset(y)}
		r.deepest = max(r.deepest, depth-1+height(y))
		remember(&r.depthOver, n.Span)
	case y.Kind == yaml.MappingNode:
		s = r.mapping(n, y, depth)
	default:
		s = r.sequence(n, y, depth)
	}
	if r.used.nodes > r.limits.Nodes {
		remember(&r.nodesOver, n.Span)
	}
	if anchor != nil {
		anchor.node, anchor.size, anchor.done = n, s, true
	}
	return n, s
}

// remember sets a location that is not set yet.
func remember(offsetAt **source.Span, at source.Span) {
	if *offsetAt == nil {
		*offsetAt = &at
	}
}

// height returns the number of levels of collections in a tree, whose depth yaml.v3 has already bounded.
func height(y *yaml.Node) int {
	h := 0
	if y.Kind == yaml.MappingNode || y.Kind == yaml.SequenceNode {
		h = 1
	}
	below := 0
	for _, c := range y.Content {
		below = max(below, height(c))
	}
	return h + below
}

func (r *yamlReader) alias(y *yaml.Node, depth int) (*Node, size) {
	at := source.Span{Start: r.offset(y)}
	at.End = min(at.Start+1+len(y.Value), r.chunk.end)
	r.pos = at.End
	r.checkAnchorName(at.Start, at.End)
	to := r.anchors[y.Alias]
	if to == nil || !to.done {
		r.wrong(at, "anchor "+quoted(y.Value)+" contains itself", "write the value out instead of the alias")
		n := r.slabs.node()
		n.Span = at
		return n, size{nodes: 1}
	}
	r.used.aliased = min(r.used.aliased+to.nodes, maxSum)
	r.used.nodes = min(r.used.nodes+to.nodes, maxSum)
	if r.used.aliased > r.limits.Aliases {
		remember(&r.aliasesOver, at)
	}
	if r.used.nodes > r.limits.Nodes {
		remember(&r.nodesOver, at)
	}
	if d := depth - 1 + to.height; d > r.limits.Depth {
		r.deepest = max(r.deepest, d)
		remember(&r.depthOver, at)
	}
	return to.node.used(r.slabs, at), to.size
}

func (r *yamlReader) wrong(at source.Span, message, help string) {
	r.problems = append(r.problems, syntaxProblem(r.file, at, message, help))
}

func (r *yamlReader) sequence(n *Node, y *yaml.Node, depth int) size {
	r.slabs.collection(n, Sequence)
	n.Span.Start = r.begin(y)
	if y.Tag != "!!seq" {
		r.unsupported(y, n.Span.Start)
	}
	flow := y.Style&yaml.FlowStyle != 0 && r.at('[')
	if flow {
		r.pos++
		r.flow++
	}
	s := size{nodes: 1}
	n.Items = r.slabs.itemList(len(y.Content))
	for _, c := range y.Content {
		r.indicator(',', '-')
		item, t := r.value(c, depth+1)
		s.add(t)
		n.Items = append(n.Items, item)
	}
	if flow {
		r.indicator(',', ']')
		r.flow--
	}
	n.Span.End = r.pos
	s.height++
	return s
}

func (r *yamlReader) mapping(n *Node, y *yaml.Node, depth int) size {
	r.slabs.collection(n, Mapping)
	n.Span.Start = r.begin(y)
	if y.Tag != "!!map" {
		r.unsupported(y, n.Span.Start)
	}
	flow := y.Style&yaml.FlowStyle != 0
	braces := flow && r.at('{') // [a: b] has none
	if braces {
		r.pos++
	}
	if flow {
		r.flow++
	}
	s := size{nodes: 1}
	n.Pairs = r.slabs.pairList(len(y.Content) / 2)
	var merges []merged
	var merge *Node // the first merge key
	for i := 0; i+1 < len(y.Content); i += 2 {
		r.indicator(',', '?')
		r.checkQuestionMark()
		key := r.key(y.Content[i])
		if i == 0 && !braces && key != nil {
			n.Span.Start = key.Span.Start
		}
		r.indicator(':', 0)
		value, t := r.value(y.Content[i+1], depth+1)
		s.add(t)
		s.nodes++
		switch {
		case key == nil:
		case y.Content[i].Tag == "!!merge" && y.Content[i].Kind == yaml.ScalarNode:
			if merge != nil {
				r.problems = append(r.problems, mergedTwice(r.file, merge.Span, key.Span))
			} else {
				merge = key
			}
			merges = append(merges, r.merged(key, value)...)
		default:
			n.Pairs = append(n.Pairs, Pair{Key: Key{key.Text, key.Span}, Value: value})
		}
	}
	if braces {
		r.indicator(',', '}')
	}
	if flow {
		r.flow--
	}
	n.Span.End = max(r.pos, n.Span.Start)
	r.problems = append(r.problems, n.unique(r.file)...)
	if len(merges) > 0 && r.aliasesOver == nil { // over the limit, this could copy entries endlessly
		n.Pairs = r.merge(n.Pairs, merges)
		n.number()
	}
	s.height++
	return s
}

// key converts a key. A key that is an alias has the span of the alias, which is where it is written in this mapping.
// key returns nil for a key that is a collection.
func (r *yamlReader) key(y *yaml.Node) *Node {
	at := source.Span{Start: r.offset(y)}
	at.End = min(at.Start+1, r.chunk.end)
	written := y
	if y.Kind == yaml.AliasNode {
		written = y.Alias
	}
	var k *Node
	if y.Kind == yaml.AliasNode || y.Kind == yaml.ScalarNode {
		k, _ = r.value(y, 1)
		if y.Kind == yaml.AliasNode {
			at.End = r.pos
		} else {
			at = k.Span
		}
	}
	if k == nil || k.Kind == Mapping || k.Kind == Sequence {
		r.wrong(at, "a mapping or a list cannot be a key", "put the key in quotes if it is text")
		return nil
	}
	if k.Kind != String || y.Kind == yaml.AliasNode {
		k = NewNode(String, written.Value, at)
	}
	return k
}

// merged is a mapping that a merge key refers to.
type merged struct {
	node *Node
	// use is the merge key, or empty if the mapping is written in place after it.
	use source.Span
}

// merged returns the mappings that a merge key refers to.
func (r *yamlReader) merged(key, value *Node) []merged {
	list := []*Node{value}
	if value.Kind == Sequence {
		list = value.Items
	}
	_, all := value.Use()
	found := make([]merged, 0, len(list))
	for _, n := range list {
		m := merged{node: n}
		if _, used := n.Use(); used || all {
			m.use = key.Span
		}
		found = append(found, m)
		if n.Kind != Mapping {
			r.wrong(n.Span, `the merge key "<<" takes a mapping or a list of mappings`, "give it aliases of mappings, as in <<: *defaults")
			return nil
		}
	}
	return found
}

// merge appends the entries of other mappings to a mapping's own; the first occurrence of a key wins.
func (r *yamlReader) merge(pairs []Pair, from []merged) []Pair {
	seen := make(map[string]struct{}, len(pairs))
	for i := range pairs {
		seen[pairs[i].Key.Text] = struct{}{}
	}
	pairs = slices.Clip(pairs)
	for _, m := range from {
		for _, p := range m.node.Pairs {
			if _, ok := seen[p.Key.Text]; ok {
				continue
			}
			seen[p.Key.Text] = struct{}{}
			if m.use.End > 0 {
				p.Value = p.Value.used(r.slabs, m.use)
			}
			pairs = append(pairs, p)
		}
	}
	return pairs
}
