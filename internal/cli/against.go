package cli

import (
	"context"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/revision"
	"github.com/tenantlint/tenantlint/internal/source"
)

// against returns the earlier state that --against names, or nil. Flags are the rules as the command line selects
// them; settings are those in force.
func (s *session) against(ctx *cli.Context, o *lint.Options, flags policy.Selection, settings *config.Config) (*lint.Against, error) {
	name := ctx.String("against")
	if name == "" {
		if ctx.Bool("new-only") {
			return nil, usagef("--new-only needs an earlier state; add --against REV")
		}
		return nil, nil
	}
	rev, err := revision.Open(ctx.Context, source.Root(o.Find.Dir), "--against", name)
	if err != nil {
		return nil, err
	}
	a := &lint.Against{Name: name, NewOnly: ctx.Bool("new-only"), Files: func(c context.Context) ([]*source.File, []string, error) {
		return filesOf(c, rev, o.Find)
	}}
	if ctx.Bool("no-config") {
		return a, nil
	}
	earlier, err := s.snapshot(ctx.Context, rev)
	if err != nil {
		return nil, err
	}
	defer earlier.close()
	return a, s.guard(ctx, a, earlier, flags, settings)
}

// filesOf reads the files of a revision that a search of it would take.
func filesOf(ctx context.Context, rev *revision.Revision, find source.FindOptions) ([]*source.File, []string, error) {
	entries, err := rev.Entries(ctx)
	if err != nil {
		return nil, nil, err
	}
	paths := make([]string, len(entries))
	for i, e := range entries {
		paths[i] = e.Path
	}
	listed, err := source.Listed(find, paths)
	if err != nil {
		return nil, nil, err
	}
	entries = slices.DeleteFunc(entries, func(e revision.Entry) bool {
		_, found := slices.BinarySearch(listed, e.Path)
		return !found
	})
	return rev.Read(ctx, entries, int64(manifest.DefaultLimits().Bytes))
}
