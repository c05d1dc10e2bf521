// Package manifest turns the bytes of a file into documents: trees of nodes that know exactly where
// each key and value is written. The YAML library stays behind this package. What a manifest means
// is not known here.
package manifest

import "github.com/tenantlint/tenantlint/internal/source"

// Kind is the kind of a node, as JSON has them; integers and fractions are told apart.
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

// Node is one value of a document.
type Node struct {
	Kind Kind
	// Text is the decoded content of a scalar. For Bool it is "true" or "false", for Integer and
	// Number a JSON number; for Null it is empty.
	Text string
	// Span is where the value is written, exactly: quotes and brackets are inside, an anchor, a tag
	// and a comment are outside. A value reached through an alias or a merge key has the span of
	// the place where it is written, which is at the anchor.
	Span source.Span
	// Pairs are the entries of a Mapping in the order of the file, merged ones behind its own.
	Pairs []Pair
	// Items are the values of a Sequence.
	Items []*Node

	numbers map[string]int // of the entries of a large mapping, by key
}

// Pair is one entry of a mapping.
type Pair struct {
	// Key is always a String node.
	Key *Node
	// Value is never nil; a key without a value has a Null whose empty span stands behind the colon.
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
	if n.numbers != nil {
		if i, ok := n.numbers[key]; ok {
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
	// Index counts the documents of the file from 0, those that are no manifests included.
	Index int
	// Root is a Mapping in every manifest.
	Root *Node
}

// Kind returns the text of the document's kind, or "".
func (d *Document) Kind() string { return d.text("kind") }

// Blank empties the strings that the file masks, so that whoever gets the document cannot show them.
func (d *Document) Blank() { d.blank(d.Root) }

func (d *Document) blank(n *Node) {
	if n.Kind == String && d.File.Masked(n.Span) {
		n.Text = ""
	}
	for i := range n.Pairs {
		d.blank(n.Pairs[i].Value)
	}
	for _, item := range n.Items {
		d.blank(item)
	}
}

// Name returns the text of the document's name, or "".
func (d *Document) Name() string { return d.text("name") }

func (d *Document) text(key string) string {
	if n := d.Root.Get(key); n != nil && n.Kind == String {
		return n.Text
	}
	return ""
}
