package topology

import (
	"iter"

	"github.com/open-policy-agent/opa/v1/ast"
)

// rowsOf yields the rows of a table.
func rowsOf(t *Topology, table string) iter.Seq2[int, ast.Object] {
	return func(yield func(int, ast.Object) bool) {
		for i, r := range t.tables[table] {
			if !yield(i, r.Value.(ast.Object)) {
				return
			}
		}
	}
}

// members yields the objects in a list field of a row.
func members(row ast.Object, field string) iter.Seq[ast.Object] {
	return func(yield func(ast.Object) bool) {
		list, ok := get(row, field).(*ast.Array)
		if !ok {
			return
		}
		for i := range list.Len() {
			if o, ok := list.Elem(i).Value.(ast.Object); ok && !yield(o) {
				return
			}
		}
	}
}

// get returns a field of a row, or nil.
func get(row ast.Object, field string) ast.Value {
	if t := row.Get(ast.InternedTerm(field)); t != nil {
		return t.Value
	}
	return nil
}

// str returns a field of a row that is a string, or "".
func str(row ast.Object, field string) string {
	s, _ := get(row, field).(ast.String)
	return string(s)
}

// put sets a field of a row; a field that is "" or false is left out.
func put[T string | bool](row ast.Object, field string, v T) {
	var zero T
	if v != zero {
		row.Insert(ast.InternedTerm(field), ast.InternedTerm(v))
	}
}

// newRow returns a row with the columns that every row has, and room for those that computed rows have.
func newRow(at *ast.Term) ast.Object {
	row := ast.NewObjectWithCapacity(8)
	row.Insert(atKey, at)
	row.Insert(unknown, ast.InternedEmptyObject)
	return row
}

// place returns the path of a field of a row.
func place(row ast.Object, field string) *ast.Term {
	at := get(row, "at").(*ast.Array)
	return ast.NewTerm(at.Append(ast.InternedTerm(field)))
}

// copyOf returns a row with the fields of another, so that more can be added to it.
func copyOf(row ast.Object) ast.Object {
	c := ast.NewObjectWithCapacity(row.Len() + 4)
	row.Foreach(func(k, v *ast.Term) { c.Insert(k, v) })
	return c
}
