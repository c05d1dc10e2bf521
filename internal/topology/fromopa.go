package topology

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// recordFromObject converts an OPA object to a record. Keys that are not columns of the layout are dropped.
func recordFromObject(l *layout, o ast.Object) *record {
	r := newRecord(l)
	o.Foreach(func(key, v *ast.Term) {
		name, _ := key.Value.(ast.String)
		if c, known := knownColumn(string(name)); known && l.slot(c) >= 0 {
			r.set(c, l.convert(c, v))
		}
	})
	return r
}

// convert converts an OPA value to the representation that a record has in a column.
func (l *layout) convert(c column, t *ast.Term) *ast.Term {
	switch v := t.Value.(type) {
	case *ast.Array:
		if c == col.At || strings.HasSuffix(c.name(), "At") {
			return pathTerm(v)
		}
		items := make([]*ast.Term, v.Len())
		for i := range items {
			items[i] = l.convert(c, v.Elem(i))
		}
		return listTerm(items)
	case ast.Object:
		if objects := l.objectLayout(c); objects != nil {
			return recordFromObject(objects, v).term()
		}
	}
	return t
}

// objectLayout returns the layout of the objects in a column, or nil if they are OPA objects.
func (l *layout) objectLayout(c column) *layout {
	if c == col.Access && l.slot(col.DataverseAccess) >= 0 || c == col.DataverseAccess {
		return grantLayout
	}
	for i := range l.fields {
		f := &l.fields[i]
		switch {
		case f.column != c:
		case f.objects != nil:
			return f.objects
		case f.Form == vocabulary.PrincipalReference, f.Form == vocabulary.TeamReference:
			return principalLayout
		case f.Form.IsReference():
			return referenceLayout
		}
	}
	return nil
}

// pathTerm converts a path to a term.
func pathTerm(steps *ast.Array) *ast.Term {
	var p *rowPath
	for i := range steps.Len() {
		p = newRowPath(p, steps.Elem(i))
	}
	return p.term()
}
