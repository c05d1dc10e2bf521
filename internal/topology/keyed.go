package topology

import (
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// index maps texts to values.
type index struct {
	value

	entries map[string]*ast.Term
	sorted  func() []string // the keys, which are rarely needed
}

func newIndex(entries map[string]*ast.Term) *index {
	x := &index{entries: entries}
	x.self.Value = x
	x.sorted = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(x.entries)) })
	return x
}

// indexTerm returns the term of an index.
func indexTerm(entries map[string]*ast.Term) *ast.Term { return newIndex(entries).term() }

// IsList reports whether an index is none.
func (*index) IsList() bool { return false }

// Len returns the number of entries.
func (x *index) Len() int { return len(x.entries) }

// Get returns the value under a key, nil where there is none.
func (x *index) Get(key *ast.Term) *ast.Term {
	if name, ok := key.Value.(ast.String); ok {
		return x.entries[string(name)]
	}
	return nil
}

// Until calls do for each entry in the order of the keys, until it returns true.
func (x *index) Until(do func(key, value *ast.Term) bool) bool {
	for _, name := range x.sorted() {
		if do(ast.InternedTerm(name), x.entries[name]) {
			return true
		}
	}
	return false
}

// Equal reports whether a value has the same entries.
func (x *index) Equal(other ast.Value) bool {
	o, ok := other.(*index)
	if !ok {
		return x.plainEqual(other)
	}
	if len(x.entries) != len(o.entries) {
		return false
	}
	for name, t := range x.entries {
		if !equal(t, o.entries[name]) {
			return false
		}
	}
	return true
}
