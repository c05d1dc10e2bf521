package cli

import (
	"context"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/revision"
	"github.com/tenantlint/tenantlint/internal/source"
)

// against returns the earlier state that --against names, or nil.
func against(ctx *cli.Context, o *lint.Options) (*lint.Against, error) {
	name := ctx.String("against")
	if name == "" {
		if ctx.Bool("new-only") {
			return nil, usagef("--new-only needs an earlier state; add --against REV")
		}
		return nil, nil
	}
	rev, err := revision.Open(ctx.Context, source.Root(o.Find.Dir), name)
	if err != nil {
		return nil, err
	}
	return &lint.Against{Name: name, NewOnly: ctx.Bool("new-only"), Files: func(c context.Context) ([]*source.File, []string, error) {
		entries, err := rev.Entries(c)
		if err != nil {
			return nil, nil, err
		}
		paths := make([]string, len(entries))
		for i, e := range entries {
			paths[i] = e.Path
		}
		listed, err := source.Listed(o.Find, paths)
		if err != nil {
			return nil, nil, err
		}
		entries = slices.DeleteFunc(entries, func(e revision.Entry) bool {
			_, found := slices.BinarySearch(listed, e.Path)
			return !found
		})
		return rev.Read(c, entries, int64(manifest.DefaultLimits().Bytes))
	}}, nil
}
