package topology

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Reference is one occurrence of the name of a tenant, an environment or a group.
type Reference struct {
	// Kind is "tenant", "environment" or "group".
	Kind string
	// Key is the name; of environments and groups, it is tenant/name.
	Key  string
	File *source.File
	// Span is the span of just the name, unless it is written with escapes or on several lines.
	Span source.Span
	// Declares is true for the declaration of the object.
	Declares bool
}

// ReferenceIndex contains all occurrences of tenants, environments and groups: declarations and resolved references.
type ReferenceIndex struct {
	byName map[[2]string][]Reference
	byFile map[*source.File][]Reference
}

// NewReferenceIndex collects the references in manifests. It resolves them like Build, but does not modify the
// documents.
func NewReferenceIndex(documents []Checked) *ReferenceIndex {
	var found []Reference
	b := newBuilder(Unread{})
	b.references = &found
	for i, d := range documents {
		// A value that the schema rejects may still be a reference.
		b.t.Documents = append(b.t.Documents, d.Document)
		b.docs = append(b.docs, readDocument(i, Checked{Document: d.Document}))
	}
	b.declare()
	for _, d := range b.docs {
		b.addDeclaration(d.root)
		for _, e := range d.items {
			b.addDeclaration(e)
		}
		b.buildDocument(d)
	}
	x := &ReferenceIndex{byName: map[[2]string][]Reference{}, byFile: map[*source.File][]Reference{}}
	slices.SortFunc(found, func(a, b Reference) int {
		return cmp.Or(cmp.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Key, b.Key))
	})
	for _, ref := range slices.Compact(found) { // aliases reach one location more than once
		name := [2]string{ref.Kind, ref.Key}
		x.byName[name] = append(x.byName[name], ref)
		x.byFile[ref.File] = append(x.byFile[ref.File], ref)
	}
	return x
}

// At returns the reference at an offset in a file, or ending right before it.
func (x *ReferenceIndex) At(file *source.File, offset int) (Reference, bool) {
	all := x.byFile[file]
	i := sort.Search(len(all), func(i int) bool { return all[i].Span.Start > offset }) - 1
	if i < 0 || all[i].Span.End < offset {
		return Reference{}, false
	}
	return all[i], true // references do not overlap
}

// Of returns all references to the same object, ordered by path and location.
func (x *ReferenceIndex) Of(ref Reference) []Reference { return x.byName[[2]string{ref.Kind, ref.Key}] }

// Keys returns the keys of all declared tenants, environments or groups, sorted.
func (x *ReferenceIndex) Keys(kind string) []string {
	var all []string
	for name, references := range x.byName {
		if name[0] == kind && slices.ContainsFunc(references, func(r Reference) bool { return r.Declares }) {
			all = append(all, name[1])
		}
	}
	slices.Sort(all)
	return all
}

// addDeclaration records the declaration of a tenant, environment or group.
func (b *builder) addDeclaration(e *entity) {
	if e == nil || e.kind != "tenants" && e.kind != "environments" && e.kind != "groups" || e.key == "" {
		return
	}
	loc := b.labeledLocation(e.at, problem.Text{})
	at, _ := textSpan(loc.File, manifest.NewNode(manifest.String, e.name, loc.Span))
	*b.references = append(*b.references, Reference{noun(e.kind), e.key, loc.File, at, true})
}

// addReference returns the key of a reference's target, and records the reference if references are collected.
func (b *builder) addReference(e *entity, n *manifest.Node, owner *entity) (string, bool) {
	if n := len(b.targets); n == 0 || b.targets[n-1] != e {
		b.targets = append(b.targets, e)
	}
	if b.references == nil {
		return e.key, true
	}
	file := b.t.Documents[owner.doc].File
	at, plain := textSpan(file, n)
	if plain {
		text := string(file.Data[at.Start:at.End])
		if rest, ok := strings.CutPrefix(text, groupPrefix); ok {
			text = strings.TrimLeft(rest, " \t")
			at.Start = at.End - len(text)
		}
		if _, name, ok := strings.Cut(text, "/"); ok && !strings.Contains(text, "://") {
			at.Start = at.End - len(name)
		}
	}
	*b.references = append(*b.references, Reference{noun(e.kind), e.key, file, at, false})
	return e.key, true
}

// addTenantReference records the tenant in a reference "tenant/name".
func (b *builder) addTenantReference(e *entity, text string, n *manifest.Node, owner *entity) {
	file := b.t.Documents[owner.doc].File
	at, plain := textSpan(file, n)
	if !plain {
		return
	}
	if rest, ok := strings.CutPrefix(string(file.Data[at.Start:at.End]), groupPrefix); ok {
		at.Start = at.End - len(strings.TrimLeft(rest, " \t"))
	}
	*b.references = append(
		*b.references,
		Reference{noun("tenants"), e.key, file, source.Span{Start: at.Start, End: at.Start + len(text)}, false},
	)
}

// textSpan returns the span of a string's text, without quotes and surrounding whitespace. It is not plain if the text
// is written differently, with escapes or on several lines.
func textSpan(file *source.File, n *manifest.Node) (at source.Span, plain bool) {
	at = n.Span
	if at.End-at.Start >= 2 && (file.Data[at.Start] == '"' || file.Data[at.Start] == '\'') {
		at.Start++
		at.End--
	}
	text := string(file.Data[at.Start:at.End])
	if text != n.Text {
		return n.Span, false
	}
	at.Start += len(text) - len(strings.TrimLeft(text, " \t"))
	at.End -= len(text) - len(strings.TrimRight(text, " \t"))
	return source.Span{Start: at.Start, End: max(at.Start, at.End)}, true
}
