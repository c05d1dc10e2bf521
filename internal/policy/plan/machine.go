package plan

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Machine runs a program on one input and caches the results of rules and functions. It must not be used concurrently.
// Close makes its memory available to the next machine.
type Machine struct {
	program     *Program
	input, data *ast.Term
	context     topdown.BuiltinContext
	cancel      topdown.Cancel
	watcher     watcher

	rules []ruleResult          // results of the functions without arguments
	memo  map[callKey]*ast.Term // results of the functions with arguments; nil is undefined
	stack []*ast.Term           // the free part
	err   error

	freeFrames []*frame // free list
	freeScans  []*scan  // free list

	operands  []*ast.Term // operands of the built-in function that is running
	output    *ast.Term
	setOutput func(*ast.Term) error
}

// ruleResult is the cached result of a rule.
type ruleResult struct {
	evaluated bool
	term      *ast.Term
}

// callKey is a function and its arguments: scalars are compared by value; arrays, objects and sets by identity. Arguments
// that are equal but not identical cost one more call; the result is the same.
type callKey struct {
	function Operand
	args     [maxMemoArgs]ast.Value
}

// maxMemoArgs is the largest number of arguments for which results are cached.
const maxMemoArgs = 3

// stackSize is the number of locals that a new machine has room for. Calls that need more allocate their own.
const stackSize = 1 << 10

// NewMachine returns a machine for an input and data. The run ends when cancel is canceled.
func NewMachine(ctx context.Context, p *Program, input, data *ast.Term, cancel topdown.Cancel) *Machine {
	m, _ := p.machines.Get().(*Machine)
	if m == nil {
		m = &Machine{program: p, rules: make([]ruleResult, len(p.functions)), memo: map[callKey]*ast.Term{}, stack: make([]*ast.Term, stackSize)}
		m.setOutput = func(t *ast.Term) error {
			m.output = t
			return nil
		}
	}
	m.input, m.data, m.cancel = input, data, cancel
	m.context = topdown.BuiltinContext{Context: ctx, Cancel: cancel}
	return m
}

// maxReusedMemo is the largest number of cached calls for which Close reuses the map: clearing a larger one takes longer
// than making a new one.
const maxReusedMemo = 1 << 14

// Close releases the machine. Values that it returned remain valid.
func (m *Machine) Close() {
	if len(m.memo) > maxReusedMemo {
		m.memo = map[callKey]*ast.Term{}
	}
	clear(m.rules)
	clear(m.memo)
	clear(m.stack)
	clear(m.operands[:cap(m.operands)])
	m.input, m.data, m.cancel, m.watcher, m.output, m.err = nil, nil, nil, nil, nil, nil
	m.context = topdown.BuiltinContext{}
	m.program.machines.Put(m)
}

// Eval returns the value of an entry of the program, nil if it is undefined. The error is a *topdown.Error; it means
// that ctx ended, that a policy failed, or that the program is damaged.
func (m *Machine) Eval(entry string) (*ast.Term, error) {
	t := m.rule(Operand(m.program.entries[entry]))
	return t, m.err
}

// signal is how a block ended: it completed, it broke out of a number of blocks including itself, or the function ends.
type signal int

const (
	completed signal = 0
	undefined signal = 1
	exited    signal = -1
)

// frame is the activation of a function.
type frame struct {
	*function

	locals []*ast.Term
	result *ast.Term
}

// frame returns an empty frame, reusing one if possible.
func (m *Machine) frame() *frame {
	n := len(m.freeFrames)
	if n == 0 {
		return &frame{}
	}
	f := m.freeFrames[n-1]
	m.freeFrames = m.freeFrames[:n-1]
	return f
}

func (f *frame) get(o Operand) *ast.Term {
	if o < 0 {
		return &f.constants[^o]
	}
	return f.locals[o]
}

// rule returns the result of a function without arguments.
func (m *Machine) rule(n Operand) *ast.Term {
	if r := m.rules[n]; r.evaluated {
		return r.term
	}
	t := m.run(n, nil, nil)
	m.rules[n] = ruleResult{true, t}
	return t
}

// call returns the result of a function for arguments from the caller's frame.
func (m *Machine) call(n Operand, caller *frame, args []Operand) *ast.Term {
	if len(args) == 2 {
		return m.rule(n)
	}
	key := callKey{function: n}
	if len(args)-2 > maxMemoArgs {
		return m.run(n, caller, args)
	}
	for i, a := range args[2:] {
		key.args[i] = caller.get(a).Value
	}
	t, ok := m.memo[key]
	if !ok {
		t = m.run(n, caller, args)
		m.memo[key] = t
	}
	return t
}

// run executes a function.
func (m *Machine) run(n Operand, caller *frame, args []Operand) *ast.Term {
	if m.canceled() {
		return nil
	}
	function, err := m.program.function(int(n))
	if err != nil || len(args) > function.locals {
		m.fail(&topdown.Error{Code: topdown.InternalErr})
		return nil
	}
	f, free := m.frame(), m.stack
	f.function = function
	if function.locals <= len(free) {
		f.locals, m.stack = free[:function.locals:function.locals], free[function.locals:]
		clear(f.locals)
	} else {
		f.locals = make([]*ast.Term, function.locals)
	}
	f.locals[0], f.locals[1] = m.input, m.data
	for i := 2; i < len(args); i++ {
		f.locals[i] = caller.get(args[i])
	}
	for n := range function.blocks {
		if m.block(f, function.block(uint16(n))) == exited {
			break
		}
	}
	m.stack = free
	result := f.result
	*f = frame{}
	m.freeFrames = append(m.freeFrames, f)
	return result
}

func (m *Machine) fail(err *topdown.Error) {
	if m.err == nil {
		m.err = err
	}
}

// failAt ends the run with an error at a statement.
func (m *Machine) failAt(f *frame, s *step, code string) signal {
	m.fail(&topdown.Error{Code: code, Location: &ast.Location{File: f.file, Row: int(s.row)}})
	return exited
}

func (m *Machine) canceled() bool {
	if m.cancel.Cancelled() {
		m.fail(&topdown.Error{Code: topdown.CancelErr})
	}
	return m.err != nil
}

// block executes a block.
//
//nolint:cyclop,gocognit,gocyclo // one case for each kind of statement
func (m *Machine) block(f *frame, block []step) signal {
	for i := range block {
		s := &block[i]
		switch s.op {
		case Assign:
			f.locals[s.a] = f.get(s.b)
		case Dot:
			t := dot(f.get(s.b), f.get(s.c))
			m.watcher.lookup(f.get(s.b), f.get(s.c), t)
			if t == nil {
				return undefined
			}
			f.locals[s.a] = t
		case Call, Builtin:
			var t *ast.Term
			if s.op == Call {
				t = m.call(s.b, f, f.list(s))
			} else {
				t = m.builtin(f, s)
			}
			switch {
			case m.err != nil:
				return exited
			case t == nil:
				return undefined
			}
			f.locals[s.a] = t
		case Equal:
			m.watcher.readAll(f.get(s.a), f.get(s.b))
			if !equal(f.get(s.a), f.get(s.b)) {
				return undefined
			}
		case NotEqual:
			m.watcher.readAll(f.get(s.a), f.get(s.b))
			if equal(f.get(s.a), f.get(s.b)) {
				return undefined
			}
		case IsDefined:
			if f.locals[s.a] == nil {
				return undefined
			}
		case IsUndefined:
			if f.locals[s.a] != nil {
				return undefined
			}
		case Reset:
			f.locals[s.a] = nil
		case AssignOnce:
			t := f.get(s.b)
			m.watcher.readAll(f.locals[s.a], t)
			if old := f.locals[s.a]; old != nil && !equal(old, t) {
				return m.failAt(f, s, topdown.ConflictErr)
			}
			f.locals[s.a] = t
		case Return:
			f.result = f.locals[s.a]
			return exited
		case Break:
			return signal(s.a) + 1
		case Block:
			for n := range s.count {
				if sig := m.block(f, f.block(s.first+n)); sig < completed {
					return sig
				} else if sig > undefined {
					return sig - 1
				}
			}
		case Not:
			switch sig := m.block(f, f.block(s.first)); {
			case sig < completed:
				return sig
			case sig == completed:
				return undefined
			case sig > undefined:
				return sig - 1
			}
		case Scan:
			if sig := m.scan(f, s); sig != completed {
				return sig
			}
		case IsArray:
			if t := f.get(s.a); t == nil || !is[*ast.Array](t) && !isView(t, true) {
				return undefined
			}
		case IsObject:
			if t := f.get(s.a); t == nil || !is[ast.Object](t) && !isView(t, false) {
				return undefined
			}
		case IsSet:
			if t := f.get(s.a); t == nil || !is[ast.Set](t) {
				return undefined
			}
		case Len:
			m.watcher.readAll(f.get(s.b))
			n, ok := length(f.get(s.b))
			if !ok {
				return undefined
			}
			f.locals[s.a] = ast.InternedTerm(n)
		case MakeArray:
			f.locals[s.a] = ast.NewTerm(ast.NewArrayWithCapacity(initialItems))
		case MakeObject:
			f.locals[s.a] = ast.NewTerm(ast.NewObject())
		case MakeSet:
			f.locals[s.a] = ast.NewTerm(ast.NewSet())
		case Append:
			// No other function sees the array before it is complete, so it can grow in place.
			m.watcher.readAll(f.get(s.b))
			array := f.locals[s.a].Value.(*ast.Array)
			*array = *array.Append(f.get(s.b))
		case Insert:
			m.watcher.readAll(f.get(s.b), f.get(s.c))
			f.locals[s.a].Value.(ast.Object).Insert(plain(f.get(s.b)), plain(f.get(s.c)))
		case InsertOnce:
			m.watcher.readAll(f.get(s.b), f.get(s.c))
			object, key, value := f.locals[s.a].Value.(ast.Object), plain(f.get(s.b)), plain(f.get(s.c))
			if old := object.Get(key); old == nil {
				object.Insert(key, value)
			} else if !equal(old, value) {
				return m.failAt(f, s, topdown.ConflictErr)
			}
		case Add:
			m.watcher.readAll(f.get(s.b))
			f.locals[s.a].Value.(ast.Set).Add(plain(f.get(s.b)))
		}
	}
	return completed
}

// initialItems is the initial capacity of an array. Nearly all arrays are smaller.
const initialItems = 4

func is[T ast.Value](t *ast.Term) bool {
	_, ok := t.Value.(T)
	return ok
}

func isView(t *ast.Term, list bool) bool {
	s, ok := t.Value.(View)
	return ok && s.IsList() == list
}

// scan is the state of a running scan. Its onEntry field is the method value of visit, allocated once.
type scan struct {
	machine   *Machine
	frame     *frame
	statement *step
	block     []step
	outcome   signal
	onEntry   func(key, value *ast.Term) (end bool)
}

// scan runs the block of a scan for each entry.
func (m *Machine) scan(f *frame, s *step) signal {
	source := f.get(s.a)
	if source == nil {
		return completed
	}
	m.watcher.readAll(source)
	var r *scan
	if n := len(m.freeScans); n > 0 {
		r, m.freeScans = m.freeScans[n-1], m.freeScans[:n-1]
	} else {
		r = &scan{machine: m}
		r.onEntry = r.visit
	}
	r.frame, r.statement, r.block, r.outcome = f, s, f.block(s.first), completed
	r.run(source)
	r.frame, r.statement, r.block = nil, nil, nil
	m.freeScans = append(m.freeScans, r)
	return r.outcome
}

// run iterates over the entries of a value.
func (r *scan) run(source *ast.Term) {
	switch v := source.Value.(type) {
	case View:
		v.Until(r.onEntry)
	case *ast.Array:
		for i := range v.Len() {
			var key *ast.Term
			if r.statement.b >= 0 {
				key = ast.InternedTerm(i)
			}
			if r.visit(key, v.Elem(i)) {
				break
			}
		}
	case ast.Object:
		v.Until(r.onEntry)
	case ast.Set:
		v.Until(func(member *ast.Term) bool { return r.visit(member, member) })
	}
}

// visit runs the block for one entry and reports whether the scan ends.
func (r *scan) visit(key, value *ast.Term) (end bool) {
	if r.machine.canceled() {
		r.outcome = exited
		return true
	}
	if r.statement.b >= 0 {
		r.frame.locals[r.statement.b] = key
	}
	r.frame.locals[r.statement.c] = value
	switch sig := r.machine.block(r.frame, r.block); {
	case sig < completed:
		r.outcome = sig
		return true
	case sig > undefined:
		r.outcome = sig - 2
		return true
	}
	return false
}

// dot returns the entry of a value under a key, nil if there is none.
func dot(source, key *ast.Term) *ast.Term {
	if source == nil {
		return nil
	}
	switch v := source.Value.(type) {
	case View:
		return v.Get(key)
	case ast.Object:
		return v.Get(plain(key))
	case *ast.Array:
		return v.Get(key)
	case ast.Set:
		if v.Contains(plain(key)) {
			return key
		}
	}
	return nil
}

// length returns the number of entries of a value.
func length(t *ast.Term) (int, bool) {
	if t == nil {
		return 0, false
	}
	switch v := t.Value.(type) {
	case View:
		return v.Len(), true
	case *ast.Array:
		return v.Len(), true
	case ast.Object:
		return v.Len(), true
	case ast.Set:
		return v.Len(), true
	}
	return 0, false
}
