package plan

import (
	"sync"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/internal/policy/prepared"
)

// Program is a program to run. Several machines may run it at a time.
type Program struct {
	entries   map[string]int
	builtins  []builtin
	functions []lazy
	machines  sync.Pool // that are closed
}

// lazy is a function that is decoded when it is called first.
type lazy struct {
	code    string
	decoded atomic.Pointer[Function]
}

// Open reads a program that Encode wrote, but for what its functions do.
func Open(data string) (*Program, error) {
	r := blob.NewReader(data)
	n := r.Length()
	p := &Program{entries: make(map[string]int, n)}
	for range n {
		name := r.Text()
		p.entries[name] = r.Number()
	}
	p.builtins = make([]builtin, r.Length())
	for i := range p.builtins {
		name := r.Text()
		p.builtins[i] = builtin{quick[name], topdown.GetBuiltin(name), name == ast.ObjectGet.Name}
		if p.builtins[i].call == nil {
			r.Fail()
		}
	}
	p.functions = make([]lazy, r.Length())
	for i := range p.functions {
		p.functions[i].code = r.Text()
	}
	for _, n := range p.entries {
		if n >= len(p.functions) {
			r.Fail()
		}
	}
	return p, r.Close()
}

// Has reports whether the program has an entry of a name.
func (p *Program) Has(name string) bool {
	_, ok := p.entries[name]
	return ok
}

// function returns function n. An error means that the data is damaged.
func (p *Program) function(n int) (*Function, error) {
	l := &p.functions[n]
	if f := l.decoded.Load(); f != nil {
		return f, nil
	}
	r := reader{Reader: blob.NewReader(l.code), program: p}
	f := &Function{File: r.Text(), Params: r.Number(), Locals: r.Number()}
	constants, err := prepared.Value(r.Text())
	if err != nil {
		return nil, err
	}
	list, ok := constants.(*ast.Array)
	if !ok || f.Params < 2 || f.Locals < f.Params || f.Locals > len(l.code)<<1 {
		r.Fail()
	} else {
		f.Constants = make([]*ast.Term, list.Len())
		for i := range f.Constants {
			f.Constants[i] = list.Elem(i)
		}
		r.locals, r.constants = f.Locals, len(f.Constants)
		f.Blocks = r.blocks()
	}
	if err := r.Close(); err != nil {
		return nil, err
	}
	l.decoded.Store(f)
	return f, nil
}

// reader reads a function, and refuses what a machine would stumble over.
type reader struct {
	blob.Reader

	program           *Program
	locals, constants int
}

func (r *reader) blocks() [][]Statement {
	all := make([][]Statement, r.Length())
	for i := range all {
		all[i] = make([]Statement, r.Length())
		for j := range all[i] {
			r.statement(&all[i][j])
		}
	}
	return all
}

func (r *reader) statement(s *Statement) {
	s.Op, s.Row = Op(r.Number()), int32(r.Number())
	a, b := r.Number(), r.Number()
	switch s.Op {
	case Break:
		s.A = Operand(a >> 1)
	default:
		s.A = r.operand(a)
	}
	switch s.Op {
	case Call, Builtin:
		s.B = Operand(b >> 1)
		if s.Op == Call && int(s.B) >= len(r.program.functions) || s.Op == Builtin && int(s.B) >= len(r.program.builtins) {
			r.Fail()
		}
	case Scan: // the key may be none
		s.B = -1
		if b&1 == 0 {
			s.B = r.operand(b)
		}
	default:
		s.B = r.operand(b)
	}
	s.C = r.operand(r.Number())
	if n := r.Length(); n > 0 {
		s.List = make([]Operand, n)
		for i := range s.List {
			s.List[i] = r.operand(r.Number())
		}
	}
	if s.Op.nests() {
		s.Blocks = r.blocks()
	}
	if s.Op >= ops || s.Op.nests() && s.Op != Block && len(s.Blocks) != 1 {
		r.Fail()
	}
}

func (r *reader) operand(n int) Operand {
	o := Operand(n >> 1)
	switch {
	case n&1 == 1 && int(o) < r.constants:
		return ^o
	case n&1 == 0 && int(o) < r.locals:
		return o
	}
	r.Fail()
	return 0
}
