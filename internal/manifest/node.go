// Package manifest turns the bytes of a file into documents: trees of nodes that know exactly where
// each key and value is written. The YAML library stays behind this package. What a manifest means
// is not known here.
package manifest

import "github.com/tenantlint/tenantlint/internal/source"

// Kind is the kind of a node, as JSON has them; integers and fractions are distinguished.
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

// Node is one value of a document. The readers of this package and NewNode make nodes; a scalar has neither Pairs nor
// Items, and none may be set.
type Node struct {
	*entries

	Kind Kind
	// Text is the decoded content of a scalar. For Bool it is "true" or "false", for Integer and
	// Number a JSON number; for Null it is empty.
	Text string
	// Span is where the value is written, exactly: quotes and brackets are inside, an anchor, a tag and a comment are
	// outside. A value reached through an alias or a merge key has the span of the location where it is written,
	// which is at the anchor; Use says where it is used.
	Span source.Span
}

// entries are what a collection holds. Nodes are most of the memory of a run, and three in four hold nothing.
type entries struct {
	// Pairs are the entries of a Mapping in the order of the file, merged ones behind its own.
	Pairs []Pair
	// Items are the values of a Sequence.
	Items []*Node

	more *more // what few nodes have
}

// nothing is what the nodes of all scalars share. It stays empty.
var nothing = &entries{}

// NewNode returns a node; a collection is empty.
func NewNode(k Kind, text string, at source.Span) *Node {
	n := &Node{entries: nothing, Kind: k, Text: text, Span: at}
	if k == Sequence || k == Mapping {
		n.entries = &entries{}
	}
	return n
}

// NewSequence returns a sequence that is written nowhere.
func NewSequence(items ...*Node) *Node {
	n := NewNode(Sequence, "", source.Span{})
	n.Items = items
	return n
}

// more is what few nodes have.
type more struct {
	// numbers are those of the entries of a large mapping, by key.
	numbers map[string]int
	// use is the alias or merge key that brings the value, empty where it is written in place.
	use source.Span
	// repeated are the entries of a mapping whose key has been given before.
	repeated []Pair
}

// Use returns the alias or the merge key that brings a value which is written elsewhere.
func (n *Node) Use() (at source.Span, ok bool) {
	if n.more == nil {
		return source.Span{}, false
	}
	return n.more.use, n.more.use.End > 0
}

// Repeated returns the entries of a mapping whose key has been given before; they are not among its Pairs.
func (n *Node) Repeated() []Pair {
	if n.more == nil {
		return nil
	}
	return n.more.repeated
}

// NewMapping returns a mapping that is written nowhere.
func NewMapping(pairs ...Pair) *Node {
	n := NewNode(Mapping, "", source.Span{})
	n.Pairs = pairs
	return n
}

// extra returns what few nodes have, to change it.
func (n *Node) extra() *more {
	if n.entries == nothing {
		n.entries = &entries{}
	}
	if n.more == nil {
		n.more = &more{}
	}
	return n.more
}

// used returns a copy of a node that is used at an alias or merge key.
func (n *Node) used(s *slabs, at source.Span) *Node {
	c := s.node()
	*c = *n
	c.entries = &entries{Pairs: n.Pairs, Items: n.Items, more: &more{use: at}}
	if n.more != nil {
		c.more.numbers, c.more.repeated = n.more.numbers, n.more.repeated
	}
	return c
}

// Key is the key of an entry, which is a string.
type Key struct {
	Text string
	// Span is where it is written, as that of a node.
	Span source.Span
}

// Node returns the key as a value.
func (k Key) Node() *Node { return NewNode(String, k.Text, k.Span) }

// Pair is one entry of a mapping.
type Pair struct {
	Key Key
	// Value is never nil; a key without a value has a Null whose empty span is behind the colon.
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
	if n.more != nil && n.more.numbers != nil {
		if i, ok := n.more.numbers[key]; ok {
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
	// Span is the part of the file that belongs to the document: its root, its markers and the
	// comments around it.
	Span source.Span
	// Index counts the documents of the file from 0, those that are not manifests included.
	Index int
	// Root is a Mapping in every manifest, nil while its tree is let go.
	Root *Node
	// Mistaken is true if the header is wrong, which is reported as a problem.
	Mistaken bool

	meant string // the kind, where it is misspelled

	kind, name string // where the tree is let go
}

// Kind returns the document's kind, the one that is meant where it is misspelled, or "".
func (d *Document) Kind() string {
	if d.meant != "" {
		return d.meant
	}
	if d.Root == nil {
		return d.kind
	}
	return d.text("kind")
}

// Misspelled reports whether the document's kind is misspelled, and Kind returns the one that is meant.
func (d *Document) Misspelled() bool { return d.meant != "" }

// Ambiguous returns the values whose key is duplicated in the same mapping, so that it is unknown which one is meant.
func (d *Document) Ambiguous() []*Node { return ambiguous(d.Root, nil) }

func ambiguous(n *Node, found []*Node) []*Node {
	for _, p := range n.Repeated() {
		if first := n.Get(p.Key.Text); first != nil {
			found = append(found, first)
		}
	}
	if _, used := n.Use(); used {
		return found // it is walked where it is written
	}
	for i := range n.Pairs {
		found = ambiguous(n.Pairs[i].Value, found)
	}
	for _, item := range n.Items {
		found = ambiguous(item, found)
	}
	return found
}

// Redact empties the strings that are redacted in the file, so that no code that gets the document can show them.
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

// Name returns the text of the document's name, or "".
func (d *Document) Name() string {
	if d.Root == nil {
		return d.name
	}
	return d.text("name")
}

func (d *Document) text(key string) string {
	if n := d.Root.Get(key); n != nil && n.Kind == String {
		return n.Text
	}
	return ""
}
