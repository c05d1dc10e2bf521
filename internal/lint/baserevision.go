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
func baseRevision(ctx context.Context, o Options, current *topology.Topology) (*snapshot, error) {
	files, tooLarge, err := o.Against.read(ctx, current)
	if err != nil {
		return nil, err
	}
	inputs := make([]input, len(files))
	if err := forEach(ctx, workers(o.Workers), len(files), func(i int) { inputs[i] = examine(files[i], false) }); err != nil {
		return nil, err
	}
	snap := &snapshot{sourceFiles: files}
	var documents []topology.Checked
	unread := topology.Unread{All: len(tooLarge) > 0}
	for _, path := range tooLarge {
		snap.notices = append(snap.notices, result.Notice{Path: path, Message: fmt.Sprintf("not read at %q: too large", o.Against.Name)})
	}
	for _, path := range o.Against.Submodules {
		snap.notices = append(
			snap.notices,
			result.Notice{
				Path:    path,
				Message: fmt.Sprintf("not read at %q: a submodule is a repository of its own; what it declares counts as new", o.Against.Name),
			},
		)
	}
	for i, in := range inputs {
		documents = append(documents, in.documents...)
		snap.problems = append(snap.problems, in.problems...)
		snap.suppressions = append(snap.suppressions, in.suppressions...)
		in.addUndeclared(&unread)
		if in.allUnread || len(in.unread) > 0 {
			snap.notices = append(
				snap.notices,
				result.Notice{Path: files[i].Path, Message: fmt.Sprintf("not read at %q: it does not parse there", o.Against.Name)},
			)
		}
	}
	t, problems := topology.Build(documents, unread)
	snap.topology, snap.problems = t, append(snap.problems, problems...)
	setObjects(t, snap.problems)
	return snap, nil
}

// read returns the files of the earlier state and the paths of those that are too large.
func (a *Against) read(ctx context.Context, current *topology.Topology) (files []*source.File, tooLarge []string, err error) {
	if a.Exports != nil {
		files, err = a.Exports.Manifests(current)
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
