package topology

import (
	"iter"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Row is a row of a table, or an object nested in one, for Go callers. Policies see the same values.
type Row struct{ record *record }

// Rows yields the rows of a table in input order.
func (t *Topology) Rows(table string) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, row := range rowsOf(t, table) {
			if !yield(Row{row}) {
				return
			}
		}
	}
}

// value returns the value of a column, or nil.
func (r Row) value(name string) ast.Value {
	c, known := knownColumn(name)
	if !known {
		return nil
	}
	return get(r.record, c)
}

// Text returns the value of a string column, or "".
func (r Row) Text(column string) string {
	s, _ := r.value(column).(ast.String)
	return string(s)
}

// Bool returns the value of a boolean column, or false.
func (r Row) Bool(column string) bool {
	b, _ := r.value(column).(ast.Boolean)
	return bool(b)
}

// Row returns the value of an object column; ok is false if it has none.
func (r Row) Row(column string) (row Row, ok bool) {
	o, ok := r.value(column).(*record)
	return Row{o}, ok
}

// List yields the objects in a list column.
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

// Texts returns the strings in a list column.
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

// Unknown reports whether the value of a column is unknown.
func (r Row) Unknown(column string) bool {
	columns, ok := get(r.record, col.Unknown).(ast.Object)
	return ok && columns.Get(ast.InternedTerm(column)) != nil
}
