package topology

import (
	"iter"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Row is a row of a table, or an object in one, for readers in Go. Policies see the same.
type Row struct{ object ast.Object }

// Rows yields the rows of a table of the input in their order.
func (t *Topology) Rows(table string) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, row := range rowsOf(t, table) {
			if !yield(Row{row}) {
				return
			}
		}
	}
}

// Text returns a field that is a string, or "".
func (r Row) Text(field string) string { return str(r.object, field) }

// Bool returns a field that is a boolean, or false.
func (r Row) Bool(field string) bool {
	b, _ := get(r.object, field).(ast.Boolean)
	return bool(b)
}

// Row returns a field that is an object; ok is false where there is none.
func (r Row) Row(field string) (row Row, ok bool) {
	o, ok := get(r.object, field).(ast.Object)
	return Row{o}, ok
}

// List yields the objects of a field that is a list.
func (r Row) List(field string) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for o := range members(r.object, field) {
			if !yield(Row{o}) {
				return
			}
		}
	}
}

// Texts returns the strings of a field that is a list of them.
func (r Row) Texts(field string) []string {
	var all []string
	if list, ok := get(r.object, field).(*ast.Array); ok {
		list.Foreach(func(t *ast.Term) {
			if s, ok := t.Value.(ast.String); ok {
				all = append(all, string(s))
			}
		})
	}
	return slices.Clip(all)
}

// Unknown says whether the manifest leaves open what a field holds.
func (r Row) Unknown(field string) bool {
	fields, ok := get(r.object, "unknown").(ast.Object)
	return ok && get(fields, field) != nil
}
