package topology

import (
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// index maps strings to values.
type index struct {
	value

	entries map[string]*ast.Term
	sorted  func() []string // the keys, sorted on first use, which is rare
}

func newIndex(entries map[string]*ast.Term) *index {
	x := &index{entries: entries}
	x.self.Value = x
	x.sorted = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(x.entries)) })
	return x
}

// indexTerm returns an index as a term.
func indexTerm(entries map[string]*ast.Term) *ast.Term { return newIndex(entries).term() }

// IsList returns false.
func (*index) IsList() bool { return false }

// Len returns the number of entries.
func (x *index) Len() int { return len(x.entries) }

// Get returns the value of a key, or nil.
func (x *index) Get(key *ast.Term) *ast.Term {
	if name, ok := key.Value.(ast.String); ok {
		return x.entries[string(name)]
	}
	return nil
}

// Until calls do for each entry in key order until it returns true.
func (x *index) Until(do func(key, value *ast.Term) bool) bool {
	for _, name := range x.sorted() {
		if do(ast.InternedTerm(name), x.entries[name]) {
			return true
		}
	}
	return false
}

// Equal reports whether other has the same entries.
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
