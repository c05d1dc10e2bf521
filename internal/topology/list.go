package topology

import "github.com/open-policy-agent/opa/v1/ast"

// list is a list of rows, nested objects or strings.
type list struct {
	value

	items []*ast.Term
}

// listTerm returns a list as a term.
func listTerm(items []*ast.Term) *ast.Term {
	l := &list{items: items}
	l.self.Value = l
	return &l.self
}

// IsList returns true.
func (*list) IsList() bool { return true }

// Len returns the number of items.
func (l *list) Len() int { return len(l.items) }

// Get returns the item at an index, or nil.
func (l *list) Get(key *ast.Term) *ast.Term { return itemAt(l.items, key) }

// Until calls do for each item until it returns true.
func (l *list) Until(do func(key, value *ast.Term) bool) bool {
	for i, t := range l.items {
		if do(ast.InternedTerm(i), t) {
			return true
		}
	}
	return false
}

// Equal reports whether other has the same items.
func (l *list) Equal(other ast.Value) bool {
	if array, ok := other.(*ast.Array); ok {
		return equalArray(l.items, array)
	}
	o, ok := other.(*list)
	if !ok {
		return l.plainEqual(other)
	}
	if len(l.items) != len(o.items) {
		return false
	}
	for i, t := range l.items {
		if !equal(t, o.items[i]) {
			return false
		}
	}
	return true
}

// equalArray reports whether an OPA array has the same items.
func equalArray(items []*ast.Term, array *ast.Array) bool {
	if len(items) != array.Len() {
		return false
	}
	for i, t := range items {
		if !equal(t, array.Elem(i)) {
			return false
		}
	}
	return true
}

// itemAt returns the term at an index, or nil.
func itemAt(terms []*ast.Term, key *ast.Term) *ast.Term {
	if i, ok := asInt(key); ok && i >= 0 && i < len(terms) {
		return terms[i]
	}
	return nil
}
