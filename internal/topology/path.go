package topology

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// rowPath is a path in the input: the index of the document, then keys and indexes. Paths share all but the last
// element with their parent.
type rowPath struct {
	value

	up   *rowPath // nil for the index of a document
	step *ast.Term
}

func newRowPath(up *rowPath, step *ast.Term) *rowPath {
	p := &rowPath{up: up, step: step}
	p.self.Value = p
	return p
}

// documentPath returns the path of a document.
func documentPath(number int) *rowPath { return newRowPath(nil, ast.InternedTerm(number)) }

func (p *rowPath) column(c column) *rowPath { return newRowPath(p, c.term()) }
func (p *rowPath) index(i int) *rowPath     { return newRowPath(p, ast.InternedTerm(i)) }

// key returns the path of the value of a key. Nearly all keys are columns, which already have a term.
func (p *rowPath) key(k string) *rowPath {
	if c, known := knownColumn(k); known {
		return p.column(c)
	}
	return newRowPath(p, ast.InternedTerm(k))
}

// steps returns the index of the document, keys and indexes.
func (p *rowPath) steps() []*ast.Term {
	all := make([]*ast.Term, 0, p.Len())
	for ; p != nil; p = p.up {
		all = append(all, p.step)
	}
	slices.Reverse(all)
	return all
}

// IsList returns true.
func (*rowPath) IsList() bool { return true }

// Len returns the number of elements.
func (p *rowPath) Len() int {
	n := 0
	for ; p != nil; p = p.up {
		n++
	}
	return n
}

// Get returns the element at an index, or nil.
func (p *rowPath) Get(key *ast.Term) *ast.Term { return itemAt(p.steps(), key) }

// Until calls do for each element until it returns true.
func (p *rowPath) Until(do func(key, value *ast.Term) bool) bool {
	for i, t := range p.steps() {
		if do(ast.InternedTerm(i), t) {
			return true
		}
	}
	return false
}

// Equal reports whether other has the same elements.
func (p *rowPath) Equal(other ast.Value) bool {
	if array, ok := other.(*ast.Array); ok {
		return equalArray(p.steps(), array)
	}
	o, ok := other.(*rowPath)
	if !ok {
		return p.plainEqual(other)
	}
	for p != o {
		if p == nil || o == nil || !equal(p.step, o.step) {
			return false
		}
		p, o = p.up, o.up
	}
	return true
}
