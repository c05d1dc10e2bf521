package lsp

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// The kinds of completions of the protocol that are used here.
const (
	completeProperty  = 10
	completeEnum      = 20
	completeReference = 18
	completeKeyword   = 14
)

// candidate is a completion, independent of the protocol.
type candidate struct {
	label, detail, documentation string
	kind                         int
	// nested is true for a key whose value is a mapping or list on the following lines, item for a key that begins an
	// item.
	nested, item bool
}

// complete returns the completions at a position. It does not wait for a check: it uses the current text, and the names
// of the last check.
func (s *server) complete(p positionParams) (any, error) {
	d := s.open[p.TextDocument.URI]
	if d == nil {
		return nil, nil
	}
	offset, st := s.encoding.offset(d.file, p.Position), s.stateFor(p.TextDocument.URI)
	if text, ok := commentAt(d.file, offset); ok {
		return s.completeComment(d.file, st, text, offset), nil
	}
	read, offered := parseManifests, st.manifestCandidates
	if filepath.Base(d.file.Path) == source.ConfigName {
		read, offered = parseSettings, st.settingCandidates
	}
	c, ok := findCursor(d.file, offset, read)
	if !ok {
		return nil, nil
	}
	all := offered(&c)
	items := make([]completionItem, 0, len(all))
	for _, one := range all {
		items = append(items, s.newItem(d.file, &c, one))
	}
	return completionList{Items: items}, nil
}

// newItem returns a completion item with its edit.
func (s *server) newItem(f *source.File, c *cursor, one candidate) completionItem {
	text := one.label
	switch {
	case c.json && !c.quoted:
		text = manifest.QuoteJSON(text)
	case !c.quoted && !c.key:
		text = manifest.QuoteYAML(text)
	}
	if one.kind == completeEnum && (text == `"true"` || text == `"false"`) {
		text = one.label
	}
	isKey := one.kind == completeProperty
	switch {
	case !isKey || c.colon:
	case c.json && c.quoted:
		text += `": `
		if f.Data != nil && c.word.End < len(f.Data) && f.Data[c.word.End] == '"' {
			text = one.label // the editor has already inserted the closing quote
		}
	case c.json, !one.nested:
		text += ": "
	default:
		text += ":"
	}
	if one.item && !c.json && !c.quoted {
		text = "- " + text
	}
	item := completionItem{Label: one.label, Kind: one.kind, Detail: one.detail, TextEdit: textEdit{s.encoding.toRange(f, c.word), text}}
	if one.documentation != "" {
		item.Documentation = &markupContent{plainText, one.documentation}
	}
	return item
}

// completeComment completes the marker and the rules of a suppression comment.
func (s *server) completeComment(f *source.File, st *state, text string, offset int) any {
	trimmed := strings.TrimLeft(text, " \t")
	rest, ok := strings.CutPrefix(trimmed, finding.Marker)
	start := offset - len(text) + len(text) - len(trimmed)
	at := s.encoding.toRange(f, source.Span{Start: offset - len(trimmed), End: offset})
	if !ok {
		isPrefix := len(trimmed) <= len(finding.Marker) && trimmed == finding.Marker[:len(trimmed)]
		if !isPrefix || start > offset {
			return nil
		}
		return completionList{Items: []completionItem{{
			Label: finding.Marker, Kind: completeKeyword, Detail: "suppress findings, for a reason",
			TextEdit: textEdit{at, finding.Marker + " "},
		}}}
	}
	if strings.Contains(rest, " --") || !strings.HasPrefix(rest, " ") {
		return nil
	}
	word := rest[strings.LastIndexAny(rest, " ,\t")+1:]
	at = s.encoding.toRange(f, source.Span{Start: offset - len(word), End: offset})
	list := completionList{Items: []completionItem{}}
	for _, one := range st.ruleCandidates(false) {
		list.Items = append(list.Items, completionItem{
			Label: one.label, Kind: one.kind, Detail: one.detail,
			Documentation: &markupContent{plainText, one.documentation}, TextEdit: textEdit{at, one.label},
		})
	}
	return list
}

// ruleCandidates returns the rules that can be suppressed, and if requested their groups.
func (s *state) ruleCandidates(groups bool) []candidate {
	var all []candidate
	last := ""
	for _, r := range s.rules {
		if r.Mandatory() {
			continue
		}
		if groups && r.Group != last {
			all, last = append(all, candidate{label: r.Group, detail: "all rules of the group", kind: completeReference}), r.Group
		}
		all = append(all, candidate{label: r.ID, detail: r.Title, documentation: r.Description, kind: completeReference})
	}
	return all
}

// objectsByDefinition returns the objects of the vocabulary by their definition in the schema.
var objectsByDefinition = sync.OnceValue(func() map[string]vocabulary.ObjectDoc {
	all := map[string]vocabulary.ObjectDoc{}
	for _, o := range vocabulary.Objects() {
		all[o.Definition] = o
	}
	return all
})

// resolveField returns the object at the end of a path of keys in a manifest, and the field that contains it. The
// object is empty if the field has a scalar value. It is not ok if the path is not in the vocabulary.
func resolveField(kind string, keys []string) (o vocabulary.ObjectDoc, f *vocabulary.Field, ok bool) {
	t := vocabulary.OfKind(kind)
	if t == nil {
		return o, nil, false
	}
	if o, ok = vocabulary.ObjectOf(kind); !ok {
		return o, nil, false
	}
	if t.Scope != "" { // a standalone manifest names its tenant
		o.Fields = append([]vocabulary.Field{{
			Name: "tenant", Type: "tenant reference", Required: true, Format: "tenant-reference",
			Meaning: "The tenant that the " + t.Noun + " belongs to, by name.",
		}}, o.Fields...)
	}
	for _, key := range keys {
		f = nil
		for i := range o.Fields {
			if o.Fields[i].Name == key {
				f = &o.Fields[i]
			}
		}
		if f == nil {
			return o, nil, false
		}
		o = objectsByDefinition()[f.Object]
	}
	return o, f, true
}

// manifestCandidates returns the completions in a manifest.
func (s *state) manifestCandidates(c *cursor) []candidate {
	kind := ""
	if n := c.root.Get("kind"); n != nil {
		kind = n.Text
	}
	if len(c.keys) == 0 {
		return append(headerCandidates(c.parent), keyCandidates(kind, nil, c.parent)...)
	}
	switch {
	case c.key:
		return keyCandidates(kind, c.keys, c.parent)
	case len(c.keys) == 1 && c.keys[0] == "kind":
		return valueCandidates(vocabulary.Kinds())
	case len(c.keys) == 1 && c.keys[0] == "apiVersion":
		return valueCandidates([]string{"tenantlint/v1"})
	}
	_, f, ok := resolveField(kind, c.keys)
	if !ok {
		return nil
	}
	if f.Object != "" {
		all := keyCandidates(kind, c.keys, nil) // complete the first key of an object
		for i := range all {
			all[i].item = f.List && !c.item
		}
		return all
	}
	if len(f.Values) > 0 {
		return valueCandidates(f.Values)
	}
	if known := conform.KnownValues(f.Format); len(known) > 0 {
		return valueCandidates(known)
	}
	if strings.Contains(f.Type, "boolean") {
		return valueCandidates([]string{"true", "false"})
	}
	if slices.Contains([]string{"location", "allowedLocations", "userRegions", "allowedLocation"}, f.Name) {
		return valueCandidates(s.locations)
	}
	return s.nameCandidates(f.Format, c.root)
}

func valueCandidates(all []string) []candidate {
	offered := make([]candidate, len(all))
	for i, w := range all {
		offered[i] = candidate{label: w, kind: completeEnum}
	}
	return offered
}

// headerCandidates returns the missing keys of the header that every manifest has.
func headerCandidates(n *manifest.Node) []candidate {
	var all []candidate
	for _, one := range []candidate{
		{label: "apiVersion", detail: "required", documentation: "The version of the format: tenantlint/v1."},
		{label: "kind", detail: "required", documentation: "What the document describes: " + strings.Join(vocabulary.Kinds(), ", ") + "."},
	} {
		if n.Get(one.label) == nil {
			one.kind = completeProperty
			all = append(all, one)
		}
	}
	return all
}

// keyCandidates returns the keys that an object does not have yet, required ones first.
func keyCandidates(kind string, keys []string, n *manifest.Node) []candidate {
	o, _, ok := resolveField(kind, keys)
	if !ok {
		return nil
	}
	var required, others []candidate
	for i := range o.Fields {
		f := &o.Fields[i]
		if n != nil && n.Get(f.Name) != nil {
			continue
		}
		one := candidate{label: f.Name, detail: f.Type, documentation: f.Meaning, kind: completeProperty, nested: f.Object != "" || f.List}
		if f.Required {
			one.detail += " (required)"
			required = append(required, one)
		} else {
			others = append(others, one)
		}
	}
	return append(required, others...)
}

// nameCandidates returns the names that a reference in the given format may contain. Names in the manifest's own tenant
// come first, without the tenant.
func (s *state) nameCandidates(format string, root *manifest.Node) []candidate {
	kind, prefix := "", ""
	switch format {
	case "tenant-reference", "tenant-reference-or-any":
		kind = "tenant"
	case "environment-reference":
		kind = "environment"
	case "group-reference", "team-reference":
		kind = "group"
	case "principal":
		kind, prefix = "group", groupPrefix
	}
	if kind == "" || s.result == nil {
		return nil
	}
	homeTenant := ""
	for _, key := range []string{"tenant", "name"} {
		if n := root.Get(key); n != nil && homeTenant == "" && (key == "tenant" || root.Get("kind").Text == "Tenant") {
			homeTenant = n.Text
		}
	}
	var local, others []candidate
	for _, key := range s.referenceIndex().Keys(kind) {
		one := candidate{label: prefix + key, kind: completeReference, detail: kind}
		if name, ok := strings.CutPrefix(key, homeTenant+"/"); ok && homeTenant != "" {
			one.label = prefix + name
			local = append(local, one)
			continue
		}
		others = append(others, one)
	}
	return append(local, others...)
}

// referenceAt returns the reference at a position.
func (s *server) referenceAt(st *state, p positionParams) (topology.Reference, bool) {
	documents := st.documents(p.TextDocument.URI)
	if len(documents) == 0 {
		return topology.Reference{}, false
	}
	file := documents[0].File // all documents of a file share it
	return st.referenceIndex().At(file, s.encoding.offset(file, p.Position))
}
