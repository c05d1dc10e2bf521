package lint

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// earlier reads and resolves the state that today's is held against. What could not be read there is
// a notice: the change of what it declared goes unseen.
func earlier(ctx context.Context, o Options) (*gathered, error) {
	files, tooLarge, err := o.Against.Files(ctx)
	if err != nil {
		return nil, err
	}
	inputs := make([]input, len(files))
	var group errgroup.Group
	group.SetLimit(workers(o.Workers))
	for i, f := range files {
		group.Go(func() error {
			if ctx.Err() == nil {
				inputs[i] = examine(f, false)
			}
			return nil
		})
	}
	_ = group.Wait() // no function fails
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	g := &gathered{}
	var documents []topology.Checked
	unread := topology.Unread{All: len(tooLarge) > 0}
	for _, path := range tooLarge {
		g.notices = append(g.notices, result.Notice{Path: path, Message: fmt.Sprintf("not read at %q: too large", o.Against.Name)})
	}
	for i, in := range inputs {
		documents = append(documents, in.documents...)
		g.problems = append(g.problems, in.problems...)
		g.suppressions = append(g.suppressions, in.suppressions...)
		in.undeclared(&unread)
		if in.all || len(in.unread) > 0 {
			g.notices = append(g.notices, result.Notice{Path: files[i].Path, Message: fmt.Sprintf("not read at %q: it does not parse there", o.Against.Name)})
		}
	}
	t, problems := topology.Build(documents, unread)
	g.topology, g.problems = t, append(g.problems, problems...)
	name(t, g.problems)
	return g, nil
}

// withoutChange leaves out the rules that judge a change; to ask for one of them without an earlier
// state is a mistake.
func withoutChange(rules []*policy.Rule, s policy.Selection) ([]*policy.Rule, error) {
	for _, name := range slices.Concat(s.Only, s.Enable) {
		of := func(change bool) func(*policy.Rule) bool {
			return func(r *policy.Rule) bool { return (r.Group == "change") == change && r.Named(name) }
		}
		if slices.ContainsFunc(rules, of(true)) && !slices.ContainsFunc(rules, of(false)) {
			return nil, fmt.Errorf("%q reports on a change; name the state before it with --against REV", name)
		}
	}
	return slices.DeleteFunc(slices.Clone(rules), func(r *policy.Rule) bool { return r.Group == "change" }), nil
}

// fresh returns the findings that the earlier state does not have at all their sites, by their
// logical identity: lines and files may have changed.
func fresh(found, before []finding.Finding) []finding.Finding {
	kept, _ := finding.NewBaseline(before).Split(found)
	return kept
}
