package plan

import (
	"errors"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// builtin is a built-in function: topdown's implementation and, for some functions, a fast path for common operands,
// which returns nil for all others.
type builtin struct {
	fastPath func(operands []*ast.Term) *ast.Term
	call     topdown.BuiltinFunc
	// isLookup reports whether the function returns an entry of its first operand.
	isLookup bool
}

// builtin calls a built-in function. An error ends the run, as it does in topdown with strict built-in errors.
func (m *Machine) builtin(f *frame, s *step) *ast.Term {
	m.operands = m.operands[:0]
	for _, o := range f.list(s) {
		m.operands = append(m.operands, f.get(o))
	}
	b := &m.program.builtins[s.b]
	if b.isLookup && m.watcher != nil {
		m.watcher.lookupPath(m.operands[0], m.operands[1])
	} else {
		m.watcher.readAll(m.operands...)
	}
	if b.fastPath != nil {
		if t := b.fastPath(m.operands); t != nil {
			return t
		}
	}
	for i, o := range m.operands {
		m.operands[i] = plain(o)
	}
	m.output = nil
	if err := b.call(m.context, m.operands, m.setOutput); err != nil {
		m.fail(builtinError(err, f, s))
	}
	return m.output
}

// builtinError returns an error of a built-in function with the location of the call.
func builtinError(err error, f *frame, s *step) *topdown.Error {
	if halt, ok := errors.AsType[topdown.Halt](err); ok {
		err = halt.Err
	}
	located := &topdown.Error{Code: topdown.BuiltinErr, Message: err.Error()}
	if e, ok := errors.AsType[*topdown.Error](err); ok {
		located.Code, located.Message = e.Code, e.Message
	}
	located.Location = &ast.Location{File: f.file, Row: int(s.row)}
	return located
}

// fastPaths contains the fast paths by function name.
var fastPaths = map[string]func(operands []*ast.Term) *ast.Term{
	ast.Equal.Name:         func(o []*ast.Term) *ast.Term { return ast.InternedTerm(equal(o[0], o[1])) },
	ast.NotEqual.Name:      func(o []*ast.Term) *ast.Term { return ast.InternedTerm(!equal(o[0], o[1])) },
	ast.LessThan.Name:      func(o []*ast.Term) *ast.Term { return ast.InternedTerm(compare(o) < 0) },
	ast.LessThanEq.Name:    func(o []*ast.Term) *ast.Term { return ast.InternedTerm(compare(o) <= 0) },
	ast.GreaterThan.Name:   func(o []*ast.Term) *ast.Term { return ast.InternedTerm(compare(o) > 0) },
	ast.GreaterThanEq.Name: func(o []*ast.Term) *ast.Term { return ast.InternedTerm(compare(o) >= 0) },
	ast.Member.Name:        member,
	ast.Count.Name:         count,
	ast.ObjectGet.Name:     objectGet,
	ast.StartsWith.Name:    stringPredicate(strings.HasPrefix),
	ast.EndsWith.Name:      stringPredicate(strings.HasSuffix),
	ast.Contains.Name:      stringPredicate(strings.Contains),
}

func member(o []*ast.Term) *ast.Term {
	switch v := o[1].Value.(type) {
	case View:
		return ast.InternedTerm(v.Until(func(_, value *ast.Term) bool { return equal(value, o[0]) }))
	case ast.Set:
		return ast.InternedTerm(v.Contains(plain(o[0])))
	case *ast.Array:
		for i := range v.Len() {
			if equal(v.Elem(i), o[0]) {
				return ast.InternedTerm(true)
			}
		}
		return ast.InternedTerm(false)
	}
	return nil
}

func count(o []*ast.Term) *ast.Term {
	if n, ok := length(o[0]); ok {
		return ast.InternedTerm(n)
	}
	return nil
}

func objectGet(o []*ast.Term) *ast.Term {
	key := plain(o[1])
	path, isPath := key.Value.(*ast.Array)
	switch v := o[0].Value.(type) {
	case View:
		if v.IsList() {
			return nil
		}
	case ast.Object:
		if isPath {
			return nil
		}
	default:
		return nil
	}
	value := o[0]
	if isPath {
		for i := 0; value != nil && i < path.Len(); i++ {
			value = dot(value, path.Elem(i))
		}
	} else {
		value = dot(value, key)
	}
	if value == nil {
		return o[2]
	}
	return value
}

// compare orders two values.
func compare(o []*ast.Term) int { return plain(o[0]).Value.Compare(plain(o[1]).Value) }

// stringPredicate returns a fast path for a predicate on two strings.
func stringPredicate(test func(a, b string) bool) func([]*ast.Term) *ast.Term {
	return func(o []*ast.Term) *ast.Term {
		a, aOK := o[0].Value.(ast.String)
		b, bOK := o[1].Value.(ast.String)
		if !aOK || !bOK {
			return nil
		}
		return ast.InternedTerm(test(string(a), string(b)))
	}
}
