package prepared

import (
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/blob"
)

// Module decodes a module that AppendModule wrote.
func Module(data string) (*ast.Module, error) {
	r := reader{Reader: blob.NewReader(data)}
	r.file = r.Text()
	r.termTable()
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
	r.termTable()
	v := r.term().Value
	return v, r.Close()
}

// ReadTerms decodes the terms that Terms.Append wrote.
func ReadTerms(data string) ([]ast.Term, error) {
	r := reader{Reader: blob.NewReader(data)}
	r.termTable()
	return r.terms, r.Close()
}

// reader decodes a module or a value.
type reader struct {
	blob.Reader

	file         string
	terms        []ast.Term
	lastLocation *ast.Location
}

// location returns a location in a row. Consecutive expressions in the same row share it.
func (r *reader) location(row int) *ast.Location {
	if r.lastLocation == nil || r.lastLocation.Row != row {
		r.lastLocation = &ast.Location{File: r.file, Row: row}
	}
	return r.lastLocation
}

// missingTerm replaces a missing term in damaged data.
var missingTerm = &ast.Term{Value: ast.NullValue}

func (r *reader) optional() *ast.Term {
	n := r.Number()
	switch {
	case n == 0:
		return nil
	case n > len(r.terms):
		r.Fail()
		return missingTerm
	}
	return &r.terms[n-1]
}

func (r *reader) term() *ast.Term {
	if t := r.optional(); t != nil {
		return t
	}
	r.Fail()
	return missingTerm
}

func (r *reader) termList() []*ast.Term {
	terms := make([]*ast.Term, r.Length())
	for i := range terms {
		terms[i] = r.term()
	}
	return terms
}

// termTable decodes the terms in order, so that a term can refer to earlier ones.
func (r *reader) termTable() {
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
		return ast.Ref(r.termList())
	case tagCall:
		return ast.Call(r.termList())
	case tagArray:
		return ast.NewArray(r.termList()...)
	case tagSet:
		return ast.NewSet(r.termList()...)
	case tagObject:
		terms := r.termList()
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
		e.Terms = r.termList()
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
	if args := r.termList(); len(args) > 0 {
		rule.Head.Args = args
	}
	rule.Head.Key, rule.Head.Value, rule.Body = r.optional(), r.optional(), r.body()
	if flags&ruleElse != 0 {
		rule.Else = r.rule(m)
	}
	return rule
}
