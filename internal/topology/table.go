package topology

import (
	"iter"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Row is a row of a table, or an object in one, for readers in Go. Policies see the same.
type Row struct{ record *record }

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

// value returns the value of a column, or nil where there is none.
func (r Row) value(name string) ast.Value {
	c, known := knownColumn(name)
	if !known {
		return nil
	}
	return get(r.record, c)
}

// Text returns a column that is a string, or "".
func (r Row) Text(column string) string {
	s, _ := r.value(column).(ast.String)
	return string(s)
}

// Bool returns a column that is a boolean, or false.
func (r Row) Bool(column string) bool {
	b, _ := r.value(column).(ast.Boolean)
	return bool(b)
}

// Row returns a column that is an object; ok is false where there is none.
func (r Row) Row(column string) (row Row, ok bool) {
	o, ok := r.value(column).(*record)
	return Row{o}, ok
}

// List yields the objects of a column that is a list.
func (r Row) List(column string) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		all, _ := r.value(column).(*list)
		for o := range all.records() {
			if !yield(Row{o}) {
				return
			}
		}
	}
}

// Texts returns the strings of a column that is a list of them.
func (r Row) Texts(column string) []string {
	all, ok := r.value(column).(*list)
	if !ok {
		return nil
	}
	texts := make([]string, 0, all.Len())
	for _, t := range all.items {
		if s, ok := t.Value.(ast.String); ok {
			texts = append(texts, string(s))
		}
	}
	return texts
}

// Unknown reports whether the manifest leaves open what a column holds.
func (r Row) Unknown(column string) bool {
	columns, ok := get(r.record, col.Unknown).(ast.Object)
	return ok && columns.Get(ast.InternedTerm(column)) != nil
}
