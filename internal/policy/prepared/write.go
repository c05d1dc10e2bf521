package prepared

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/blob"
)

// AppendModule encodes a compiled module after ShortenVariables; m is not modified. It returns an error if the module
// contains anything that a compiled module does not.
func AppendModule(to []byte, m *ast.Module) ([]byte, error) {
	m, err := ShortenVariables(m)
	if err != nil {
		return nil, err
	}
	w := newWriter()
	rules := blob.Number(nil, len(m.Rules))
	for _, r := range m.Rules {
		rules = w.rule(rules, r)
	}
	path := blob.Number(nil, w.term(ast.NewTerm(m.Package.Path)))
	if w.err != nil {
		return nil, fmt.Errorf("%s: %w", m.Package.Location.File, w.err)
	}
	to = blob.Text(to, m.Package.Location.File)
	to = w.termTable(to)
	return append(append(to, path...), rules...), nil
}

// AppendValue encodes a ground value.
func AppendValue(to []byte, v ast.Value) ([]byte, error) {
	w := newWriter()
	root := w.term(ast.NewTerm(v))
	if w.err != nil {
		return nil, w.err
	}
	return blob.Number(w.termTable(to), root), nil
}

// Terms collects ground terms that are encoded together.
type Terms struct{ writer *writer }

// NewTerms returns an empty list of terms.
func NewTerms() *Terms { return &Terms{newWriter()} }

// Number returns the index of a term in the result of ReadTerms.
func (t *Terms) Number(term *ast.Term) int { return t.writer.term(term) - 1 }

// Append appends the encoded terms.
func (t *Terms) Append(to []byte) ([]byte, error) { return t.writer.termTable(to), t.writer.err }

// writer collects the terms of a module.
type writer struct {
	terms   [][]byte
	numbers map[string]int // number by encoded content
	err     error
}

func newWriter() *writer { return &writer{numbers: map[string]int{}} }

func (w *writer) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

func (w *writer) termTable(to []byte) []byte {
	to = blob.Number(to, len(w.terms))
	for _, t := range w.terms {
		to = append(to, t...)
	}
	return to
}

// optional returns the number of a term, 0 for nil.
func (w *writer) optional(t *ast.Term) int {
	if t == nil {
		return 0
	}
	return w.term(t)
}

// term adds a term and its subterms, and returns its number. Each comprehension gets its own number because OPA
// distinguishes comprehensions by location.
func (w *writer) term(t *ast.Term) int {
	content := w.content(t.Value)
	if n := w.numbers[string(content)]; n > 0 && content[0] < tagArrayComprehension {
		return n
	}
	w.terms = append(w.terms, content)
	w.numbers[string(content)] = len(w.terms)
	return len(w.terms)
}

func (w *writer) content(v ast.Value) []byte {
	switch v := v.(type) {
	case ast.Null:
		return []byte{tagNull}
	case ast.Boolean:
		if v {
			return []byte{tagTrue}
		}
		return []byte{tagFalse}
	case ast.Number:
		return blob.Text([]byte{tagNumber}, string(v))
	case ast.String:
		return blob.Text([]byte{tagString}, string(v))
	case ast.Var:
		return blob.Text([]byte{tagVar}, string(v))
	case ast.Ref:
		return w.termList([]byte{tagRef}, v)
	case ast.Call:
		return w.termList([]byte{tagCall}, v)
	case *ast.Array:
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = v.Elem(i)
		}
		return w.termList([]byte{tagArray}, terms)
	case ast.Set:
		return w.termList([]byte{tagSet}, v.Slice())
	case ast.Object:
		var terms []*ast.Term
		for _, k := range v.Keys() {
			terms = append(terms, k, v.Get(k))
		}
		return w.termList([]byte{tagObject}, terms)
	case *ast.ArrayComprehension:
		return w.comprehension(tagArrayComprehension, v.Body, v.Term)
	case *ast.SetComprehension:
		return w.comprehension(tagSetComprehension, v.Body, v.Term)
	case *ast.ObjectComprehension:
		return w.comprehension(tagObjectComprehension, v.Body, v.Key, v.Value)
	}
	w.fail("a compiled policy holds a %T", v)
	return []byte{tagNull}
}

// termList appends a list of terms.
func (w *writer) termList(to []byte, terms []*ast.Term) []byte {
	to = blob.Number(to, len(terms))
	for _, t := range terms {
		to = blob.Number(to, w.term(t))
	}
	return to
}

func (w *writer) comprehension(tag byte, body ast.Body, terms ...*ast.Term) []byte {
	to := []byte{tag}
	for _, t := range terms {
		to = blob.Number(to, w.term(t))
	}
	return w.body(to, body)
}

func (w *writer) body(to []byte, body ast.Body) []byte {
	to = blob.Number(to, len(body))
	for _, e := range body {
		to = w.expr(to, e)
	}
	return to
}

func (w *writer) expr(to []byte, e *ast.Expr) []byte {
	flags := 0
	if e.Negated {
		flags |= exprNegated
	}
	if e.Generated {
		flags |= exprGenerated
	}
	header := func(kind int) []byte { return blob.Number(blob.Number(to, flags|kind), row(e.Location)) }
	switch terms := e.Terms.(type) {
	case *ast.Term:
		to = blob.Number(header(0), w.term(terms))
	case []*ast.Term:
		to = w.termList(header(exprCall), terms)
	case *ast.Every:
		to = header(exprEvery)
		to = blob.Number(to, w.optional(terms.Key))
		to = blob.Number(to, w.term(terms.Value))
		to = blob.Number(to, w.term(terms.Domain))
		to = w.body(to, terms.Body)
	default:
		w.fail("a compiled policy holds a %T", terms)
	}
	to = blob.Number(to, len(e.With))
	for _, with := range e.With {
		to = blob.Number(to, w.term(with.Target))
		to = blob.Number(to, w.term(with.Value))
	}
	return to
}

func (w *writer) rule(to []byte, r *ast.Rule) []byte {
	flags := 0
	if r.Default {
		flags |= ruleDefault
	}
	if r.Else != nil {
		flags |= ruleElse
	}
	if r.Head.Assign {
		flags |= ruleAssign
	}
	to = blob.Number(blob.Number(to, flags), row(r.Location))
	to = blob.Number(to, w.term(ast.NewTerm(r.Head.Name)))
	to = blob.Number(to, w.term(ast.NewTerm(r.Head.Reference)))
	to = w.termList(to, r.Head.Args)
	to = blob.Number(to, w.optional(r.Head.Key))
	to = blob.Number(to, w.optional(r.Head.Value))
	to = w.body(to, r.Body)
	if r.Else != nil {
		to = w.rule(to, r.Else)
	}
	return to
}

func row(l *ast.Location) int {
	if l == nil {
		return 0
	}
	return l.Row
}
