package plan

import "github.com/open-policy-agent/opa/v1/ast"

// View is a value of the input that is not an OPA array or object but can be read like one, such as a row of a table,
// which shares its layout with all others. Views are in the input, in other views and in the arrays that a plan
// makes; in all else that a plan makes, and before a built-in function of topdown, is the plain value.
type View interface {
	ast.Value
	// IsList says whether it reads as an array, else as an object.
	IsList() bool
	// Len returns the number of entries.
	Len() int
	// Get returns the value under a key, nil where there is none.
	Get(key *ast.Term) *ast.Term
	// Until calls do for each entry, in the order that OPA has, until it returns true.
	Until(do func(key, value *ast.Term) bool) bool
	// Equal says whether a value, of OPA or not, is the same.
	Equal(other ast.Value) bool
	// Plain returns OPA's value that is the same.
	Plain() ast.Value
}

// plain returns a term without views.
func plain(t *ast.Term) *ast.Term {
	switch v := t.Value.(type) {
	case ast.String, ast.Number, ast.Boolean, ast.Null, ast.Object, ast.Set:
		return t
	case View:
		return ast.NewTerm(v.Plain())
	case *ast.Array:
		for i := range v.Len() {
			if e := v.Elem(i); plain(e) != e {
				return plainArray(v)
			}
		}
	}
	return t
}

func plainArray(array *ast.Array) *ast.Term {
	terms := make([]*ast.Term, array.Len())
	for i := range terms {
		terms[i] = plain(array.Elem(i))
	}
	return ast.ArrayTerm(terms...)
}

// equal reports whether two terms are the same, or both undefined.
func equal(a, b *ast.Term) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil {
		return false
	}
	switch v := a.Value.(type) {
	case ast.String, ast.Boolean, ast.Null:
		return v == b.Value
	case View:
		if s, ok := b.Value.(View); ok {
			return v.Equal(s)
		}
		return v.Equal(plain(b).Value)
	case *ast.Array:
		if other, ok := b.Value.(*ast.Array); ok {
			return equalArrays(v, other)
		}
	}
	if s, ok := b.Value.(View); ok {
		return s.Equal(plain(a).Value)
	}
	return ast.ValueEqual(a.Value, b.Value)
}

// equalArrays compares entry by entry, as those of which the hashes differ may be the same.
func equalArrays(a, b *ast.Array) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !equal(a.Elem(i), b.Elem(i)) {
			return false
		}
	}
	return true
}
