package lint

import (
	"context"
	"fmt"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// baseRevision reads and resolves the earlier state. Each of its files that cannot be read is reported as a notice,
// because changes to its declarations go undetected.
func baseRevision(ctx context.Context, o Options, today *topology.Topology) (*snapshot, error) {
	files, tooLarge, err := o.Against.read(ctx, today)
	if err != nil {
		return nil, err
	}
	inputs := make([]input, len(files))
	if err := each(ctx, workers(o.Workers), len(files), func(i int) { inputs[i] = examine(files[i], false) }); err != nil {
		return nil, err
	}
	g := &snapshot{base: files}
	var documents []topology.Checked
	unread := topology.Unread{All: len(tooLarge) > 0}
	for _, path := range tooLarge {
		g.notices = append(g.notices, result.Notice{Path: path, Message: fmt.Sprintf("not read at %q: too large", o.Against.Name)})
	}
	for _, path := range o.Against.Apart {
		g.notices = append(
			g.notices,
			result.Notice{
				Path:    path,
				Message: fmt.Sprintf("not read at %q: a submodule is a repository of its own; what it declares counts as new", o.Against.Name),
			},
		)
	}
	for i, in := range inputs {
		documents = append(documents, in.documents...)
		g.problems = append(g.problems, in.problems...)
		g.suppressions = append(g.suppressions, in.suppressions...)
		in.undeclared(&unread)
		if in.all || len(in.unread) > 0 {
			g.notices = append(
				g.notices,
				result.Notice{Path: files[i].Path, Message: fmt.Sprintf("not read at %q: it does not parse there", o.Against.Name)},
			)
		}
	}
	t, problems := topology.Build(documents, unread)
	g.topology, g.problems = t, append(g.problems, problems...)
	name(t, g.problems)
	return g, nil
}

// read returns the files of the earlier state and the paths of those that are too large.
func (a *Against) read(ctx context.Context, today *topology.Topology) (files []*source.File, tooLarge []string, err error) {
	if a.Exports != nil {
		files, err = a.Exports.Manifests(today)
		return files, nil, err
	}
	return a.Files(ctx)
}

// onlyNew returns the findings that have at least one location which the earlier state lacks. Locations are compared by
// logical identity, because lines and files may have changed.
func onlyNew(found, before []finding.Finding) []finding.Finding {
	kept, _ := finding.NewBaseline(before).Split(found)
	return kept
}
