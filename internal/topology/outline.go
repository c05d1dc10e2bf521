package topology

import (
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Entry is a named part of a manifest and its contents.
type Entry struct {
	// Name is the name of the object, or the key of a list.
	Name string
	// Kind is the kind of a document, or the key of the list that contains the object; it is empty for a list.
	Kind string
	// Span is the entire entry, and At its name.
	Span, At source.Span
	Entries  []Entry
}

// Outline returns the named objects of a manifest as a tree.
func Outline(d *manifest.Document) Entry {
	e := entry(d.Root, d.Kind())
	if e.Name == "" {
		e.Name = d.Kind()
	}
	return e
}

// entry returns a mapping and the lists of named objects in it.
func entry(n *manifest.Node, kind string) Entry {
	e := Entry{Kind: kind, Span: n.Span, At: nameSpan(n)}
	if p := nameEntry(n); p != nil {
		e.Name = p.Value.Text
	}
	for i := range n.Pairs {
		key, list := n.Pairs[i].Key, n.Pairs[i].Value
		group := Entry{Name: key.Text, Span: source.Span{Start: key.Span.Start, End: list.Span.End}, At: key.Span}
		for _, item := range list.Items {
			if item.Kind == manifest.Mapping && nameEntry(item) != nil {
				group.Entries = append(group.Entries, entry(item, key.Text))
			}
		}
		if len(group.Entries) > 0 && key.Span.Start < list.Span.End && inside(group, n.Span) {
			e.Entries = append(e.Entries, group)
		}
	}
	return e
}

// inside reports whether an entry and everything in it are within a span. What is reached through an alias is
// elsewhere, and is outlined there.
func inside(e Entry, s source.Span) bool {
	if e.Span.Start < s.Start || e.Span.End > s.End || e.At.Start < e.Span.Start || e.At.End > e.Span.End {
		return false
	}
	for _, below := range e.Entries {
		if !inside(below, e.Span) {
			return false
		}
	}
	return true
}
