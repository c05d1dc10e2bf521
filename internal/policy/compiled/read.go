package compiled

import "github.com/open-policy-agent/opa/v1/ast"

// Module reads a module that AppendModule wrote.
func Module(data string) (*ast.Module, error) {
	r := reader{Reader: Reader{data}}
	r.file = r.Text()
	r.table()
	m := &ast.Module{}
	if path, ok := r.term().Value.(ast.Ref); ok {
		m.Package = &ast.Package{Path: path, Location: r.location(1)}
	} else {
		r.fail()
	}
	m.Rules = make([]*ast.Rule, r.length())
	for i := range m.Rules {
		m.Rules[i] = r.rule(m)
	}
	m.SetRegoVersion(ast.RegoV1)
	return m, r.Close()
}

// Value reads a value that AppendValue wrote.
func Value(data string) (ast.Value, error) {
	r := reader{Reader: Reader{data}}
	r.table()
	v := r.term().Value
	return v, r.Close()
}

// Reader reads numbers and texts. Of damaged data it reads zeros.
type Reader struct{ rest string }

// NewReader returns a reader of data.
func NewReader(data string) *Reader { return &Reader{data} }

// Number reads a number.
func (r *Reader) Number() int {
	n := 0
	for i := 0; i < len(r.rest) && i < 5; i++ {
		b := r.rest[i]
		n |= int(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
	r.fail()
	return 0
}

// Text reads a text; it is a part of the data.
func (r *Reader) Text() string {
	n := r.Number()
	if n > len(r.rest) {
		r.fail()
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// length reads the length of a list, whose items take a byte each at least.
func (r *Reader) length() int {
	n := r.Number()
	if n > len(r.rest) {
		r.fail()
		return 0
	}
	return n
}

// damaged ends data that cannot be read: no number stands in it.
const damaged = "\xff"

func (r *Reader) fail() { r.rest = damaged }

// Close returns an error unless all data was read and was in order.
func (r *Reader) Close() error {
	if r.rest != "" {
		return errCorrupt
	}
	return nil
}

// reader reads a module.
type reader struct {
	Reader
	file  string
	terms []ast.Term
}

func (r *reader) location(row int) *ast.Location { return &ast.Location{File: r.file, Row: row} }

// none stands for a term that is missing in damaged data.
var none = &ast.Term{Value: ast.NullValue}

func (r *reader) optional() *ast.Term {
	n := r.Number()
	switch {
	case n == 0:
		return nil
	case n > len(r.terms):
		r.fail()
		return none
	}
	return &r.terms[n-1]
}

func (r *reader) term() *ast.Term {
	if t := r.optional(); t != nil {
		return t
	}
	r.fail()
	return none
}

func (r *reader) list() []*ast.Term {
	terms := make([]*ast.Term, r.length())
	for i := range terms {
		terms[i] = r.term()
	}
	return terms
}

// table reads the terms in their order, so that each finds those it refers to.
func (r *reader) table() {
	n := r.length()
	r.terms = make([]ast.Term, 0, n)
	for range n {
		v := r.value()
		r.terms = append(r.terms, ast.Term{Value: v})
	}
}

func (r *reader) value() ast.Value {
	switch r.Number() {
	case tagNull:
		return ast.NullValue
	case tagFalse:
		return ast.Boolean(false)
	case tagTrue:
		return ast.Boolean(true)
	case tagNumber:
		return ast.Number(r.Text())
	case tagString:
		return ast.String(r.Text())
	case tagVar:
		return ast.Var(r.Text())
	case tagRef:
		return ast.Ref(r.list())
	case tagCall:
		return ast.Call(r.list())
	case tagArray:
		return ast.NewArray(r.list()...)
	case tagSet:
		return ast.NewSet(r.list()...)
	case tagObject:
		terms := r.list()
		o := ast.NewObjectWithCapacity(len(terms) / 2)
		for i := 0; i+1 < len(terms); i += 2 {
			o.Insert(terms[i], terms[i+1])
		}
		return o
	case tagArrayComprehension:
		return &ast.ArrayComprehension{Term: r.term(), Body: r.body()}
	case tagSetComprehension:
		return &ast.SetComprehension{Term: r.term(), Body: r.body()}
	case tagObjectComprehension:
		return &ast.ObjectComprehension{Key: r.term(), Value: r.term(), Body: r.body()}
	}
	r.fail()
	return ast.NullValue
}

func (r *reader) body() ast.Body {
	body := make(ast.Body, r.length())
	for i := range body {
		body[i] = r.expr(i)
	}
	return body
}

func (r *reader) expr(index int) *ast.Expr {
	flags := r.Number()
	e := &ast.Expr{Index: index, Negated: flags&exprNegated != 0, Generated: flags&exprGenerated != 0, Location: r.location(r.Number())}
	switch {
	case flags&exprCall != 0:
		e.Terms = r.list()
	case flags&exprEvery != 0:
		e.Terms = &ast.Every{Key: r.optional(), Value: r.term(), Domain: r.term(), Body: r.body(), Location: e.Location}
	default:
		e.Terms = r.term()
	}
	if n := r.length(); n > 0 {
		e.With = make([]*ast.With, n)
		for i := range e.With {
			e.With[i] = &ast.With{Target: r.term(), Value: r.term(), Location: e.Location}
		}
	}
	return e
}

func (r *reader) rule(m *ast.Module) *ast.Rule {
	flags := r.Number()
	rule := &ast.Rule{Default: flags&ruleDefault != 0, Module: m, Location: r.location(r.Number())}
	name, _ := r.term().Value.(ast.Var)
	reference, _ := r.term().Value.(ast.Ref)
	rule.Head = &ast.Head{Name: name, Reference: reference, Assign: flags&ruleAssign != 0, Location: rule.Location}
	if args := r.list(); len(args) > 0 {
		rule.Head.Args = args
	}
	rule.Head.Key, rule.Head.Value, rule.Body = r.optional(), r.optional(), r.body()
	if flags&ruleElse != 0 {
		rule.Else = r.rule(m)
	}
	return rule
}
