package plan

import (
	"math"
	"sync"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/internal/policy/prepared"
)

// Program is an executable program. Several machines may run it concurrently.
type Program struct {
	entries   map[string]int
	builtins  []builtin
	constants []ast.Term
	functions []lazyFunction
	machines  sync.Pool // closed, for reuse
}

// lazyFunction is a function that is decoded on its first call.
type lazyFunction struct {
	code    string
	decoded atomic.Pointer[function]
}

// Open reads a program that Encode wrote. It does not decode the functions yet.
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
		p.builtins[i] = builtin{fastPaths[name], topdown.GetBuiltin(name), name == ast.ObjectGet.Name}
		if p.builtins[i].call == nil {
			r.Fail()
		}
	}
	var err error
	if p.constants, err = prepared.ReadTerms(r.Text()); err != nil {
		return nil, err
	}
	p.functions = make([]lazyFunction, r.Length())
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

// Has reports whether the program has an entry with this name.
func (p *Program) Has(name string) bool {
	_, ok := p.entries[name]
	return ok
}

// function returns function n. An error means that the data is damaged.
func (p *Program) function(n int) (*function, error) {
	l := &p.functions[n]
	if f := l.decoded.Load(); f != nil {
		return f, nil
	}
	r := reader{Reader: blob.NewReader(l.code), program: p}
	f := r.function()
	if err := r.Close(); err != nil {
		return nil, err
	}
	l.decoded.Store(f)
	return f, nil
}

// reader decodes a function and rejects anything that would crash a machine.
type reader struct {
	blob.Reader

	program *Program
	current *function
	blocks  int // number of blocks that the steps read until now refer to
}

func (r *reader) function() *function {
	f := &function{file: r.Text(), constants: r.program.constants}
	r.current = f
	params := r.Number()
	f.locals = r.Number()
	steps, operands, blocks := r.Length(), r.Length(), r.Length()
	f.blocks = r.Number()
	r.blocks = f.blocks
	if params < 2 || f.locals < params || f.locals > math.MaxInt16 || f.blocks > blocks || max(steps, operands, blocks) > math.MaxUint16 {
		r.Fail()
		return f
	}
	f.steps, f.operands, f.starts = make([]step, 0, steps), make([]Operand, 0, operands), make([]uint16, 1, blocks+1)
	// A step refers only to blocks after its own, so no block can run itself.
	for i := 0; i < min(r.blocks, blocks); i++ { //nolint:intrange // r.blocks grows in the loop
		for range r.Length() {
			f.steps = append(f.steps, r.step())
		}
		f.starts = append(f.starts, uint16(len(f.steps)))
	}
	if len(f.steps) != steps || len(f.operands) != operands || r.blocks != blocks {
		r.Fail()
	}
	return f
}

func (r *reader) step() step {
	s := step{op: Op(r.Number())}
	if s.op >= numOps {
		r.Fail()
		return s
	}
	if s.op.canFail() {
		row := r.Number()
		if row > math.MaxUint16 {
			r.Fail()
		}
		s.row = uint16(row)
	}
	n := fieldCounts[s.op]
	if n > 0 {
		s.a = r.firstField(s.op, r.Number())
	}
	if n > 1 {
		s.b = r.secondField(s.op, r.Number())
	}
	if n > 2 {
		s.c = r.operand(r.Number())
	}
	switch {
	case s.op.hasOperands():
		s.first, s.count = uint16(len(r.current.operands)), uint16(r.Length())
		for range s.count {
			r.current.operands = append(r.current.operands, r.operand(r.Number()))
		}
	case s.op.hasBlocks():
		s.first, s.count = uint16(r.blocks), uint16(r.Length())
		r.blocks += int(s.count)
		if s.op != Block && s.count != 1 {
			r.Fail()
		}
	}
	return s
}

// firstField decodes the first field of a step, secondField the second one.
func (r *reader) firstField(op Op, n int) Operand {
	if op == Break {
		return r.index(n, math.MaxInt16)
	}
	return r.operand(n)
}

func (r *reader) secondField(op Op, n int) Operand {
	switch {
	case op == Call:
		return r.index(n, len(r.program.functions))
	case op == Builtin:
		return r.index(n, len(r.program.builtins))
	case op == Scan && n&1 == 1: // the key is not used
		return -1
	}
	return r.operand(n)
}

func (r *reader) operand(n int) Operand {
	if n&1 == 1 {
		return ^r.index(n, len(r.current.constants))
	}
	return r.index(n, r.current.locals)
}

// index decodes an index, which is stored doubled and must be less than limit.
func (r *reader) index(n, limit int) Operand {
	if n >>= 1; n >= min(limit, math.MaxInt16+1) {
		r.Fail()
		return 0
	}
	return Operand(n)
}
