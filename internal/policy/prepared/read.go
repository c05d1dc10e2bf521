package prepared

import (
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/blob"
)

// Module decodes a module that AppendModule wrote.
func Module(data string) (*ast.Module, error) {
	r := reader{Reader: blob.NewReader(data)}
	r.file = r.Text()
	r.table()
	m := &ast.Module{}
	if path, ok := r.term().Value.(ast.Ref); ok {
		m.Package = &ast.Package{Path: path, Location: r.location(1)}
	} else {
		r.Fail()
	}
	m.Rules = make([]*ast.Rule, r.Length())
	for i := range m.Rules {
		m.Rules[i] = r.rule(m)
	}
	m.SetRegoVersion(ast.RegoV1)
	return m, r.Close()
}

// Value decodes a value that AppendValue wrote.
func Value(data string) (ast.Value, error) {
	r := reader{Reader: blob.NewReader(data)}
	r.table()
	v := r.term().Value
	return v, r.Close()
}

// ReadTerms decodes the terms that Terms.Append wrote.
func ReadTerms(data string) ([]ast.Term, error) {
	r := reader{Reader: blob.NewReader(data)}
	r.table()
	return r.terms, r.Close()
}

// reader decodes a module or a value.
type reader struct {
	blob.Reader

	file  string
	terms []ast.Term
	last  *ast.Location
}

// location returns a location in a row. Consecutive expressions in the same row share it.
func (r *reader) location(row int) *ast.Location {
	if r.last == nil || r.last.Row != row {
		r.last = &ast.Location{File: r.file, Row: row}
	}
	return r.last
}

// none replaces a missing term in damaged data.
var none = &ast.Term{Value: ast.NullValue}

func (r *reader) optional() *ast.Term {
	n := r.Number()
	switch {
	case n == 0:
		return nil
	case n > len(r.terms):
		r.Fail()
		return none
	}
	return &r.terms[n-1]
}

func (r *reader) term() *ast.Term {
	if t := r.optional(); t != nil {
		return t
	}
	r.Fail()
	return none
}

func (r *reader) list() []*ast.Term {
	terms := make([]*ast.Term, r.Length())
	for i := range terms {
		terms[i] = r.term()
	}
	return terms
}

// table decodes the terms in order, so that a term can refer to earlier ones.
func (r *reader) table() {
	n := r.Length()
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
	r.Fail()
	return ast.NullValue
}

func (r *reader) body() ast.Body {
	exprs := make([]ast.Expr, r.Length())
	body := make(ast.Body, len(exprs))
	for i := range exprs {
		exprs[i].Index = i
		r.expr(&exprs[i])
		body[i] = &exprs[i]
	}
	return body
}

func (r *reader) expr(e *ast.Expr) {
	flags := r.Number()
	e.Negated, e.Generated, e.Location = flags&exprNegated != 0, flags&exprGenerated != 0, r.location(r.Number())
	switch {
	case flags&exprCall != 0:
		e.Terms = r.list()
	case flags&exprEvery != 0:
		e.Terms = &ast.Every{Key: r.optional(), Value: r.term(), Domain: r.term(), Body: r.body(), Location: e.Location}
	default:
		e.Terms = r.term()
	}
	if n := r.Length(); n > 0 {
		e.With = make([]*ast.With, n)
		for i := range e.With {
			e.With[i] = &ast.With{Target: r.term(), Value: r.term(), Location: e.Location}
		}
	}
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
