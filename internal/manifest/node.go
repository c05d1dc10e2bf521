// Package manifest parses the bytes of a file into documents: trees of nodes with the exact span of each key and value.
// It is the only package that uses the YAML library. It does not interpret manifests.
package manifest

import "github.com/tenantlint/tenantlint/internal/source"

// Kind is the kind of a node as in JSON, except that integers and fractions are distinct.
type Kind uint8

// The kinds of a node.
const (
	Null Kind = iota
	Bool
	Integer
	Number
	String
	Sequence
	Mapping
)

// Node is one value of a document. Create nodes with NewNode; a scalar has neither Pairs nor Items, and they must not
// be set.
type Node struct {
	*entries

	Kind Kind
	// Text is the decoded content of a scalar: "true" or "false" for Bool, a JSON number for Integer and Number, and
	// empty for Null.
	Text string
	// Span is exactly where the value is written: it includes quotes and brackets, but no anchor, tag or comment. A
	// value reached through an alias or a merge key has the span of the original value at the anchor; Use returns where
	// it is used.
	Span source.Span
}

// entries is the content of a collection. Nodes take most of the memory of a run, and three in four have no entries.
type entries struct {
	// Pairs are the entries of a Mapping in file order, followed by merged ones.
	Pairs []Pair
	// Items are the values of a Sequence.
	Items []*Node

	extra *nodeExtra // rarely set
}

// noEntries is shared by all scalar nodes. It stays empty.
var noEntries = &entries{}

// NewNode returns a node. A collection is empty.
func NewNode(k Kind, text string, at source.Span) *Node {
	n := &Node{entries: noEntries, Kind: k, Text: text, Span: at}
	if k == Sequence || k == Mapping {
		n.entries = &entries{}
	}
	return n
}

// NewSequence returns a sequence that has no location in a file.
func NewSequence(items ...*Node) *Node {
	n := NewNode(Sequence, "", source.Span{})
	n.Items = items
	return n
}

// nodeExtra contains the fields that few nodes need.
type nodeExtra struct {
	// index maps the keys of a large mapping to their positions in Pairs.
	index map[string]int
	// use is the alias or merge key through which the value is used; empty if it is written in place.
	use source.Span
	// repeated are the entries of a mapping with a key that occurs earlier in it.
	repeated []Pair
}

// Use returns the location of the alias or merge key through which a value that is written elsewhere is used.
func (n *Node) Use() (at source.Span, ok bool) {
	if n.extra == nil {
		return source.Span{}, false
	}
	return n.extra.use, n.extra.use.End > 0
}

// Repeated returns the entries of a mapping with a key that occurs earlier in it; Pairs does not include them.
func (n *Node) Repeated() []Pair {
	if n.extra == nil {
		return nil
	}
	return n.extra.repeated
}

// NewMapping returns a mapping that has no location in a file.
func NewMapping(pairs ...Pair) *Node {
	n := NewNode(Mapping, "", source.Span{})
	n.Pairs = pairs
	return n
}

// ensureExtra returns n.extra and allocates it if necessary.
func (n *Node) ensureExtra() *nodeExtra {
	if n.entries == noEntries {
		n.entries = &entries{}
	}
	if n.extra == nil {
		n.extra = &nodeExtra{}
	}
	return n.extra
}

// usedAt returns a copy of a node that is used at an alias or merge key.
func (n *Node) usedAt(s *slabs, at source.Span) *Node {
	c := s.node()
	*c = *n
	c.entries = &entries{Pairs: n.Pairs, Items: n.Items, extra: &nodeExtra{use: at}}
	if n.extra != nil {
		c.extra.index, c.extra.repeated = n.extra.index, n.extra.repeated
	}
	return c
}

// Key is the key of an entry. It is always a string.
type Key struct {
	Text string
	// Span is where it is written, as in Node.
	Span source.Span
}

// Node returns the key as a value.
func (k Key) Node() *Node { return NewNode(String, k.Text, k.Span) }

// Pair is one entry of a mapping.
type Pair struct {
	Key Key
	// Value is never nil; a key without a value has a Null with an empty span after the colon.
	Value *Node
}

// Get returns the value under key, or nil.
func (n *Node) Get(key string) *Node {
	if p := n.Pair(key); p != nil {
		return p.Value
	}
	return nil
}

// Pair returns the entry with key, or nil.
func (n *Node) Pair(key string) *Pair {
	if n == nil {
		return nil
	}
	if n.extra != nil && n.extra.index != nil {
		if i, ok := n.extra.index[key]; ok {
			return &n.Pairs[i]
		}
		return nil
	}
	for i := range n.Pairs {
		if n.Pairs[i].Key.Text == key {
			return &n.Pairs[i]
		}
	}
	return nil
}

// Document is one YAML or JSON document that claims to be a manifest, or is the configuration.
type Document struct {
	File *source.File
	// Span is the part of the file that belongs to the document: its root, its markers and the surrounding comments.
	Span source.Span
	// Index is the position of the document in the file, counted from 0 and including documents that are not manifests.
	Index int
	// Root is a Mapping in every manifest. It is nil while the tree is released.
	Root *Node
	// InvalidHeader is true if the header is invalid, which is also reported as a problem.
	InvalidHeader bool

	intendedKind string // set if the kind is misspelled

	releasedKind, releasedName string // set by Release
}

// Kind returns the document's kind, or the intended one if it is misspelled, or "".
func (d *Document) Kind() string {
	if d.intendedKind != "" {
		return d.intendedKind
	}
	if d.Root == nil {
		return d.releasedKind
	}
	return d.headerText("kind")
}

// Misspelled reports whether the document's kind is misspelled; Kind then returns the intended one.
func (d *Document) Misspelled() bool { return d.intendedKind != "" }

// Ambiguous returns the values whose key is repeated in the same mapping, so that it is unclear which value is
// intended.
func (d *Document) Ambiguous() []*Node { return collectAmbiguous(d.Root, nil) }

func collectAmbiguous(n *Node, found []*Node) []*Node {
	for _, p := range n.Repeated() {
		if first := n.Get(p.Key.Text); first != nil {
			found = append(found, first)
		}
	}
	if _, used := n.Use(); used {
		return found // it is visited where it is written
	}
	for i := range n.Pairs {
		found = collectAmbiguous(n.Pairs[i].Value, found)
	}
	for _, item := range n.Items {
		found = collectAmbiguous(item, found)
	}
	return found
}

// Redact clears the strings that are redacted in the file, so that no later code can show them.
func (d *Document) Redact() { d.redact(d.Root) }

func (d *Document) redact(n *Node) {
	if n.Kind == String && d.File.Redacted(n.Span) {
		n.Text = ""
	}
	for i := range n.Pairs {
		if key := &n.Pairs[i].Key; d.File.Redacted(key.Span) && key.Text != string(d.File.Data[key.Span.Start:key.Span.End]) {
			key.Text = "***"
		}
		d.redact(n.Pairs[i].Value)
	}
	for _, item := range n.Items {
		d.redact(item)
	}
}

// Name returns the document's name, or "".
func (d *Document) Name() string {
	if d.Root == nil {
		return d.releasedName
	}
	return d.headerText("name")
}

func (d *Document) headerText(key string) string {
	if n := d.Root.Get(key); n != nil && n.Kind == String {
		return n.Text
	}
	return ""
}
