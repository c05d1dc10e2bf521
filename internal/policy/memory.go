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

// Memory keeps what an engine found in each shard of a topology, so that of the next one it evaluates only the shards for
// which something changed. It serves one evaluation at a time; the zero value is empty.
type Memory struct {
	engine *Engine
	rules  []string
	shards []evaluatedShard
}

// evaluatedShard is what the rules reported of a shard of the input, and what of the rest they looked at for that. Nothing in
// it changes: an evaluation that was stopped leaves the one before.
type evaluatedShard struct {
	input *ast.Term
	reads *plan.Reads
	found []reported
}

// reported is what a rule reported.
type reported struct {
	rule    string
	finding ast.Value
}

// Update evaluates as Eval does, a topology that a topology.Memory built. Custom rules are evaluated again, because
// what they read is unknown.
func (e *Engine) Update(ctx context.Context, t *topology.Topology, workers int, m *Memory) ([]problem.Problem, error) {
	type updated struct {
		found []problem.Problem
		now   Memory
	}
	inputs := t.Shards()
	runningRules := newRunningRules(len(inputs))
	workers = max(1, workers)
	last := *m // an evaluation that is left behind reads on while the next one writes
	u, err := guarded(ctx, e.bounds.with(t, runningRules), func(ctx context.Context) (u updated, err error) {
		of, err := e.job(t)
		if err != nil {
			return u, err
		}
		u.now = Memory{engine: e, rules: of.plans}
		if len(of.plans) > 0 {
			if u.now.shards, err = e.update(ctx, inputs, workers, of.plans, last.before(e, of.plans), runningRules); err != nil {
				return u, err
			}
		}
		for _, shard := range u.now.shards {
			for _, r := range shard.found {
				p, err := read(t, r.rule, r.finding)
				if err != nil {
					return u, err
				}
				u.found = append(u.found, p)
			}
		}
		if len(of.queries) == 0 {
			return u, nil
		}
		of.plans = nil
		others, err := e.evaluate(ctx, t, workers, of, runningRules, nil)
		u.found = append(u.found, others.found...)
		return u, err
	})
	if err != nil {
		return nil, err
	}
	*m = u.now
	return u.found, nil
}

// before returns the shards that an engine evaluated by the same rules.
func (m *Memory) before(e *Engine, rules []string) []evaluatedShard {
	if m.engine != e || !slices.Equal(m.rules, rules) {
		return nil
	}
	return m.shards
}

// update returns the shards of an input, those of them evaluated for which something changed.
func (e *Engine) update(
	ctx context.Context,
	inputs []*ast.Term,
	workers int,
	rules []string,
	before []evaluatedShard,
	runningRules *runningRules,
) ([]evaluatedShard, error) {
	shards := make([]evaluatedShard, len(inputs))
	if len(before) != len(inputs) {
		before = nil
	}
	c := comparison{}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for i, input := range inputs {
		shard := &shards[i]
		shard.input = input
		if i < len(before) && c.sameRows(before[i].input, input) && before[i].reads.Same(before[i].input, input, c.equal) {
			shard.reads, shard.found = before[i].reads, before[i].found
			continue
		}
		group.Go(func() error {
			return e.evaluateShard(ctx, shard, rules, func(rule string) { runningRules.begin(i, rule) })
		})
	}
	return shards, group.Wait()
}

// evaluateShard evaluates the rules of a shard; begin is called with each, and with nil at the end.
func (e *Engine) evaluateShard(ctx context.Context, shard *evaluatedShard, rules []string, begin func(rule string)) error {
	defer begin("")
	machine, done := e.machine(ctx, shard.input)
	defer done()
	if machine == nil {
		return nil
	}
	shard.reads = machine.Watch(topology.Shared...)
	for _, rule := range rules {
		begin(rule)
		found, err := findings(ctx, machine, rule)
		if err != nil {
			return err
		}
		for _, f := range found {
			shard.found = append(shard.found, reported{rule, f.Value})
		}
	}
	return nil
}

// comparison compares the values of two inputs, each pair once, as many shards look at the same.
type comparison map[[2]*ast.Term]bool

func (c comparison) equal(before, now *ast.Term) bool {
	if before == now {
		return true
	}
	pair := [2]*ast.Term{before, now}
	same, known := c[pair]
	if !known {
		same = c.compare(before, now)
		c[pair] = same
	}
	return same
}

// compare compares lists row by row, as each row may be in several lists.
func (c comparison) compare(before, now *ast.Term) bool {
	a, list := before.Value.(plan.View)
	b, both := now.Value.(plan.View)
	switch {
	case !list || !both:
		return ast.ValueEqual(before.Value, now.Value)
	case !a.IsList() || !b.IsList():
		return a.Equal(b)
	case a.Len() != b.Len():
		return false
	}
	return !b.Until(func(i, value *ast.Term) bool { return !c.equal(a.Get(i), value) })
}

// sameRows reports whether two shards have the same entries but for what all shards share.
func (c comparison) sameRows(before, now *ast.Term) bool {
	a, b := before.Value.(plan.View), now.Value.(plan.View)
	return !b.Until(func(key, value *ast.Term) bool {
		name, _ := key.Value.(ast.String)
		return !slices.Contains(topology.Shared, string(name)) && !c.equal(a.Get(key), value)
	})
}
