package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/revision"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// against returns the earlier state that --against names, or nil if the flag is not set. It is a revision, or a folder
// or file of manifests or exports. flags are the rules that the command line selects; settings are the effective ones.
func (s *session) against(ctx *cli.Context, o *lint.Options, flags rule.Selection, settings *config.Config) (*lint.Against, error) {
	name := ctx.String("against")
	if name == "" {
		if ctx.Bool("new-only") {
			return nil, usagef("--new-only needs an earlier state; add --against REV")
		}
		return nil, nil
	}
	a := &lint.Against{Name: name, NewOnly: ctx.Bool("new-only")}
	abs := s.abs(filepath.FromSlash(name))
	_, missing := os.Stat(abs)
	if isPathLike(name) && missing != nil {
		return nil, fmt.Errorf("--against %q cannot be read: %w", name, cause(missing))
	}
	if !isPathLike(name) {
		rev, err := revision.Open(ctx.Context, source.Root(o.Find.Dir), "--against", name)
		if err == nil {
			return a, s.againstRevision(ctx, a, rev, o, flags, settings)
		}
		if missing != nil {
			return nil, err
		}
	}
	exports, err := s.againstExports(name)
	if err != nil {
		return nil, err
	}
	found, err := s.baseManifests(abs, o.Find)
	if err != nil {
		return nil, err
	}
	switch {
	case len(found) > 0:
		a.Files = func(context.Context) ([]*source.File, []string, error) { return found, nil, nil }
	case exports.Recognized():
		a.Exports = exports
	default:
		return nil, fmt.Errorf("--against %q is not a revision, and holds neither manifests nor exports", name)
	}
	return a, nil
}

// againstRevision makes a revision the earlier state, and adds what the change loosens compared with the configuration,
// baseline and policies of the revision.
func (s *session) againstRevision(
	ctx *cli.Context,
	a *lint.Against,
	rev *revision.Revision,
	o *lint.Options,
	flags rule.Selection,
	settings *config.Config,
) error {
	a.Files = func(c context.Context) ([]*source.File, []string, error) {
		files, tooLarge, err := revisionFiles(c, rev, o.Find)
		a.Submodules = rev.Submodules()
		return files, tooLarge, err
	}
	if ctx.Bool("no-config") {
		return nil
	}
	base, err := s.takeSnapshot(ctx.Context, rev)
	if err != nil {
		return err
	}
	defer base.close()
	return s.addGate(ctx, a, base, flags, settings)
}

// revisionFiles reads those files of a revision that a search would select.
func revisionFiles(ctx context.Context, rev *revision.Revision, find source.FindOptions) ([]*source.File, []string, error) {
	entries, err := rev.Entries(ctx)
	if err != nil {
		return nil, nil, err
	}
	paths := make([]string, len(entries))
	for i, e := range entries {
		paths[i] = e.Path
	}
	listed, err := source.FilterPaths(find, paths)
	if err != nil {
		return nil, nil, err
	}
	entries = slices.DeleteFunc(entries, func(e revision.Entry) bool {
		_, found := slices.BinarySearch(listed, e.Path)
		return !found
	})
	return rev.Read(ctx, entries, int64(manifest.DefaultLimits().Bytes))
}

// baseManifests reads the manifests of an earlier state from a folder or a single file.
func (s *session) baseManifests(abs string, find source.FindOptions) ([]*source.File, error) {
	limit := int64(manifest.DefaultLimits().Bytes)
	read := func(path, display string) (*source.File, error) {
		f, err := source.Read(display, path, limit)
		if err != nil || !manifest.Candidate(f.Data) {
			return nil, err
		}
		s.protectedFiles = append(s.protectedFiles, namedFile{label: "earlier manifest", path: path})
		return f, nil
	}
	info, err := os.Stat(abs)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		f, err := read(abs, filepath.Base(abs))
		if f == nil {
			return nil, err
		}
		return []*source.File{f}, nil
	}
	var paths []string
	full := map[string]string{}
	err = walk(abs, func(path string, info os.FileInfo) error {
		rel, err := filepath.Rel(abs, path)
		if err == nil && info.Size() <= limit {
			paths = append(paths, filepath.ToSlash(rel))
			full[filepath.ToSlash(rel)] = path
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	find.Paths = nil // they name files of the current state
	listed, err := source.FilterPaths(find, paths)
	if err != nil {
		return nil, err
	}
	var files []*source.File
	for _, rel := range listed {
		f, err := read(full[rel], rel)
		if err != nil {
			return nil, err
		}
		if f != nil {
			files = append(files, f)
		}
	}
	return files, nil
}
