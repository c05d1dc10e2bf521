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
			return pathToRoot(dir) + "/" + name
		}
		if rest, ok := strings.CutPrefix(name, folder+"/"); ok {
			return strings.Repeat("../", strings.Count(dir, "/")-strings.Count(folder, "/")) + rest
		}
	}
}

// pathToRoot returns the relative path from a folder below the root to the root.
func pathToRoot(dir string) string {
	return strings.TrimSuffix(strings.Repeat("../", strings.Count(dir, "/")+1), "/")
}

// underRoot returns the location of the root as a phrase, or "" if it is the working folder.
func (o Options) underRoot() string {
	if o.Dir == "" {
		return ""
	}
	return " under " + pathToRoot(o.Dir)
}

// relativeTo returns a copy of a run with paths relative to dir.
func relativeTo(run *result.Run, dir string) *result.Run {
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
	out := *run
	out.Findings = make([]finding.Finding, len(run.Findings))
	for i := range run.Findings {
		f := run.Findings[i]
		f.Locations, f.Related = locations(f.Locations), locations(f.Related)
		out.Findings[i] = f
	}
	out.Totals.BrokenLinks = slices.Clone(run.Totals.BrokenLinks)
	for i, link := range out.Totals.BrokenLinks {
		out.Totals.BrokenLinks[i] = Relative(dir, link)
	}
	return &out
}
