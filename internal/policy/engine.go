// Package policy loads, compiles and evaluates policies over a topology, within bounds of time and memory. What a rule
// is told of is the business of package rule, where a finding belongs that of package finding.
package policy

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
	"golang.org/x/sync/errgroup"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/timing"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Timeout bounds the evaluation of all policies over one topology.
const Timeout = 5 * time.Minute

// shardRows is the number of environments that one evaluation sees: enough to pay for a query, few
// enough to keep all cores busy.
const shardRows = 100

// shardsPerWorker bounds the number of evaluations, for all that each has to find out anew about what its
// rows have in common, such as the members of a group that all environments name. A few for each core
// keep all of them busy to the end.
const shardsPerWorker = 4

// Engine evaluates a set of policies. It may be used by several goroutines at a time.
type Engine struct {
	set   *set
	rules []*rule.Rule
	store storage.Store
	data  *ast.Term // what the store holds
	// bounds are those of evaluating, but in a test.
	bounds bounds

	lock     sync.Mutex
	compiler *ast.Compiler          // of what was needed so far
	modules  map[string]*ast.Module // those in it
}

// New prepares the policies of rules.
func New(o Options) (*Engine, error) {
	s, err := o.Set.policies()
	if err != nil {
		return nil, err
	}
	facts, err := s.facts()
	if err != nil {
		return nil, err
	}
	return newEngine(s, o.Rules, o.extend(facts))
}

func newEngine(s *set, rules []*rule.Rule, facts ast.Value) (*Engine, error) {
	data := ast.NewObject(ast.Item(ast.InternedTerm("facts"), ast.NewTerm(facts)))
	e := &Engine{set: s, rules: rules, store: inmem.NewFromASTObject(data), data: ast.NewTerm(data), bounds: evaluating}
	if s.compiled != nil {
		return e, nil // the rest is done when it is known what is needed
	}
	_, err := e.link(func(*rule.Rule) bool { return true })
	return e, err
}

// link returns a compiler that holds the library and the policies of the needed rules, and perhaps
// more: what one topology needed is kept for the next.
func (e *Engine) link(needed func(*rule.Rule) bool) (*ast.Compiler, error) {
	e.lock.Lock()
	defer e.lock.Unlock()
	names := map[string]bool{}
	e.set.add(names, entry)
	for _, r := range e.rules {
		if !IsBuiltin(r.ID) && (e.modules[r.ID] != nil || needed(r)) {
			e.set.add(names, r.ID)
		}
	}
	if e.set.compiled == nil {
		for _, n := range e.set.library {
			names[n] = true
		}
	}
	if len(names) == len(e.modules) {
		return e.compiler, nil
	}
	modules := make(map[string]*ast.Module, len(names))
	for n := range names {
		m, err := e.set.module(n)
		if err != nil {
			return nil, err
		}
		modules[n] = m
	}
	var c *ast.Compiler
	if e.set.compiled == nil {
		c = NewCompiler()
		c.Compile(modules)
	} else {
		c = assemble(modules, e.set.compiled)
	}
	if c.Failed() {
		return nil, policyError("", c.Errors)
	}
	e.compiler, e.modules = c, modules
	return c, nil
}

// NewCompiler returns a compiler with what policies may use: strict, and without the built-in
// functions that reach out of the program or differ from run to run.
func NewCompiler() *ast.Compiler {
	return ast.NewCompiler().WithStrict(true).WithCapabilities(capabilities()).WithDefaultRegoVersion(ast.RegoV1)
}

// Eval evaluates the rules over a topology with up to workers evaluations at a time. An error is an *Error or the
// context's.
func (e *Engine) Eval(ctx context.Context, t *topology.Topology, workers int) ([]problem.Problem, error) {
	found, _, err := e.Measure(ctx, t, workers, nil)
	return found, err
}

// Measure evaluates as Eval does, but asks for one rule at a time, and returns how long each of the rules
// took that the topology has something for, by id: the sum over all evaluations, some of which run at
// the same time. Without a clock it is Eval.
func (e *Engine) Measure(ctx context.Context, t *topology.Topology, workers int, clock func() time.Time) ([]problem.Problem, timing.Laps, error) {
	j, err := guarded(ctx, e.bounds.with(t), func(ctx context.Context) (evaluation, error) {
		return e.evaluate(ctx, t, workers, clock)
	})
	return j.found, j.took, err
}

// evaluation is what policies say of a topology, and how long each of them took.
type evaluation struct {
	found []problem.Problem
	took  timing.Laps
}

// planned says whether a rule is run by its plan; topdown runs all others.
func (e *Engine) planned(r *rule.Rule) bool {
	return e.set.plans != nil && r.Dir == "" && e.set.plans.Has(r.ID)
}

// evaluate asks all rules of the user at once, or one at a time where there is a clock, and those of the program one
// at a time.
func (e *Engine) evaluate(ctx context.Context, t *topology.Topology, workers int, clock func() time.Time) (evaluation, error) {
	var plans []string
	others := false
	for _, r := range e.rules {
		switch {
		case slices.Contains(Builtin, r.Group) || e.set.compiled != nil && !e.set.concerns(r, t):
		case e.planned(r):
			plans = append(plans, r.ID)
		default:
			others = true
		}
	}
	var compiler *ast.Compiler
	var queries []query
	if others {
		var err error
		compiler, err = e.link(func(r *rule.Rule) bool { return !e.planned(r) && e.set.concerns(r, t) })
		if err != nil {
			return evaluation{}, err
		}
		queries = []query{everything()}
		if clock != nil {
			queries = e.each(compiler)
		}
	}
	workers = max(1, workers)
	shards := min(t.Environments/shardRows+1, shardsPerWorker*workers)
	slots, took := make([][]problem.Problem, shards), make([]timing.Laps, shards)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for i := range shards {
		group.Go(func() error {
			input := ast.NewTerm(t.Input(i, shards))
			watch := timing.Start(clock)
			ask := func(rule string, answer func() ([]problem.Problem, error)) error {
				found, err := answer()
				watch.Lap(rule)
				slots[i] = append(slots[i], found...)
				return err
			}
			for _, q := range queries {
				if err := ask(q.rule, func() ([]problem.Problem, error) { return e.eval(ctx, compiler, t, input, q) }); err != nil {
					return err
				}
			}
			machine, stop := e.machine(ctx, input)
			defer stop()
			for _, id := range plans {
				if err := ask(id, func() ([]problem.Problem, error) { return run(ctx, machine, t, id) }); err != nil {
					return err
				}
			}
			took[i] = watch.Laps()
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return evaluation{}, err
	}
	return evaluation{slices.Concat(slots...), timing.Laps{}.Add(slices.Concat(took...)...)}, nil
}

// machine returns a machine for the plans over a part of a topology, and what is to be done when it is no longer
// needed.
func (e *Engine) machine(ctx context.Context, input *ast.Term) (*plan.Machine, func() bool) {
	cancel := topdown.NewCancel()
	stop := context.AfterFunc(ctx, cancel.Cancel)
	if e.set.plans == nil {
		return nil, stop
	}
	return plan.NewMachine(ctx, e.set.plans, input, e.data, cancel), stop
}

// run asks one rule by its plan.
func run(ctx context.Context, m *plan.Machine, t *topology.Topology, id string) ([]problem.Problem, error) {
	reported, err := m.Eval(id)
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, policyError("", err)
	}
	var problems []problem.Problem
	for _, found := range reported.Value.(ast.Set).Slice() {
		p, err := read(t, id, found.Value)
		if err != nil {
			return nil, err
		}
		problems = append(problems, p)
	}
	return problems, nil
}

// eval asks of a part of a topology.
func (e *Engine) eval(ctx context.Context, compiler *ast.Compiler, t *topology.Topology, input *ast.Term, of query) ([]problem.Problem, error) {
	results, err := evaluate(ctx, topdown.NewQuery(of.body).WithCompiler(compiler).WithInput(input), e.store)
	switch {
	case err != nil:
		return nil, err
	case len(results) == 0:
		return nil, &Error{File: "lib/main.rego", Message: "gave no findings, not even none"}
	}
	var problems []problem.Problem
	for _, entry := range results[0][answer].Value.(ast.Set).Slice() {
		rule, found := of.read(entry.Value)
		p, err := read(t, rule, found)
		if err != nil {
			return nil, err
		}
		p.Map(secret.Hide) // which a policy of the user can make of what does not look like one
		problems = append(problems, p)
	}
	return problems, nil
}
