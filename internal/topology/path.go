package topology

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// rowPath is a location as policies know it: the number of the document, then keys and indexes. It shares all but its
// last step with the paths of what is around it.
type rowPath struct {
	value

	up   *rowPath // nil of the number of a document
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

// key returns the path of the value under a key. Nearly all keys are columns, whose terms already exist.
func (p *rowPath) key(k string) *rowPath {
	if c, known := knownColumn(k); known {
		return p.column(c)
	}
	return newRowPath(p, ast.InternedTerm(k))
}

// steps returns the number of the document, keys and indexes.
func (p *rowPath) steps() []*ast.Term {
	all := make([]*ast.Term, 0, p.Len())
	for ; p != nil; p = p.up {
		all = append(all, p.step)
	}
	slices.Reverse(all)
	return all
}

// IsList reports whether a path is one.
func (*rowPath) IsList() bool { return true }

// Len returns the number of steps.
func (p *rowPath) Len() int {
	n := 0
	for ; p != nil; p = p.up {
		n++
	}
	return n
}

// Get returns the step of a number, nil where there is none.
func (p *rowPath) Get(key *ast.Term) *ast.Term { return item(p.steps(), key) }

// Until calls do for each step, until it returns true.
func (p *rowPath) Until(do func(key, value *ast.Term) bool) bool {
	for i, t := range p.steps() {
		if do(ast.InternedTerm(i), t) {
			return true
		}
	}
	return false
}

// Equal reports whether a value has the same steps.
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
