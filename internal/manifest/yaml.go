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
	*sourceText

	chunk    chunk
	limits   Limits
	used     *usage
	slabs    *slabs
	problems []problem.Problem
	// pos is the offset up to which the text has been read.
	pos int
	// column caches the last position found in a line with multibyte characters.
	column struct{ line, column, offset int }
	// anchors contains the values that aliases may refer to.
	anchors map[*yaml.Node]*anchoredValue
	// nodesExceeded, aliasesExceeded and depthExceeded are the locations at which a limit was first exceeded, or nil.
	nodesExceeded, aliasesExceeded, depthExceeded *source.Span
	// deepest is the greatest depth found over the limit.
	deepest int
	// flow is the number of open brackets and braces.
	flow int
}

// anchoredValue is a value that aliases refer to.
type anchoredValue struct {
	cost

	node *Node
	// done is false while the value is being read: an alias to it is then inside it.
	done bool
}

// cost is the cost of visiting a value: its number of keys and values, each counted once for every alias through which
// it is reached, and its number of levels.
type cost struct{ nodes, height int }

// maxSum prevents sums of sizes from overflowing.
const maxSum = 1 << 50

func (s *cost) add(t cost) {
	s.nodes = min(s.nodes+t.nodes, maxSum)
	s.height = max(s.height, t.height)
}

// document parses the document. It returns nil and no problem if there are only comments.
func (r *yamlReader) document() (root *Node, found *problem.Problem) {
	if r.skipTrivia(r.contentStart(r.chunk)) == r.chunk.end {
		return nil, nil // an empty document needs no parser
	}
	input, placeholder := r.input()
	dec := yaml.NewDecoder(bytes.NewReader(input))
	var doc yaml.Node
	if err := decode(dec, &doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, r.explain(r.locateFailure(dec, err))
	}
	var rest yaml.Node
	if err := decode(dec, &rest); !errors.Is(err, io.EOF) {
		return nil, r.explain(r.locateFailure(dec, err))
	}
	if r.marker(r.pos, r.chunk.end) == '-' {
		r.pos += len("---")
	}
	restoreQuestionMarks(&doc, placeholder)
	root, _ = r.value(doc.Content[0], 1)
	switch { // report one problem, with the final counts
	case r.aliasesExceeded != nil:
		r.problems = append(r.problems, tooManyAliased(r.file, *r.aliasesExceeded, r.used.aliased, r.limits.Aliases))
	case r.nodesExceeded != nil:
		r.problems = append(r.problems, tooManyNodes(r.file, *r.nodesExceeded, r.used.nodes, r.limits.Nodes))
	case r.depthExceeded != nil:
		r.problems = append(r.problems, tooDeep(r.file, *r.depthExceeded, levels(r.deepest), r.limits.Depth))
	}
	return root, nil
}

// input returns the text of the document with the changes that yaml.v3 needs. The library rejects "%YAML 1.2", although
// it can read such documents. In flow style, it takes a question mark inside a word for an indicator; input replaces the
// question mark with placeholder, a character that does not occur in the text, and restoreQuestionMarks restores it.
// placeholder is 0 if nothing was replaced.
func (r *yamlReader) input() (input []byte, placeholder byte) {
	input = r.data[r.chunk.start:r.chunk.end]
	if first := r.skipTrivia(r.chunk.start) - r.chunk.start; first < len(input) && input[first] == '%' {
		if version := regexp.MustCompile(`(?m)^%YAML[ \t]+1\.2[ \t\r\n]`).FindIndex(input[first:]); version != nil {
			input = bytes.Clone(input)
			input[first+version[1]-2] = '1'
		}
	}
	i := bytes.IndexByte(input, '?')
	if i < 0 || !bytes.ContainsAny(input, "[{") {
		return input, 0
	}
	free := strings.IndexFunc(placeholders, func(c rune) bool { return bytes.IndexByte(input, byte(c)) < 0 })
	if free < 0 {
		return input, 0
	}
	placeholder, input = placeholders[free], bytes.Clone(input)
	for ; i < len(input); i++ {
		if input[i] == '?' && endsInWord(input[:i]) {
			input[i] = placeholder
		}
	}
	return input, placeholder
}

// endsInWord reports whether text that follows before would continue a word.
func endsInWord(before []byte) bool {
	last, _ := utf8.DecodeLastRune(before)
	return len(before) > 0 && !strings.ContainsRune(" \t\r\n\u0085\u2028\u2029[]{},", last)
}

// placeholders are the characters that may replace a question mark.
const placeholders = "^;$|_ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// restoreQuestionMarks replaces the placeholder in a tree with question marks again.
func restoreQuestionMarks(y *yaml.Node, placeholder byte) {
	if placeholder == 0 {
		return
	}
	for _, text := range []*string{&y.Value, &y.Anchor, &y.Tag} {
		*text = strings.ReplaceAll(*text, string(placeholder), "?")
	}
	for _, c := range y.Content {
		restoreQuestionMarks(c, placeholder)
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
func (r *yamlReader) value(y *yaml.Node, depth int) (*Node, cost) {
	if y.Kind == yaml.AliasNode {
		return r.alias(y, depth)
	}
	var anchor *anchoredValue
	if y.Anchor != "" {
		anchor = &anchoredValue{}
		if r.anchors == nil {
			r.anchors = map[*yaml.Node]*anchoredValue{}
		}
		r.anchors[y] = anchor
	}
	n := r.slabs.node()
	r.used.nodes++
	s := cost{nodes: 1}
	switch {
	case y.Kind == yaml.ScalarNode:
		r.scalar(n, y)
		s.nodes += len(n.Text) / bytesPerNode
	case depth > r.limits.Depth:
		n.Span = source.Span{Start: r.nodeOffset(y), End: r.nodeOffset(y)}
		r.deepest = max(r.deepest, depth-1+height(y))
		setFirst(&r.depthExceeded, n.Span)
	case y.Kind == yaml.MappingNode:
		s = r.mapping(n, y, depth)
	default:
		s = r.sequence(n, y, depth)
	}
	if r.used.nodes > r.limits.Nodes {
		setFirst(&r.nodesExceeded, n.Span)
	}
	if anchor != nil {
		anchor.node, anchor.cost, anchor.done = n, s, true
	}
	return n, s
}

// setFirst sets a location that is not set yet.
func setFirst(dst **source.Span, at source.Span) {
	if *dst == nil {
		*dst = &at
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

func (r *yamlReader) alias(y *yaml.Node, depth int) (*Node, cost) {
	at := source.Span{Start: r.nodeOffset(y)}
	at.End = min(at.Start+1+len(y.Value), r.chunk.end)
	r.pos = at.End
	r.checkAnchorName(at.Start, at.End)
	target := r.anchors[y.Alias]
	if target == nil || !target.done {
		r.syntaxError(at, "anchor "+quoted(y.Value)+" contains itself", "write the value out instead of the alias")
		n := r.slabs.node()
		n.Span = at
		return n, cost{nodes: 1}
	}
	r.used.aliased = min(r.used.aliased+target.nodes, maxSum)
	r.used.nodes = min(r.used.nodes+target.nodes, maxSum)
	if r.used.aliased > r.limits.Aliases {
		setFirst(&r.aliasesExceeded, at)
	}
	if r.used.nodes > r.limits.Nodes {
		setFirst(&r.nodesExceeded, at)
	}
	if d := depth - 1 + target.height; d > r.limits.Depth {
		r.deepest = max(r.deepest, d)
		setFirst(&r.depthExceeded, at)
	}
	return target.node.usedAt(r.slabs, at), target.cost
}

func (r *yamlReader) syntaxError(at source.Span, message, help string) {
	r.problems = append(r.problems, syntaxProblem(r.file, at, message, help))
}

func (r *yamlReader) sequence(n *Node, y *yaml.Node, depth int) cost {
	r.slabs.collection(n, Sequence)
	n.Span.Start = r.enterNode(y)
	if y.Tag != "!!seq" {
		r.unsupportedTag(y, n.Span.Start)
	}
	flow := y.Style&yaml.FlowStyle != 0 && r.nextIs('[')
	if flow {
		r.pos++
		r.flow++
	}
	s := cost{nodes: 1}
	n.Items = r.slabs.itemList(len(y.Content))
	for _, c := range y.Content {
		r.skipIndicators(',', '-')
		item, t := r.value(c, depth+1)
		s.add(t)
		n.Items = append(n.Items, item)
	}
	if flow {
		r.skipIndicators(',', ']')
		r.flow--
	}
	n.Span.End = r.pos
	s.height++
	return s
}

func (r *yamlReader) mapping(n *Node, y *yaml.Node, depth int) cost {
	r.slabs.collection(n, Mapping)
	n.Span.Start = r.enterNode(y)
	if y.Tag != "!!map" {
		r.unsupportedTag(y, n.Span.Start)
	}
	flow := y.Style&yaml.FlowStyle != 0
	braces := flow && r.nextIs('{') // [a: b] has none
	if braces {
		r.pos++
	}
	if flow {
		r.flow++
	}
	s := cost{nodes: 1}
	n.Pairs = r.slabs.pairList(len(y.Content) / 2)
	var merges []mergeSource
	var mergeKey *Node // the first merge key
	for i := 0; i+1 < len(y.Content); i += 2 {
		r.skipIndicators(',', '?')
		r.checkQuestionMark()
		key := r.key(y.Content[i])
		if i == 0 && !braces && key != nil {
			n.Span.Start = key.Span.Start
		}
		r.skipIndicators(':', 0)
		value, t := r.value(y.Content[i+1], depth+1)
		s.add(t)
		s.nodes++
		switch {
		case key == nil:
		case y.Content[i].Tag == "!!merge" && y.Content[i].Kind == yaml.ScalarNode:
			if mergeKey != nil {
				r.problems = append(r.problems, duplicateMergeKey(r.file, mergeKey.Span, key.Span))
			} else {
				mergeKey = key
			}
			merges = append(merges, r.mergeSources(key, value)...)
		default:
			n.Pairs = append(n.Pairs, Pair{Key: Key{key.Text, key.Span}, Value: value})
		}
	}
	if braces {
		r.skipIndicators(',', '}')
	}
	if flow {
		r.flow--
	}
	n.Span.End = max(r.pos, n.Span.Start)
	r.problems = append(r.problems, n.removeDuplicates(r.file)...)
	if len(merges) > 0 && r.aliasesExceeded == nil { // over the limit, this could copy entries endlessly
		n.Pairs = r.merge(n.Pairs, merges)
		n.indexKeys()
	}
	s.height++
	return s
}

// key converts a key. A key that is an alias has the span of the alias, which is where it is written in this mapping.
// key returns nil for a key that is a collection.
func (r *yamlReader) key(y *yaml.Node) *Node {
	at := source.Span{Start: r.nodeOffset(y)}
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
		r.syntaxError(at, "a mapping or a list cannot be a key", "put the key in quotes if it is text")
		return nil
	}
	if k.Kind != String || y.Kind == yaml.AliasNode {
		k = NewNode(String, written.Value, at)
	}
	return k
}

// mergeSource is a mapping that a merge key refers to.
type mergeSource struct {
	node *Node
	// use is the merge key, or empty if the mapping is written in place after it.
	use source.Span
}

// mergeSources returns the mappings that a merge key refers to.
func (r *yamlReader) mergeSources(key, value *Node) []mergeSource {
	list := []*Node{value}
	if value.Kind == Sequence {
		list = value.Items
	}
	_, all := value.Use()
	found := make([]mergeSource, 0, len(list))
	for _, n := range list {
		m := mergeSource{node: n}
		if _, used := n.Use(); used || all {
			m.use = key.Span
		}
		found = append(found, m)
		if n.Kind != Mapping {
			r.syntaxError(n.Span, `the merge key "<<" takes a mapping or a list of mappings`, "give it aliases of mappings, as in <<: *defaults")
			return nil
		}
	}
	return found
}

// merge appends the entries of other mappings to a mapping's own; the first occurrence of a key wins.
func (r *yamlReader) merge(pairs []Pair, from []mergeSource) []Pair {
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
				p.Value = p.Value.usedAt(r.slabs, m.use)
			}
			pairs = append(pairs, p)
		}
	}
	return pairs
}
