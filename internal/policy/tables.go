package policy

import (
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
)

// tables is an object whose values are created on first use, because the rules that a topology concerns read only some
// of the tables of facts. It implements plan.View.
type tables struct{ values map[string]func() *ast.Term }

// newTables returns an object with values, each of which is created at most once.
func newTables(values map[string]func() *ast.Term) *tables {
	t := &tables{make(map[string]func() *ast.Term, len(values))}
	for name, value := range values {
		t.values[name] = sync.OnceValue(value)
	}
	return t
}

// IsList returns false, because t is an object.
func (*tables) IsList() bool { return false }

// Len returns the number of values.
func (t *tables) Len() int { return len(t.values) }

// Get returns the value of a key, or nil if there is none.
func (t *tables) Get(key *ast.Term) *ast.Term {
	if value := t.values[word(key)]; value != nil {
		return value()
	}
	return nil
}

// Until calls do for each entry, ordered by key, until it returns true, and reports whether it did.
func (t *tables) Until(do func(key, value *ast.Term) bool) bool {
	for _, name := range slices.Sorted(maps.Keys(t.values)) {
		if do(ast.StringTerm(name), t.values[name]()) {
			return true
		}
	}
	return false
}

// Plain returns an OPA object with the same values.
func (t *tables) Plain() ast.Value {
	o := ast.NewObjectWithCapacity(t.Len())
	t.Until(func(key, value *ast.Term) bool {
		o.Insert(key, ast.NewTerm(plainOf(value.Value)))
		return false
	})
	return o
}

// plainOf returns the OPA value that a view is equal to, and other values unchanged.
func plainOf(v ast.Value) ast.Value {
	if view, ok := v.(plan.View); ok {
		return view.Plain()
	}
	return v
}

// Equal reports whether a value is equal to t.
func (t *tables) Equal(other ast.Value) bool { return t.Compare(other) == 0 }

// Compare compares t with another value in OPA's order.
func (t *tables) Compare(other ast.Value) int { return t.Plain().Compare(plainOf(other)) }

// Find returns the value at a path, or an error if there is none.
func (t *tables) Find(path ast.Ref) (ast.Value, error) { return t.Plain().Find(path) }

// Hash returns the hash of the equal OPA object.
func (t *tables) Hash() int { return t.Plain().Hash() }

// IsGround returns true, because t contains no variables.
func (*tables) IsGround() bool { return true }

func (t *tables) String() string { return t.Plain().String() }

// StringLength returns the length of the string representation.
func (t *tables) StringLength() int { return t.Plain().StringLength() }
