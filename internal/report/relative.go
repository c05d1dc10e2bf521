package report

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Relative converts a path relative to the root into one relative to dir, a folder below the root. Paths outside of the
// root are returned unchanged.
func Relative(dir, name string) string {
	if dir == "" || path.IsAbs(name) || filepath.IsAbs(name) || strings.HasPrefix(name, "../") || name == source.StdinPath {
		return name
	}
	for folder := dir; ; folder = path.Dir(folder) {
		if folder == "." {
			return above(dir) + "/" + name
		}
		if rest, ok := strings.CutPrefix(name, folder+"/"); ok {
			return strings.Repeat("../", strings.Count(dir, "/")-strings.Count(folder, "/")) + rest
		}
	}
}

// above returns the relative path from a folder below the root to the root.
func above(dir string) string {
	return strings.TrimSuffix(strings.Repeat("../", strings.Count(dir, "/")+1), "/")
}

// under returns the location of the root as a phrase, or "" if it is the working folder.
func (o Options) under() string {
	if o.Dir == "" {
		return ""
	}
	return " under " + above(o.Dir)
}

// relative returns a copy of a run with paths relative to dir.
func relative(run *result.Run, dir string) *result.Run {
	if dir == "" {
		return run
	}
	files := map[*source.File]*source.File{}
	locations := func(all []problem.Location) []problem.Location {
		all = slices.Clone(all)
		for i := range all {
			f := all[i].File
			if files[f] == nil {
				files[f] = f.WithPath(Relative(dir, f.Path))
			}
			all[i].File = files[f]
		}
		return all
	}
	moved := *run
	moved.Findings = make([]finding.Finding, len(run.Findings))
	for i := range run.Findings {
		f := run.Findings[i]
		f.Locations, f.Related = locations(f.Locations), locations(f.Related)
		moved.Findings[i] = f
	}
	moved.Totals.BrokenLinks = slices.Clone(run.Totals.BrokenLinks)
	for i, link := range moved.Totals.BrokenLinks {
		moved.Totals.BrokenLinks[i] = Relative(dir, link)
	}
	return &moved
}
