// Package policy loads, compiles and evaluates policies over a topology, within limits on time and memory. Package rule
// selects rules; package finding sorts findings and applies suppressions and baselines.
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

// shardRows is the number of environments per shard: enough to justify the overhead of a query, but few enough to keep
// all cores busy.
const shardRows = 100

// shardsPerWorker bounds the number of shards per worker, because each evaluation recomputes what its rows have in
// common, such as the members of a group that all environments refer to. Several shards per core keep all cores busy
// until the end.
const shardsPerWorker = 4

// Engine evaluates a set of policies. It is safe for concurrent use.
type Engine struct {
	set   *set
	rules []*rule.Rule
	data  *ast.Term            // for plans, which read only the tables they use
	store func() storage.Store // the same data for topdown, created on first use
	// bounds is evaluating, except in tests.
	bounds bounds

	lock     sync.Mutex
	compiler *ast.Compiler          // for all modules needed by evaluations to date
	modules  map[string]*ast.Module // the modules of compiler, by name
}

// New returns an engine that evaluates the rules of o.
func New(o Options) (*Engine, error) {
	s, err := o.Set.policies()
	if err != nil {
		return nil, err
	}
	facts, err := o.of(s)
	if err != nil {
		return nil, err
	}
	return newEngine(s, o.Rules, facts)
}

func newEngine(s *set, rules []*rule.Rule, facts ast.Value) (*Engine, error) {
	data := newTables(map[string]func() *ast.Term{"facts": func() *ast.Term { return ast.NewTerm(facts) }})
	store := sync.OnceValue(func() storage.Store { return inmem.NewFromASTObject(data.Plain().(ast.Object)) })
	e := &Engine{set: s, rules: rules, data: ast.NewTerm(data), store: store, bounds: evaluating}
	if s.compiled != nil {
		return e, nil // modules are linked once a topology shows which are needed
	}
	_, err := e.link(func(*rule.Rule) bool { return true })
	return e, err
}

// link returns a compiler with the library and the policies of the needed rules. It may contain others as well: what
// one topology needed is kept for the next.
func (e *Engine) link(needed func(*rule.Rule) bool) (*ast.Compiler, error) {
	e.lock.Lock()
	defer e.lock.Unlock()
	names := map[string]bool{}
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

// NewCompiler returns a strict compiler without the built-in functions that policies may not call, such as those that
// access the network or differ from run to run.
func NewCompiler() *ast.Compiler {
	return ast.NewCompiler().WithStrict(true).WithCapabilities(capabilities()).WithDefaultRegoVersion(ast.RegoV1)
}

// Eval evaluates the rules over a topology, up to workers shards in parallel. The error is an *Error or that of the
// context.
func (e *Engine) Eval(ctx context.Context, t *topology.Topology, workers int) ([]problem.Problem, error) {
	found, _, err := e.Measure(ctx, t, workers, nil)
	return found, err
}

// Measure is like Eval, and also returns how long each rule took by id: the sum over all shards, some of which are
// evaluated in parallel. Rules without rows in the topology are omitted. If clock is nil, nothing is measured.
func (e *Engine) Measure(
	ctx context.Context,
	t *topology.Topology,
	workers int,
	clock func() time.Time,
) ([]problem.Problem, timing.Laps, error) {
	workers = max(1, workers)
	runningRules := newRunningRules(min(t.Environments/shardRows+1, shardsPerWorker*workers))
	j, err := guarded(ctx, e.bounds.with(t, runningRules), func(ctx context.Context) (evaluation, error) {
		q, err := e.job(t)
		if err != nil {
			return evaluation{}, err
		}
		return e.evaluate(ctx, t, workers, q, runningRules, clock)
	})
	return j.found, j.took, err
}

// evaluation is the result of evaluating policies over a topology, and how long each of them took.
type evaluation struct {
	found []problem.Problem
	took  timing.Laps
}

// planned reports whether a rule runs as a plan; topdown runs all others.
func (e *Engine) planned(r *rule.Rule) bool {
	return e.set.plans != nil && r.Dir == "" && e.set.plans.Has(r.ID)
}

// job describes what to evaluate: the queries for topdown, with their compiler, and the ids of rules that run as plans.
type job struct {
	compiler *ast.Compiler
	queries  []query
	plans    []string
}

// job returns the rules to evaluate over a topology. Each has its own query, so that an error can name a rule that was
// stopped.
func (e *Engine) job(t *topology.Topology) (job, error) {
	var q job
	others := false
	for _, r := range e.rules {
		switch {
		case IsBuiltin(r.ID) || e.set.compiled != nil && !e.set.concerns(r, t):
		case e.planned(r):
			q.plans = append(q.plans, r.ID)
		default:
			others = true
		}
	}
	if !others {
		return q, nil
	}
	var err error
	if q.compiler, err = e.link(func(r *rule.Rule) bool { return !e.planned(r) && e.set.concerns(r, t) }); err != nil {
		return q, err
	}
	q.queries = e.each(q.compiler)
	return q, nil
}

// evaluate runs a job over the shards of a topology, up to workers in parallel.
func (e *Engine) evaluate(
	ctx context.Context,
	t *topology.Topology,
	workers int,
	of job,
	runningRules *runningRules,
	clock func() time.Time,
) (evaluation, error) {
	shards := len(runningRules.rule)
	slots, took := make([][]problem.Problem, shards), make([]timing.Laps, shards)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for i := range shards {
		group.Go(func() error {
			watch := timing.Start(clock)
			timed := func(rule string, answer func() ([]problem.Problem, error)) error {
				runningRules.begin(i, rule)
				found, err := answer()
				watch.Lap(rule)
				slots[i] = append(slots[i], found...)
				return err
			}
			var input *ast.Term // in the form that topdown needs
			if len(of.queries) > 0 {
				input = ast.NewTerm(t.Input(i, shards))
			}
			cache := topdown.NewVirtualCache() // library rules are evaluated once for all queries
			for _, q := range of.queries {
				answer := topdown.NewQuery(q.body).WithCompiler(of.compiler).WithInput(input).WithVirtualCache(cache)
				if err := timed(q.rule, func() ([]problem.Problem, error) { return e.eval(ctx, t, q.rule, answer) }); err != nil {
					return err
				}
			}
			machine, done := e.machine(ctx, t.View(i, shards))
			defer done()
			for _, id := range of.plans {
				if err := timed(id, func() ([]problem.Problem, error) { return run(ctx, machine, t, id) }); err != nil {
					return err
				}
			}
			runningRules.end(i)
			took[i] = watch.Laps()
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return evaluation{}, err
	}
	return evaluation{slices.Concat(slots...), timing.Laps{}.Add(slices.Concat(took...)...)}, nil
}

// machine returns a machine that runs plans over a shard of a topology, or nil if there are no plans, and a function
// that releases it.
func (e *Engine) machine(ctx context.Context, input *ast.Term) (machine *plan.Machine, done func()) {
	if e.set.plans == nil {
		return nil, func() {}
	}
	cancel := topdown.NewCancel()
	stop := context.AfterFunc(ctx, cancel.Cancel)
	machine = plan.NewMachine(ctx, e.set.plans, input, e.data, cancel)
	return machine, func() {
		stop()
		machine.Close()
	}
}

// run evaluates the plan of a rule and returns the problems that it reports.
func run(ctx context.Context, m *plan.Machine, t *topology.Topology, id string) ([]problem.Problem, error) {
	all, err := findings(ctx, m, id)
	if err != nil {
		return nil, err
	}
	var problems []problem.Problem
	for _, found := range all {
		p, err := read(t, id, found.Value)
		if err != nil {
			return nil, err
		}
		problems = append(problems, p)
	}
	return problems, nil
}

// findings evaluates the plan of a rule and returns the findings that it reports.
func findings(ctx context.Context, m *plan.Machine, id string) ([]*ast.Term, error) {
	reported, err := m.Eval(id)
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, policyError("", err)
	}
	return reported.Value.(ast.Set).Slice(), nil
}

// eval evaluates one rule with topdown.
func (e *Engine) eval(ctx context.Context, t *topology.Topology, rule string, q *topdown.Query) ([]problem.Problem, error) {
	results, err := evaluate(ctx, q, e.store())
	if err != nil {
		return nil, err
	}
	var problems []problem.Problem
	for _, found := range results[0][answer].Value.(ast.Set).Slice() {
		p, err := read(t, rule, found.Value)
		if err != nil {
			return nil, err
		}
		p.Map(secret.Redact) // a custom policy can assemble a credential from harmless parts
		problems = append(problems, p)
	}
	return problems, nil
}
