package topology

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// path is a location as policies know it: the number of the document, then keys and indexes. It shares all but its
// last step with the paths of what is around it.
type path struct {
	value

	up   *path // nil of the number of a document
	step *ast.Term
}

func newPath(up *path, step *ast.Term) *path {
	p := &path{up: up, step: step}
	p.self.Value = p
	return p
}

// documentPath returns the path of a document.
func documentPath(number int) *path { return newPath(nil, ast.InternedTerm(number)) }

func (p *path) column(c column) *path { return newPath(p, c.term()) }
func (p *path) index(i int) *path     { return newPath(p, ast.InternedTerm(i)) }

// key returns the path of the value under a key. Nearly all keys are columns, whose terms already exist.
func (p *path) key(k string) *path {
	if c, known := knownColumn(k); known {
		return p.column(c)
	}
	return newPath(p, ast.InternedTerm(k))
}

// steps returns the number of the document, keys and indexes.
func (p *path) steps() []*ast.Term {
	all := make([]*ast.Term, 0, p.Len())
	for ; p != nil; p = p.up {
		all = append(all, p.step)
	}
	slices.Reverse(all)
	return all
}

// IsList reports whether a path is one.
func (*path) IsList() bool { return true }

// Len returns the number of steps.
func (p *path) Len() int {
	n := 0
	for ; p != nil; p = p.up {
		n++
	}
	return n
}

// Get returns the step of a number, nil where there is none.
func (p *path) Get(key *ast.Term) *ast.Term { return item(p.steps(), key) }

// Until calls do for each step, until it returns true.
func (p *path) Until(do func(key, value *ast.Term) bool) bool {
	for i, t := range p.steps() {
		if do(ast.InternedTerm(i), t) {
			return true
		}
	}
	return false
}

// Equal reports whether a value has the same steps.
func (p *path) Equal(other ast.Value) bool {
	if array, ok := other.(*ast.Array); ok {
		return equalArray(p.steps(), array)
	}
	o, ok := other.(*path)
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
