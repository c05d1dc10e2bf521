package policy

import (
	"context"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/sync/errgroup"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Memory caches the findings of an engine in each shard of a topology, so that for the next topology the engine
// evaluates only shards with changes. It must not be used by concurrent evaluations; the zero value is an empty cache.
type Memory struct {
	engine *Engine
	rules  []string
	shards []evaluatedShard
}

// evaluatedShard contains what the rules reported about a shard of the input, and which shared entries of the input
// they read. It is not modified after the evaluation, so that an evaluation that is stopped does not affect the
// previous result.
type evaluatedShard struct {
	input    *ast.Term
	reads    *plan.Reads
	findings []ruleFinding
}

// ruleFinding is a finding reported by a rule.
type ruleFinding struct {
	rule    string
	finding ast.Value
}

// Update is like Eval, for a topology built by a topology.Memory. Custom rules are always evaluated again, because
// their reads are not tracked.
func (e *Engine) Update(ctx context.Context, t *topology.Topology, workers int, m *Memory) ([]problem.Problem, error) {
	type updated struct {
		problems []problem.Problem
		memory   Memory
	}
	inputs := t.Shards()
	running := newRunningRules(len(inputs))
	workers = max(1, workers)
	previous := *m // an abandoned evaluation still reads its copy while the next one writes to m
	u, err := runWithin(ctx, e.bounds.forTopology(t, running), func(ctx context.Context) (u updated, err error) {
		j, err := e.newJob(t)
		if err != nil {
			return u, err
		}
		u.memory = Memory{engine: e, rules: j.plans}
		if len(j.plans) > 0 {
			if u.memory.shards, err = e.updateShards(ctx, inputs, workers, j.plans, previous.reusable(e, j.plans), running); err != nil {
				return u, err
			}
		}
		for _, shard := range u.memory.shards {
			for _, r := range shard.findings {
				p, err := decodeFinding(t, r.rule, r.finding)
				if err != nil {
					return u, err
				}
				u.problems = append(u.problems, p)
			}
		}
		if len(j.queries) == 0 {
			return u, nil
		}
		j.plans = nil
		rest, err := e.runJob(ctx, t, workers, j, running, nil)
		u.problems = append(u.problems, rest.problems...)
		return u, err
	})
	if err != nil {
		return nil, err
	}
	*m = u.memory
	return u.problems, nil
}

// reusable returns the shards of the previous evaluation if the engine and the rules are the same, and nil otherwise.
func (m *Memory) reusable(e *Engine, rules []string) []evaluatedShard {
	if m.engine != e || !slices.Equal(m.rules, rules) {
		return nil
	}
	return m.shards
}

// updateShards evaluates the shards of an input that something changed for, and returns all shards.
func (e *Engine) updateShards(
	ctx context.Context,
	inputs []*ast.Term,
	workers int,
	rules []string,
	previous []evaluatedShard,
	running *runningRules,
) ([]evaluatedShard, error) {
	shards := make([]evaluatedShard, len(inputs))
	if len(previous) != len(inputs) {
		previous = nil
	}
	c := comparer{}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for i, input := range inputs {
		shard := &shards[i]
		shard.input = input
		if i < len(previous) && c.sameRows(previous[i].input, input) && previous[i].reads.Same(previous[i].input, input, c.equal) {
			shard.reads, shard.findings = previous[i].reads, previous[i].findings
			continue
		}
		group.Go(func() error {
			return e.evaluateShard(ctx, shard, rules, func(rule string) { running.begin(i, rule) })
		})
	}
	return shards, group.Wait()
}

// evaluateShard evaluates rules over a shard; begin is called with each rule, and with "" at the end.
func (e *Engine) evaluateShard(ctx context.Context, shard *evaluatedShard, rules []string, begin func(rule string)) error {
	defer begin("")
	machine, release := e.machine(ctx, shard.input)
	defer release()
	if machine == nil {
		return nil
	}
	shard.reads = machine.Watch(topology.Shared...)
	for _, rule := range rules {
		begin(rule)
		reported, err := runPlan(ctx, machine, rule)
		if err != nil {
			return err
		}
		for _, f := range reported {
			shard.findings = append(shard.findings, ruleFinding{rule, f.Value})
		}
	}
	return nil
}

// comparer compares values of two inputs. It caches the result for each pair, because many shards read the same
// values.
type comparer map[[2]*ast.Term]bool

func (c comparer) equal(before, now *ast.Term) bool {
	if before == now {
		return true
	}
	pair := [2]*ast.Term{before, now}
	same, known := c[pair]
	if !known {
		same = c.equalUncached(before, now)
		c[pair] = same
	}
	return same
}

// equalUncached compares lists row by row, because a row may be in several lists.
func (c comparer) equalUncached(before, now *ast.Term) bool {
	a, aIsView := before.Value.(plan.View)
	b, bIsView := now.Value.(plan.View)
	switch {
	case !aIsView || !bIsView:
		return ast.ValueEqual(before.Value, now.Value)
	case !a.IsList() || !b.IsList():
		return a.Equal(b)
	case a.Len() != b.Len():
		return false
	}
	return !b.Until(func(i, value *ast.Term) bool { return !c.equal(a.Get(i), value) })
}

// sameRows reports whether two shards have the same entries, apart from those that all shards share.
func (c comparer) sameRows(before, now *ast.Term) bool {
	a, b := before.Value.(plan.View), now.Value.(plan.View)
	return !b.Until(func(key, value *ast.Term) bool {
		name, _ := key.Value.(ast.String)
		return !slices.Contains(topology.Shared, string(name)) && !c.equal(a.Get(key), value)
	})
}
