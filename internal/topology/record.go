package topology

import "github.com/open-policy-agent/opa/v1/ast"

// record is a row of a table, or an object nested in one: the values of the columns of its layout.
type record struct {
	value

	layout *layout
	values []*ast.Term // nil for columns without a value
}

func newRecord(l *layout) *record {
	r := &record{layout: l, values: make([]*ast.Term, len(l.columns))}
	r.self.Value = r
	return r
}

// get returns the value of a column, or nil.
func (r *record) get(c column) *ast.Term {
	if i := r.layout.slot(c); i >= 0 {
		return r.values[i]
	}
	return nil
}

// set sets the value of a column.
func (r *record) set(c column, t *ast.Term) {
	i := r.layout.slot(c)
	if i < 0 && r.layout.full != nil {
		whole := r.as(r.layout.full)
		r.layout, r.values = whole.layout, whole.values
		i = r.layout.slot(c)
	}
	if i < 0 {
		panic("topology: a row has no column " + c.name())
	}
	r.values[i] = t
}

// as returns a record of another layout with the values of the columns that both have.
func (r *record) as(l *layout) *record {
	c := newRecord(l)
	c.take(r)
	return c
}

// take copies the values of another record for the columns that both have.
func (r *record) take(from *record) {
	for i, column := range from.layout.columns {
		if to := r.layout.slot(column); to >= 0 {
			r.values[to] = from.values[i]
		}
	}
}

// IsList returns false.
func (*record) IsList() bool { return false }

// Len returns the number of columns with a value.
func (r *record) Len() int {
	n := 0
	for _, v := range r.values {
		if v != nil {
			n++
		}
	}
	return n
}

// Get returns the value of a key, or nil.
func (r *record) Get(key *ast.Term) *ast.Term {
	if name, ok := key.Value.(ast.String); ok {
		if c, known := knownColumn(string(name)); known {
			return r.get(c)
		}
	}
	return nil
}

// Until calls do for each column with a value until it returns true.
func (r *record) Until(do func(key, value *ast.Term) bool) bool {
	for i, v := range r.values {
		if v != nil && do(r.layout.columns[i].term(), v) {
			return true
		}
	}
	return false
}

// Equal reports whether other has the same entries.
func (r *record) Equal(other ast.Value) bool {
	if object, ok := other.(ast.Object); ok {
		return r.Len() == object.Len() && !r.Until(func(key, v *ast.Term) bool { return !equal(v, object.Get(key)) })
	}
	o, ok := other.(*record)
	if !ok {
		return r.plainEqual(other)
	}
	if r.layout != o.layout {
		return r.Len() == o.Len() && !r.Until(func(key, v *ast.Term) bool { return !equal(v, o.Get(key)) })
	}
	for i, v := range r.values {
		if !equal(v, o.values[i]) {
			return false
		}
	}
	return true
}
