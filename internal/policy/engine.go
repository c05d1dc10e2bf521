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
	set   *policySet
	rules []*rule.Rule
	data  *ast.Term            // for plans, which read only the tables they use
	store func() storage.Store // the same data for topdown, created on first use
	// bounds is evalBounds, except in tests.
	bounds bounds

	mu       sync.Mutex
	compiler *ast.Compiler          // for all modules needed by evaluations to date
	modules  map[string]*ast.Module // the modules of compiler, by name
}

// New returns an engine that evaluates rules of o.Set.
func New(o Options, rules []*rule.Rule) (*Engine, error) {
	s, err := o.Set.policies()
	if err != nil {
		return nil, err
	}
	facts, err := o.extendedFacts(s)
	if err != nil {
		return nil, err
	}
	return newEngine(s, rules, facts)
}

func newEngine(s *policySet, rules []*rule.Rule, facts ast.Value) (*Engine, error) {
	data := newLazyObject(map[string]func() *ast.Term{"facts": func() *ast.Term { return ast.NewTerm(facts) }})
	store := sync.OnceValue(func() storage.Store { return inmem.NewFromASTObject(data.Plain().(ast.Object)) })
	e := &Engine{set: s, rules: rules, data: ast.NewTerm(data), store: store, bounds: evalBounds}
	if s.moduleInfo != nil {
		return e, nil // modules are linked once a topology shows which are needed
	}
	_, err := e.link(func(*rule.Rule) bool { return true })
	return e, err
}

// link returns a compiler with the library and the policies of the needed rules. It may contain others as well: what
// one topology needed is kept for the next.
func (e *Engine) link(needed func(*rule.Rule) bool) (*ast.Compiler, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	names := map[string]bool{}
	for _, r := range e.rules {
		if !IsNative(r.ID) && (e.modules[r.ID] != nil || needed(r)) {
			e.set.addDependencies(names, r.ID)
		}
	}
	if e.set.moduleInfo == nil {
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
	if e.set.moduleInfo == nil {
		c = NewCompiler()
		c.Compile(modules)
	} else {
		c = assemble(modules, e.set.moduleInfo)
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
	problems, _, err := e.Measure(ctx, t, workers, nil)
	return problems, err
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
	running := newRunningRules(min(t.Environments/shardRows+1, shardsPerWorker*workers))
	result, err := runWithin(ctx, e.bounds.forTopology(t, running), func(ctx context.Context) (evaluation, error) {
		j, err := e.newJob(t)
		if err != nil {
			return evaluation{}, err
		}
		return e.runJob(ctx, t, workers, j, running, clock)
	})
	return result.problems, result.laps, err
}

// evaluation is the result of evaluating policies over a topology, and how long each of them took.
type evaluation struct {
	problems []problem.Problem
	laps     timing.Laps
}

// hasPlan reports whether a rule runs as a plan; topdown runs all others.
func (e *Engine) hasPlan(r *rule.Rule) bool {
	return e.set.plans != nil && r.Dir == "" && e.set.plans.Has(r.ID)
}

// job describes what to evaluate: the queries for topdown, with their compiler, and the ids of rules that run as plans.
type job struct {
	compiler *ast.Compiler
	queries  []query
	plans    []string
}

// newJob returns the rules to evaluate over a topology. Each has its own query, so that an error can name a rule that
// was stopped.
func (e *Engine) newJob(t *topology.Topology) (job, error) {
	var j job
	needsTopdown := false
	for _, r := range e.rules {
		switch {
		case IsNative(r.ID) || e.set.moduleInfo != nil && !e.set.mayReport(r, t):
		case e.hasPlan(r):
			j.plans = append(j.plans, r.ID)
		default:
			needsTopdown = true
		}
	}
	if !needsTopdown {
		return j, nil
	}
	var err error
	if j.compiler, err = e.link(func(r *rule.Rule) bool { return !e.hasPlan(r) && e.set.mayReport(r, t) }); err != nil {
		return j, err
	}
	j.queries = e.queries(j.compiler)
	return j, nil
}

// runJob runs a job over the shards of a topology, up to workers in parallel.
func (e *Engine) runJob(
	ctx context.Context,
	t *topology.Topology,
	workers int,
	j job,
	running *runningRules,
	clock func() time.Time,
) (evaluation, error) {
	shards := len(running.byShard)
	problems, laps := make([][]problem.Problem, shards), make([]timing.Laps, shards)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for i := range shards {
		group.Go(func() error {
			stopwatch := timing.Start(clock)
			timed := func(rule string, evalRule func() ([]problem.Problem, error)) error {
				running.begin(i, rule)
				reported, err := evalRule()
				stopwatch.Lap(rule)
				problems[i] = append(problems[i], reported...)
				return err
			}
			var input *ast.Term // in the form that topdown needs
			if len(j.queries) > 0 {
				input = ast.NewTerm(t.Input(i, shards))
			}
			cache := topdown.NewVirtualCache() // library rules are evaluated once for all queries
			for _, q := range j.queries {
				topdownQuery := topdown.NewQuery(q.body).WithCompiler(j.compiler).WithInput(input).WithVirtualCache(cache)
				if err := timed(q.rule, func() ([]problem.Problem, error) { return e.evalQuery(ctx, t, q.rule, topdownQuery) }); err != nil {
					return err
				}
			}
			machine, release := e.machine(ctx, t.View(i, shards))
			defer release()
			for _, id := range j.plans {
				if err := timed(id, func() ([]problem.Problem, error) { return evalPlan(ctx, machine, t, id) }); err != nil {
					return err
				}
			}
			running.end(i)
			laps[i] = stopwatch.Laps()
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return evaluation{}, err
	}
	return evaluation{slices.Concat(problems...), timing.Laps{}.Add(slices.Concat(laps...)...)}, nil
}

// machine returns a machine that runs plans over a shard of a topology, or nil if there are no plans, and a function
// that releases it.
func (e *Engine) machine(ctx context.Context, input *ast.Term) (machine *plan.Machine, release func()) {
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

// evalPlan evaluates the plan of a rule and returns the problems that it reports.
func evalPlan(ctx context.Context, m *plan.Machine, t *topology.Topology, id string) ([]problem.Problem, error) {
	findings, err := runPlan(ctx, m, id)
	if err != nil {
		return nil, err
	}
	var problems []problem.Problem
	for _, finding := range findings {
		p, err := decodeFinding(t, id, finding.Value)
		if err != nil {
			return nil, err
		}
		problems = append(problems, p)
	}
	return problems, nil
}

// runPlan evaluates the plan of a rule and returns the findings that it reports.
func runPlan(ctx context.Context, m *plan.Machine, id string) ([]*ast.Term, error) {
	reported, err := m.Eval(id)
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, policyError("", err)
	}
	return reported.Value.(ast.Set).Slice(), nil
}

// evalQuery evaluates one rule with topdown.
func (e *Engine) evalQuery(ctx context.Context, t *topology.Topology, rule string, q *topdown.Query) ([]problem.Problem, error) {
	results, err := runQuery(ctx, q, e.store())
	if err != nil {
		return nil, err
	}
	var problems []problem.Problem
	for _, finding := range results[0][findingsVar].Value.(ast.Set).Slice() {
		p, err := decodeFinding(t, rule, finding.Value)
		if err != nil {
			return nil, err
		}
		p.Map(secret.Redact) // a custom policy can assemble a credential from harmless parts
		problems = append(problems, p)
	}
	return problems, nil
}
