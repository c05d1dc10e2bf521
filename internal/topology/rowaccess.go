package topology

import (
	"iter"

	"github.com/open-policy-agent/opa/v1/ast"
)

// rowsOf yields the rows of a table.
func rowsOf(t *Topology, table string) iter.Seq2[int, *record] {
	return func(yield func(int, *record) bool) {
		for i, r := range t.tables[table] {
			if !yield(i, r.Value.(*record)) {
				return
			}
		}
	}
}

// members yields the objects in a list column of a row.
func members(row *record, c column) iter.Seq[*record] {
	all, _ := get(row, c).(*list)
	return all.records()
}

// records yields the objects in a list; l may be nil.
func (l *list) records() iter.Seq[*record] {
	return func(yield func(*record) bool) {
		if l == nil {
			return
		}
		for _, t := range l.items {
			if o, ok := t.Value.(*record); ok && !yield(o) {
				return
			}
		}
	}
}

// get returns the value of a column, or nil.
func get(row *record, c column) ast.Value {
	if t := row.get(c); t != nil {
		return t.Value
	}
	return nil
}

// str returns the value of a string column, or "".
func str(row *record, c column) string {
	s, _ := get(row, c).(ast.String)
	return string(s)
}

// put sets a column of a row, unless the value is "" or false.
func put[T string | bool](row *record, c column, v T) {
	var zero T
	if v != zero {
		row.set(c, ast.InternedTerm(v))
	}
}

// newRow returns a row of a table with the columns that every row has.
func newRow(table string, at *ast.Term) *record { return newRecord(layouts()[table]).withPath(at) }

// newRow returns a row for the document being built.
func (b *builder) newRow(table string, at *ast.Term) *record {
	return b.newWideRecord(layouts()[table]).withPath(at)
}

// withPath sets the path of a row, and marks all of its columns as known.
func (r *record) withPath(at *ast.Term) *record {
	r.set(col.At, at)
	r.set(col.Unknown, ast.InternedEmptyObject)
	return r
}

// columnPath returns the path of a column of a row.
func columnPath(row *record, c column) *ast.Term {
	return get(row, col.At).(*rowPath).column(c).term()
}
