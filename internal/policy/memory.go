package policy

import (
	"cmp"
	"context"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/sync/errgroup"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// partDocuments is the number of documents whose rows are evaluated again when one of them changes.
const partDocuments = 25

// Memory keeps what an engine found in each part of a topology, so that of the next one it evaluates only the parts for
// which something changed. It serves one evaluation at a time; the zero value is empty.
type Memory struct {
	// Documents is how many of them make a part; 0 is so many as pay.
	Documents int

	engine *Engine
	rules  []string
	parts  []evaluatedPart
}

// evaluatedPart is what the rules reported of a part of the input, and what of the rest they looked at for that. Nothing in
// it changes: an evaluation that was stopped leaves the one before.
type evaluatedPart struct {
	input *ast.Term
	reads *plan.Reads
	found []reported
}

// reported is what a rule reported.
type reported struct {
	rule    string
	finding ast.Value
}

// Update evaluates as Eval does. Rules that users wrote are evaluated anew, as nobody knows what they look at.
func (e *Engine) Update(ctx context.Context, t *topology.Topology, workers int, m *Memory) ([]problem.Problem, error) {
	type updated struct {
		found []problem.Problem
		now   Memory
	}
	u, err := guarded(ctx, e.bounds.with(t), func(ctx context.Context) (u updated, err error) {
		of, err := e.ask(t, nil)
		if err != nil {
			return u, err
		}
		u.now = Memory{Documents: m.Documents, engine: e, rules: of.plans}
		inputs := t.Parts(cmp.Or(m.Documents, partDocuments))
		if u.now.parts, err = e.update(ctx, inputs, workers, of.plans, m.before(e, of.plans)); err != nil {
			return u, err
		}
		for _, part := range u.now.parts {
			for _, r := range part.found {
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
		others, err := e.evaluate(ctx, t, workers, of, nil)
		u.found = append(u.found, others.found...)
		return u, err
	})
	if err != nil {
		return nil, err
	}
	*m = u.now
	return u.found, nil
}

// before returns the parts that an engine evaluated by the same rules.
func (m *Memory) before(e *Engine, rules []string) []evaluatedPart {
	if m.engine != e || !slices.Equal(m.rules, rules) {
		return nil
	}
	return m.parts
}

// update returns the parts of an input, those of them evaluated for which something changed.
func (e *Engine) update(ctx context.Context, inputs []ast.Value, workers int, rules []string, before []evaluatedPart) ([]evaluatedPart, error) {
	parts := make([]evaluatedPart, len(inputs))
	if len(before) != len(inputs) {
		before = nil
	}
	c := comparison{}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, workers))
	for i, input := range inputs {
		part := &parts[i]
		part.input = ast.NewTerm(input)
		if before != nil && c.sameRows(before[i].input, part.input) && before[i].reads.Same(before[i].input, part.input, c.equal) {
			part.reads, part.found = before[i].reads, before[i].found
			continue
		}
		group.Go(func() error { return e.evaluatePart(ctx, part, rules) })
	}
	return parts, group.Wait()
}

func (e *Engine) evaluatePart(ctx context.Context, part *evaluatedPart, rules []string) error {
	machine, stop := e.machine(ctx, part.input)
	defer stop()
	if machine == nil {
		return nil
	}
	part.reads = machine.Watch(topology.Shared...)
	for _, rule := range rules {
		found, err := findings(ctx, machine, rule)
		if err != nil {
			return err
		}
		for _, f := range found {
			part.found = append(part.found, reported{rule, f.Value})
		}
	}
	return nil
}

// comparison compares the values of two inputs, each pair once, as many parts look at the same.
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
	a, list := before.Value.(*ast.Array)
	b, both := now.Value.(*ast.Array)
	if !list || !both {
		return ast.ValueEqual(before.Value, now.Value)
	}
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !c.equal(a.Elem(i), b.Elem(i)) {
			return false
		}
	}
	return true
}

// sameRows says whether two parts have the same entries but for what all parts share.
func (c comparison) sameRows(before, now *ast.Term) bool {
	a, b := before.Value.(ast.Object), now.Value.(ast.Object)
	return !b.Until(func(key, value *ast.Term) bool {
		name, _ := key.Value.(ast.String)
		return !slices.Contains(topology.Shared, string(name)) && !c.equal(a.Get(key), value)
	})
}
