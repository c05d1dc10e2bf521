package policy

import (
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
)

// lazyObject is an object whose values are created on first use, because the rules that a topology concerns read only
// some of the tables of facts. It implements plan.View.
type lazyObject struct{ values map[string]func() *ast.Term }

// newLazyObject returns an object with values, each of which is created at most once.
func newLazyObject(values map[string]func() *ast.Term) *lazyObject {
	l := &lazyObject{make(map[string]func() *ast.Term, len(values))}
	for name, value := range values {
		l.values[name] = sync.OnceValue(value)
	}
	return l
}

// IsList returns false, because t is an object.
func (*lazyObject) IsList() bool { return false }

// Len returns the number of values.
func (l *lazyObject) Len() int { return len(l.values) }

// Get returns the value of a key, or nil if there is none.
func (l *lazyObject) Get(key *ast.Term) *ast.Term {
	if value := l.values[stringValue(key)]; value != nil {
		return value()
	}
	return nil
}

// Until calls do for each entry, ordered by key, until it returns true, and reports whether it did.
func (l *lazyObject) Until(do func(key, value *ast.Term) bool) bool {
	for _, name := range slices.Sorted(maps.Keys(l.values)) {
		if do(ast.StringTerm(name), l.values[name]()) {
			return true
		}
	}
	return false
}

// Plain returns an OPA object with the same values.
func (l *lazyObject) Plain() ast.Value {
	o := ast.NewObjectWithCapacity(l.Len())
	l.Until(func(key, value *ast.Term) bool {
		o.Insert(key, ast.NewTerm(toPlain(value.Value)))
		return false
	})
	return o
}

// toPlain returns the OPA value that a view is equal to, and other values unchanged.
func toPlain(v ast.Value) ast.Value {
	if view, ok := v.(plan.View); ok {
		return view.Plain()
	}
	return v
}

// Equal reports whether a value is equal to t.
func (l *lazyObject) Equal(other ast.Value) bool { return l.Compare(other) == 0 }

// Compare compares t with another value in OPA's order.
func (l *lazyObject) Compare(other ast.Value) int { return l.Plain().Compare(toPlain(other)) }

// Find returns the value at a path, or an error if there is none.
func (l *lazyObject) Find(path ast.Ref) (ast.Value, error) { return l.Plain().Find(path) }

// Hash returns the hash of the equal OPA object.
func (l *lazyObject) Hash() int { return l.Plain().Hash() }

// IsGround returns true, because t contains no variables.
func (*lazyObject) IsGround() bool { return true }

func (l *lazyObject) String() string { return l.Plain().String() }

// StringLength returns the length of the string representation.
func (l *lazyObject) StringLength() int { return l.Plain().StringLength() }
