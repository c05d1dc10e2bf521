package policies_test

import (
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// field is a field of an object in a manifest.
type field struct {
	in     *manifest.Node
	i      int    // index of the entry in it
	name   string // name of the table or of the enclosing field, and of the field
	column *vocabulary.Column
}

func (f *field) value() *manifest.Node { return f.in.Pairs[f.i].Value }

// absentField is a field that an object in a manifest lacks.
type absentField struct {
	in     *manifest.Node
	name   string
	column *vocabulary.Column
}

// fieldEditor is a manifest with its fields. Its methods return the documents as JSON with a change to one field.
type fieldEditor struct {
	documents    []*manifest.Node
	fields       []field
	absentFields []absentField
}

func newFieldEditor(text string) *fieldEditor {
	s := &fieldEditor{}
	for _, d := range parseFiles(estate{"m.yaml": text}) {
		s.documents = append(s.documents, d.Root)
		if t := vocabulary.OfKind(d.Kind()); t != nil {
			columns := t.Columns
			if t.Scope != "" { // a separate document names its tenant
				columns = append(slices.Clone(columns), vocabulary.Column{Name: "tenant", Form: vocabulary.TenantReference})
			}
			s.object(d.Root, t.Name, columns)
		}
	}
	return s
}

// namespaces are the columns of the namespaces, which the vocabulary leaves to the schema.
var namespaces = []vocabulary.Column{
	{Name: "userPrincipalName", Form: vocabulary.Domain, List: true}, {Name: "smtp", Form: vocabulary.Domain, List: true},
}

func (s *fieldEditor) object(n *manifest.Node, at string, columns []vocabulary.Column) {
	if n == nil || n.Kind != manifest.Mapping {
		return
	}
	for i := range columns {
		if c := &columns[i]; n.Get(c.Name) == nil {
			s.absentFields = append(s.absentFields, absentField{n, at + "." + c.Name, c})
		}
	}
	for i := range n.Pairs {
		key, v := n.Pairs[i].Key.Text, n.Pairs[i].Value
		k := slices.IndexFunc(columns, func(c vocabulary.Column) bool { return c.Name == key })
		if k < 0 {
			continue
		}
		c := &columns[k]
		s.fields = append(s.fields, field{n, i, at + "." + key, c})
		inner, name := c.Columns, at+"."+key
		switch {
		case key == "namespaces":
			inner, name = namespaces, key
		case key == "crossTenantAccess":
			s.object(v.Get("default"), key, vocabulary.AccessSettings)
			v, inner, name = v.Get("partners"), vocabulary.Of(key).Columns, key
		case c.Form == vocabulary.List:
			inner, name = vocabulary.Of(key).Columns, key
		}
		if v == nil || inner == nil {
			continue
		}
		s.object(v, name, inner)
		for _, item := range v.Items {
			s.object(item, name, inner)
		}
	}
}

func (s *fieldEditor) write() string {
	return formatJSON(manifest.NewSequence(s.documents...))
}

// withPairs returns the documents with the entries of one object replaced.
func (s *fieldEditor) withPairs(n *manifest.Node, pairs []manifest.Pair) string {
	old := n.Pairs
	defer func() { n.Pairs = old }()
	n.Pairs = pairs
	return s.write()
}

// withValue returns the documents with the value of a field replaced.
func (s *fieldEditor) withValue(f *field, v *manifest.Node) string {
	pairs := slices.Clone(f.in.Pairs)
	pairs[f.i].Value = v
	return s.withPairs(f.in, pairs)
}

func (f *field) otherPairs() []manifest.Pair {
	return slices.Delete(slices.Clone(f.in.Pairs), f.i, f.i+1)
}

func (s *fieldEditor) withoutField(f *field) string { return s.withPairs(f.in, f.otherPairs()) }

// withUnknown returns the documents without a field, which is listed as unknown instead.
func (s *fieldEditor) withUnknown(f *field) string {
	pairs := f.otherPairs()
	unknownItems := []*manifest.Node{scalar(f.column.Name)}
	i := slices.IndexFunc(pairs, func(p manifest.Pair) bool { return p.Key.Text == "unknown" })
	if i < 0 {
		i, pairs = len(pairs), append(pairs, pair("unknown", ""))
	} else {
		named := func(n *manifest.Node) bool { return n.Text == f.column.Name }
		unknownItems = append(unknownItems, slices.DeleteFunc(slices.Clone(pairs[i].Value.Items), named)...)
	}
	pairs[i].Value = manifest.NewSequence(unknownItems...)
	return s.withPairs(f.in, pairs)
}

// withEmpty returns the documents with an empty string, list or object as the value of a field, or null for another type.
func (s *fieldEditor) withEmpty(f *field) string {
	kind := manifest.Null
	if k := f.value().Kind; k == manifest.String || k == manifest.Sequence || k == manifest.Mapping {
		kind = k
	}
	return s.withValue(f, manifest.NewNode(kind, "", source.Span{}))
}

// withUpperCase returns the documents with a string, or the strings of a list, in upper case.
func (s *fieldEditor) withUpperCase(f *field) string {
	old := f.value()
	v := manifest.NewNode(old.Kind, strings.ToUpper(old.Text), old.Span)
	for _, item := range old.Items {
		v.Items = append(v.Items, manifest.NewNode(item.Kind, strings.ToUpper(item.Text), item.Span))
	}
	return s.withValue(f, v)
}

// isText reports whether the value of a field is a string or a list of strings.
func (f *field) isText() bool {
	v := f.value()
	return v.Kind == manifest.String || v.Kind == manifest.Sequence &&
		!slices.ContainsFunc(v.Items, func(i *manifest.Node) bool { return i.Kind != manifest.String })
}

// withDefault returns the documents with an absent field set to its default.
func (s *fieldEditor) withDefault(l *absentField) string {
	v := manifest.NewNode(manifest.Bool, "", source.Span{})
	switch a := l.column.Absent.(type) {
	case string:
		v.Kind, v.Text = manifest.String, a
	case bool:
		v.Text = map[bool]string{true: "true", false: "false"}[a]
	}
	p := pair(l.column.Name, "")
	p.Value = v
	return s.withPairs(l.in, append(slices.Clone(l.in.Pairs), p))
}

// withThird returns the documents with a copy of the innermost document or item that encloses a location but none of the
// others. The copy has another name and id, unless these are the location itself, and the lists around the location
// contain nothing else. It returns "" if there is no such document or item.
func (s *fieldEditor) withThird(at int, others []int) string {
	return s.withCopy(&s.documents, at, others)
}

func (s *fieldEditor) withCopy(list *[]*manifest.Node, at int, others []int) string {
	for _, item := range *list {
		around := func(offset int) bool { return item.Span.Start <= offset && offset < item.Span.End }
		switch {
		case item.Kind != manifest.Mapping || !around(at):
		case !slices.ContainsFunc(others, around):
			old := *list
			*list = append(slices.Clone(old), copyNode(item, at, true))
			text := s.write()
			*list = old
			return text
		default:
			for i := range item.Pairs {
				if v := item.Pairs[i].Value; v.Kind == manifest.Sequence {
					if text := s.withCopy(&v.Items, at, others); text != "" {
						return text
					}
				}
			}
		}
	}
	return ""
}

// copyNode copies a node along the path to a location.
func copyNode(n *manifest.Node, at int, renamed bool) *manifest.Node {
	around := func(n *manifest.Node) bool { return n.Span.Start <= at && at < n.Span.End }
	if n.Kind != manifest.Mapping && n.Kind != manifest.Sequence {
		return n
	}
	out := manifest.NewNode(n.Kind, n.Text, n.Span)
	out.Pairs, out.Items = slices.Clone(n.Pairs), n.Items
	for i, p := range out.Pairs {
		switch {
		case p.Value.Span.Start == at || p.Key.Span.Start == at:
		case renamed && p.Key.Text == "name":
			out.Pairs[i].Value = scalar(p.Value.Text + "-third")
		case renamed && p.Key.Text == "id" && len(p.Value.Text) > 1:
			out.Pairs[i].Value = scalar("f" + p.Value.Text[1:])
		case around(p.Value):
			out.Pairs[i].Value = copyNode(p.Value, at, false)
		}
	}
	if i := slices.IndexFunc(n.Items, around); i >= 0 {
		out.Items = []*manifest.Node{copyNode(n.Items[i], at, false)}
	}
	return out
}
