package policy

import (
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
)

// tables is an object of which each value is made when it is requested first: the rules that a topology concerns look
// at few of the tables of facts. It is a plan.View.
type tables struct{ values map[string]func() *ast.Term }

// newTables returns an object with values, each of which is made once.
func newTables(values map[string]func() *ast.Term) *tables {
	t := &tables{make(map[string]func() *ast.Term, len(values))}
	for name, value := range values {
		t.values[name] = sync.OnceValue(value)
	}
	return t
}

// IsList reports whether it is none.
func (*tables) IsList() bool { return false }

// Len returns the number of values.
func (t *tables) Len() int { return len(t.values) }

// Get returns the value under a key, nil where there is none.
func (t *tables) Get(key *ast.Term) *ast.Term {
	if value := t.values[word(key)]; value != nil {
		return value()
	}
	return nil
}

// Until calls do for each value, ordered by key, until it returns true.
func (t *tables) Until(do func(key, value *ast.Term) bool) bool {
	for _, name := range slices.Sorted(maps.Keys(t.values)) {
		if do(ast.StringTerm(name), t.values[name]()) {
			return true
		}
	}
	return false
}

// Plain returns OPA's object with the same values.
func (t *tables) Plain() ast.Value {
	o := ast.NewObjectWithCapacity(t.Len())
	t.Until(func(key, value *ast.Term) bool {
		o.Insert(key, ast.NewTerm(plainOf(value.Value)))
		return false
	})
	return o
}

// plainOf returns a value of OPA's that is the same.
func plainOf(v ast.Value) ast.Value {
	if view, ok := v.(plan.View); ok {
		return view.Plain()
	}
	return v
}

// Equal reports whether a value holds the same.
func (t *tables) Equal(other ast.Value) bool { return t.Compare(other) == 0 }

// Compare orders the object among others.
func (t *tables) Compare(other ast.Value) int { return t.Plain().Compare(plainOf(other)) }

// Find returns the value at a path. An error says that there is none.
func (t *tables) Find(path ast.Ref) (ast.Value, error) { return t.Plain().Find(path) }

// Hash is that of OPA's object.
func (t *tables) Hash() int { return t.Plain().Hash() }

// IsGround reports whether there are no variables in it.
func (*tables) IsGround() bool { return true }

func (t *tables) String() string { return t.Plain().String() }

// StringLength returns the length of its text.
func (t *tables) StringLength() int { return t.Plain().StringLength() }
