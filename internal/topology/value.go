package topology

import (
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
)

// value is embedded in the values of a topology that are not OPA's own: records, lists, paths and indexes. They take a
// tenth of the memory of OPA's objects and arrays. Package plan evaluates them directly; for everything else, Plain
// converts them to OPA values.
type value struct{ self ast.Term }

// native is a value of the topology; package plan documents its methods.
type native interface {
	ast.Value
	term() *ast.Term
	IsList() bool
	Len() int
	Get(key *ast.Term) *ast.Term
	Until(do func(key, value *ast.Term) bool) bool
	Equal(other ast.Value) bool
	Plain() ast.Value
}

// term returns the value as a term, always the same one.
func (v *value) term() *ast.Term { return &v.self }

// Plain returns the value as an OPA value.
func (v *value) Plain() ast.Value { return plainer(nil).term(&v.self).Value }

func (v *value) plainEqual(other ast.Value) bool {
	switch o := other.(type) {
	case native:
		other = o.Plain()
	case ast.String, ast.Number, ast.Boolean, ast.Null, ast.Set:
		return false
	}
	return v.Plain().Compare(other) == 0
}

// Compare orders the value like the corresponding OPA value.
func (v *value) Compare(other ast.Value) int {
	if s, ok := other.(native); ok {
		other = s.Plain()
	}
	return v.Plain().Compare(other)
}

// Find returns the value at a path, or an error if there is none.
func (v *value) Find(path ast.Ref) (ast.Value, error) {
	if len(path) == 0 {
		return v.self.Value, nil
	}
	if t := v.self.Value.(native).Get(path[0]); t != nil {
		return t.Value.Find(path[1:])
	}
	return nil, errors.New("not found")
}

// Hash returns the same for all values, because none is a member of a set or a key of an object.
func (*value) Hash() int { return 0 }

// IsGround reports whether the value contains no variables, which is always true.
func (*value) IsGround() bool { return true }

func (v *value) String() string { return v.Plain().String() }

// StringLength returns the length of the value as a string.
func (v *value) StringLength() int { return v.Plain().StringLength() }

// equal reports whether two values are equal. Either may be nil.
func equal(a, b *ast.Term) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil {
		return false
	}
	if s, ok := a.Value.(native); ok {
		return s.Equal(b.Value)
	}
	if s, ok := b.Value.(native); ok {
		return s.Equal(a.Value)
	}
	return ast.ValueEqual(a.Value, b.Value)
}

// plainer converts values of a topology to OPA values. Unless it is nil, it caches converted records, so that each is
// converted once even if several tables and indexes contain it.
type plainer map[*record]*ast.Term

func (p plainer) term(t *ast.Term) *ast.Term {
	switch v := t.Value.(type) {
	case *record:
		if known := p[v]; known != nil {
			return known
		}
		converted := p.object(v)
		if p != nil {
			p[v] = converted
		}
		return converted
	case *list:
		return ast.ArrayTerm(p.terms(v.items)...)
	case *rowPath:
		return ast.ArrayTerm(v.steps()...)
	case *index:
		return p.object(v)
	}
	return t
}

func (p plainer) terms(all []*ast.Term) []*ast.Term {
	terms := make([]*ast.Term, len(all))
	for i, t := range all {
		terms[i] = p.term(t)
	}
	return terms
}

func (p plainer) object(v native) *ast.Term {
	entries := make([][2]*ast.Term, 0, v.Len())
	v.Until(func(key, value *ast.Term) bool {
		entries = append(entries, ast.Item(key, p.term(value)))
		return false
	})
	return ast.ObjectTerm(entries...)
}
