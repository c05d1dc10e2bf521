package topology

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Mention is one place where a tenant, an environment or a group is named.
type Mention struct {
	// Kind is "tenant", "environment" or "group".
	Kind string
	// Key is the name, of environments and groups as tenant/name.
	Key  string
	File *source.File
	// Span is that of the name alone, where it is written as it reads.
	Span source.Span
	// Declares says that what bears the name stands here.
	Declares bool
}

// Mentions are all places where tenants, environments and groups are named, declarations and resolved
// references.
type Mentions struct {
	byName map[[2]string][]Mention
	byFile map[*source.File][]Mention
}

// NewMentions collects the mentions in manifests. It resolves references as Build does, and leaves the
// documents as they are.
func NewMentions(documents []Checked) *Mentions {
	var found []Mention
	b := newBuilder()
	b.mentions = &found
	for i, d := range documents {
		b.t.Documents = append(b.t.Documents, d.Document)
		// A value that the schema refuses may be a reference all the same.
		b.declare(i, Checked{Document: d.Document})
	}
	for _, scope := range b.order {
		for _, e := range b.occurrences[scope] {
			b.mentionName(e)
		}
	}
	for _, e := range b.roots {
		b.build(e)
	}
	m := &Mentions{byName: map[[2]string][]Mention{}, byFile: map[*source.File][]Mention{}}
	slices.SortFunc(found, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Key, b.Key))
	})
	for _, one := range slices.Compact(found) { // an alias leads to one place many times
		name := [2]string{one.Kind, one.Key}
		m.byName[name] = append(m.byName[name], one)
		m.byFile[one.File] = append(m.byFile[one.File], one)
	}
	return m
}

// At returns what is named at an offset of a file, or right before it.
func (m *Mentions) At(file *source.File, offset int) (Mention, bool) {
	all := m.byFile[file]
	i := sort.Search(len(all), func(i int) bool { return all[i].Span.Start > offset }) - 1
	if i < 0 || all[i].Span.End < offset {
		return Mention{}, false
	}
	return all[i], true // mentions do not overlap
}

// Of returns all mentions of what one names, ordered by path and place.
func (m *Mentions) Of(one Mention) []Mention { return m.byName[[2]string{one.Kind, one.Key}] }

// mentionName notes where a tenant, environment or group is declared.
func (b *builder) mentionName(e *entity) {
	if e.kind != "tenants" && e.kind != "environments" && e.kind != "groups" {
		return
	}
	site := b.siteOf(e, "")
	at, _ := written(site.File, &manifest.Node{Text: e.name, Span: site.Span})
	*b.mentions = append(*b.mentions, Mention{nouns[e.kind], e.key, site.File, at, true})
}

// mention returns the key of what a reference names and, where mentions are collected, notes it: in
// "tenant/name" the tenant too.
func (b *builder) mention(e *entity, n *manifest.Node, owner *entity) (string, bool) {
	e.referredTo()
	if b.mentions == nil {
		return e.key, true
	}
	file := b.t.Documents[owner.doc].File
	at, plain := written(file, n)
	if plain {
		text := string(file.Data[at.Start:at.End])
		if rest, ok := strings.CutPrefix(text, "group:"); ok {
			at.Start, text = at.End-len(rest), rest
		}
		if tenant, name, ok := strings.Cut(text, "/"); ok && tenant == e.tenant {
			*b.mentions = append(*b.mentions, Mention{nouns["tenants"], tenant, file, source.Span{Start: at.Start, End: at.Start + len(tenant)}, false})
			at.Start = at.End - len(name)
		}
	}
	*b.mentions = append(*b.mentions, Mention{nouns[e.kind], e.key, file, at, false})
	return e.key, true
}

// written returns where the text of a string stands, without quotes and blanks. It is not plain where
// something else is written than it says: escapes, or several lines.
func written(file *source.File, n *manifest.Node) (at source.Span, plain bool) {
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
