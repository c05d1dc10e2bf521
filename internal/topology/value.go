package topology

import (
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
)

// value is what the values of a topology have in common that are not OPA's own: records, lists, paths and indexes.
// They take a tenth of the memory of OPA's objects and arrays. The machine of package plan reads them as they are;
// for all others Plain makes the same of OPA's values.
type value struct{ self ast.Term }

// native is a value of the topology. Package plan says what it has to do.
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

// term returns the term of the value, the same each time.
func (v *value) term() *ast.Term { return &v.self }

// Plain returns the same as OPA's own value.
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

// Compare orders the value among others as OPA's own.
func (v *value) Compare(other ast.Value) int {
	if s, ok := other.(native); ok {
		other = s.Plain()
	}
	return v.Plain().Compare(other)
}

// Find returns the value at a path. An error says that there is none.
func (v *value) Find(path ast.Ref) (ast.Value, error) {
	if len(path) == 0 {
		return v.self.Value, nil
	}
	if t := v.self.Value.(native).Get(path[0]); t != nil {
		return t.Value.Find(path[1:])
	}
	return nil, errors.New("not found")
}

// Hash is the same for all: none of them is a member of a set or a key of an object.
func (*value) Hash() int { return 0 }

// IsGround reports whether there are no variables in the value.
func (*value) IsGround() bool { return true }

func (v *value) String() string { return v.Plain().String() }

// StringLength returns the length of the value as text.
func (v *value) StringLength() int { return v.Plain().StringLength() }

// equal reports whether two values are the same. Either may be nil.
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

// plainer makes OPA's values of a topology's. It holds what was made of records, if it is not nil, so that each is
// made once however many tables and indexes hold it.
type plainer map[*record]*ast.Term

func (p plainer) term(t *ast.Term) *ast.Term {
	switch v := t.Value.(type) {
	case *record:
		if known := p[v]; known != nil {
			return known
		}
		made := p.object(v)
		if p != nil {
			p[v] = made
		}
		return made
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
