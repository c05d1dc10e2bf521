package plan

import "github.com/open-policy-agent/opa/v1/ast"

// View is a value of the input that reads like an OPA array or object without being one, such as a row of a table whose
// layout all its rows share. Views occur in the input, in other views and in arrays that a plan makes. Any other value
// that a plan makes contains the plain value instead, and so do the operands of topdown's built-in functions.
type View interface {
	ast.Value
	// IsList reports whether the view reads as an array; otherwise it reads as an object.
	IsList() bool
	// Len returns the number of entries.
	Len() int
	// Get returns the value under a key, nil if there is none.
	Get(key *ast.Term) *ast.Term
	// Until calls do for each entry in OPA's order until do returns true, and reports whether it did.
	Until(do func(key, value *ast.Term) bool) bool
	// Equal reports whether the view equals a value, which may be a view or a value of OPA.
	Equal(other ast.Value) bool
	// Plain returns the view as a value of OPA.
	Plain() ast.Value
}

// plain returns a term with all views replaced by plain values.
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

// equal reports whether two terms are equal, or both undefined.
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

// equalArrays compares entry by entry, because equal arrays can have different hashes.
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
