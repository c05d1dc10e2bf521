// Package planner makes the plans that package plan runs: OPA compiles and plans the policies, and this package lowers
// OPA's IR to the statements of package plan and optimizes them. Only the build of the project and tests use it; in the
// program itself, OPA's compilers would add to the size of the binary.
package planner

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/ir"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
)

// Policies is the input of Plan.
type Policies struct {
	// Files contains the sources by path.
	Files map[string]string
	// Entries maps the names of the program's entries to paths of rules, such as "lib/deny".
	Entries      map[string]string
	Capabilities *ast.Capabilities
}

// Plan compiles and plans policies. It returns an error if they do not compile or need something that package plan does
// not support.
func Plan(ctx context.Context, p Policies) (*plan.Source, error) {
	b := &bundle.Bundle{Data: map[string]any{}}
	for _, path := range slices.Sorted(maps.Keys(p.Files)) {
		text := p.Files[path]
		m, err := ast.ParseModuleWithOpts(path, text, ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, err
		}
		b.Modules = append(b.Modules, bundle.ModuleFile{URL: path, Path: path, Parsed: m, Raw: []byte(text)})
	}
	paths := slices.Sorted(maps.Values(p.Entries))
	c := compile.New().WithTarget(compile.TargetPlan).WithBundle(b).WithCapabilities(p.Capabilities).WithEntrypoints(paths...)
	if err := c.Build(ctx); err != nil {
		return nil, err
	}
	modules := c.Bundle().PlanModules
	if len(modules) != 1 {
		return nil, fmt.Errorf("OPA made %d plans, want one", len(modules))
	}
	var policy ir.Policy
	if err := json.Unmarshal(modules[0].Raw, &policy); err != nil {
		return nil, err
	}
	entryFunctions := map[string]string{} // functions by path of the rule
	for _, entryPlan := range policy.Plans.Plans {
		call, ok := entryPlan.Blocks[0].Stmts[0].(*ir.CallStmt)
		if !ok || len(entryPlan.Blocks) != 1 || len(entryPlan.Blocks[0].Stmts) != 5 { // the call, and four for a result set
			return nil, fmt.Errorf("the plan of %s does more than call a rule", entryPlan.Name)
		}
		entryFunctions[entryPlan.Name] = call.Func
	}
	l := &lowerer{policy: &policy, source: &plan.Source{Entries: map[string]int{}}, functions: map[string]int{}, builtins: map[string]int{}}
	for _, name := range slices.Sorted(maps.Keys(p.Entries)) {
		l.source.Entries[name] = l.function(entryFunctions[p.Entries[name]])
	}
	for i := 0; i < len(l.queue) && l.err == nil; i++ {
		f := l.lower(l.queue[i])
		if l.err == nil {
			l.err = optimize(f)
		}
		l.source.Functions = append(l.source.Functions, *f.Function)
	}
	return l.source, l.err
}

// lowerer translates OPA's functions, those that entries need, to functions of package plan.
type lowerer struct {
	policy    *ir.Policy
	source    *plan.Source
	functions map[string]int // numbers by name
	queue     []*ir.Func     // by number; lowered in this order
	builtins  map[string]int
	err       error
}

func (l *lowerer) fail(format string, args ...any) {
	if l.err == nil {
		l.err = fmt.Errorf(format, args...)
	}
}

// function returns the number of a function and queues it if it is new.
func (l *lowerer) function(name string) int {
	if n, ok := l.functions[name]; ok {
		return n
	}
	i := slices.IndexFunc(l.policy.Funcs.Funcs, func(f *ir.Func) bool { return f.Name == name })
	if i < 0 {
		l.fail("unknown function %q", name)
		return 0
	}
	n := len(l.queue)
	l.functions[name], l.queue = n, append(l.queue, l.policy.Funcs.Funcs[i])
	return n
}

// builtin returns the number of a built-in function.
func (l *lowerer) builtin(name string) int {
	if n, ok := l.builtins[name]; ok {
		return n
	}
	i := slices.IndexFunc(ast.Builtins, func(b *ast.Builtin) bool { return b.Name == name })
	if i < 0 || ast.Builtins[i].Relation || ast.Builtins[i].Nondeterministic {
		l.fail("a policy calls %s, which package plan does not support", name)
		return 0
	}
	n := len(l.source.Builtins)
	l.builtins[name], l.source.Builtins = n, append(l.source.Builtins, name)
	return n
}

// function is a function that is being lowered.
type function struct {
	*plan.Function

	result plan.Operand // the local that the function returns

	lowerer       *lowerer
	locals        map[ir.Local]plan.Operand
	constantIndex map[string]plan.Operand // constants by kind and text
}

func (l *lowerer) lower(irFunc *ir.Func) *function {
	f := &function{
		Function:      &plan.Function{Params: len(irFunc.Params)},
		lowerer:       l,
		locals:        map[ir.Local]plan.Operand{},
		constantIndex: map[string]plan.Operand{},
	}
	for _, p := range irFunc.Params {
		f.local(p)
	}
	f.result = f.local(irFunc.Return)
	for _, b := range irFunc.Blocks {
		f.Blocks = append(f.Blocks, f.block(b))
	}
	f.Locals = len(f.locals)
	if max(f.Locals, len(f.Constants)) > math.MaxInt16 {
		l.fail("%s has more locals or constants than an operand can represent", irFunc.Name)
	}
	return f
}

func (f *function) local(l ir.Local) plan.Operand {
	if _, ok := f.locals[l]; !ok {
		f.locals[l] = plan.Operand(len(f.locals))
	}
	return f.locals[l]
}

func (f *function) constant(v ast.Value) plan.Operand {
	text := ast.ValueName(v) + v.String()
	if _, ok := f.constantIndex[text]; !ok {
		f.constantIndex[text] = plan.Constant(len(f.Constants))
		f.Constants = append(f.Constants, ast.NewTerm(v))
	}
	return f.constantIndex[text]
}

func (f *function) text(i int) string { return f.lowerer.policy.Static.Strings[i].Value }

func (f *function) operand(o ir.Operand) plan.Operand {
	switch v := o.Value.(type) {
	case *ir.Local:
		return f.local(*v)
	case *ir.StringIndex:
		return f.constant(ast.String(f.text(int(*v))))
	case *ir.Bool:
		return f.constant(ast.Boolean(*v))
	}
	f.lowerer.fail("an operand is a %T, which package plan does not support", o.Value)
	return 0
}

func (f *function) operands(irOperands []ir.Operand) []plan.Operand {
	list := make([]plan.Operand, len(irOperands))
	for i, o := range irOperands {
		list[i] = f.operand(o)
	}
	return list
}

func (f *function) block(b *ir.Block) []plan.Statement {
	block := make([]plan.Statement, 0, len(b.Stmts))
	for _, s := range b.Stmts {
		if _, ok := s.(*ir.NopStmt); ok {
			continue
		}
		lowered := f.statement(s)
		lowered.Row = int32(s.GetLocation().Row)
		if f.File == "" && lowered.Row > 0 {
			f.File = f.lowerer.policy.Static.Files[s.GetLocation().File].Value
		}
		block = append(block, lowered)
	}
	return block
}

func (f *function) integer(n int64) plan.Operand {
	return f.constant(ast.Number(strconv.FormatInt(n, 10)))
}

// statement lowers one statement of OPA's IR.
//
//nolint:cyclop,gocyclo // one case for each kind of statement
func (f *function) statement(s ir.Stmt) plan.Statement {
	switch s := s.(type) {
	case *ir.AssignVarStmt:
		return plan.Statement{Op: plan.Assign, A: f.local(s.Target), B: f.operand(s.Source)}
	case *ir.AssignIntStmt:
		return plan.Statement{Op: plan.Assign, A: f.local(s.Target), B: f.integer(s.Value)}
	case *ir.MakeNumberIntStmt:
		return plan.Statement{Op: plan.Assign, A: f.local(s.Target), B: f.integer(s.Value)}
	case *ir.MakeNumberRefStmt:
		return plan.Statement{Op: plan.Assign, A: f.local(s.Target), B: f.constant(ast.Number(f.text(s.Index)))}
	case *ir.MakeNullStmt:
		return plan.Statement{Op: plan.Assign, A: f.local(s.Target), B: f.constant(ast.NullValue)}
	case *ir.AssignVarOnceStmt:
		return plan.Statement{Op: plan.AssignOnce, A: f.local(s.Target), B: f.operand(s.Source)}
	case *ir.ResetLocalStmt:
		return plan.Statement{Op: plan.Reset, A: f.local(s.Target)}
	case *ir.ReturnLocalStmt:
		return plan.Statement{Op: plan.Return, A: f.local(s.Source)}
	case *ir.BreakStmt:
		return plan.Statement{Op: plan.Break, A: plan.Operand(s.Index)}
	case *ir.BlockStmt:
		lowered := plan.Statement{Op: plan.Block}
		for _, b := range s.Blocks {
			lowered.Blocks = append(lowered.Blocks, f.block(b))
		}
		return lowered
	case *ir.NotStmt:
		return plan.Statement{Op: plan.Not, Blocks: [][]plan.Statement{f.block(s.Block)}}
	case *ir.ScanStmt:
		return plan.Statement{
			Op:     plan.Scan,
			A:      f.local(s.Source),
			B:      f.local(s.Key),
			C:      f.local(s.Value),
			Blocks: [][]plan.Statement{f.block(s.Block)},
		}
	case *ir.CallStmt:
		if strings.HasPrefix(s.Func, "g") &&
			slices.ContainsFunc(f.lowerer.policy.Funcs.Funcs, func(f *ir.Func) bool { return f.Name == s.Func }) {
			return plan.Statement{Op: plan.Call, A: f.local(s.Result), B: plan.Operand(f.lowerer.function(s.Func)), List: f.operands(s.Args)}
		}
		return plan.Statement{Op: plan.Builtin, A: f.local(s.Result), B: plan.Operand(f.lowerer.builtin(s.Func)), List: f.operands(s.Args)}
	case *ir.DotStmt:
		return plan.Statement{Op: plan.Dot, A: f.local(s.Target), B: f.operand(s.Source), C: f.operand(s.Key)}
	case *ir.LenStmt:
		return plan.Statement{Op: plan.Len, A: f.local(s.Target), B: f.operand(s.Source)}
	case *ir.EqualStmt:
		return plan.Statement{Op: plan.Equal, A: f.operand(s.A), B: f.operand(s.B)}
	case *ir.NotEqualStmt:
		return plan.Statement{Op: plan.NotEqual, A: f.operand(s.A), B: f.operand(s.B)}
	case *ir.IsArrayStmt:
		return plan.Statement{Op: plan.IsArray, A: f.operand(s.Source)}
	case *ir.IsObjectStmt:
		return plan.Statement{Op: plan.IsObject, A: f.operand(s.Source)}
	case *ir.IsSetStmt:
		return plan.Statement{Op: plan.IsSet, A: f.operand(s.Source)}
	case *ir.IsDefinedStmt:
		return plan.Statement{Op: plan.IsDefined, A: f.local(s.Source)}
	case *ir.IsUndefinedStmt:
		return plan.Statement{Op: plan.IsUndefined, A: f.local(s.Source)}
	case *ir.MakeArrayStmt:
		return plan.Statement{Op: plan.MakeArray, A: f.local(s.Target)}
	case *ir.MakeObjectStmt:
		return plan.Statement{Op: plan.MakeObject, A: f.local(s.Target)}
	case *ir.MakeSetStmt:
		return plan.Statement{Op: plan.MakeSet, A: f.local(s.Target)}
	case *ir.ArrayAppendStmt:
		return plan.Statement{Op: plan.Append, A: f.local(s.Array), B: f.operand(s.Value)}
	case *ir.ObjectInsertStmt:
		return plan.Statement{Op: plan.Insert, A: f.local(s.Object), B: f.operand(s.Key), C: f.operand(s.Value)}
	case *ir.ObjectInsertOnceStmt:
		return plan.Statement{Op: plan.InsertOnce, A: f.local(s.Object), B: f.operand(s.Key), C: f.operand(s.Value)}
	case *ir.SetAddStmt:
		return plan.Statement{Op: plan.Add, A: f.local(s.Set), B: f.operand(s.Value)}
	}
	f.lowerer.fail("a policy needs a %T, which package plan does not support", s)
	return plan.Statement{}
}
