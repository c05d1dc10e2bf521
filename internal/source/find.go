package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// FindOptions say where to look for input and what to skip.
type FindOptions struct {
	// Dir is the absolute path of the working folder; paths are relative to it.
	Dir string
	// Paths are files, folders and "-" for standard input, as the user gave them; empty means the root.
	Paths []string
	// Include are doublestar patterns, relative to the root, of the files that a search includes; empty means all.
	Include []string
	// Exclude are doublestar patterns, relative to the root. They also apply to the paths that the user named.
	Exclude []string
	// TrackedOnly skips files that git does not track.
	TrackedOnly bool
	// NoContext skips the context of Paths, which is otherwise read as the rest of the topology.
	NoContext bool
	// GitIndex is the value of git.IndexVariable if the program runs as a hook.
	GitIndex string
	// StdinName is the path, relative to Dir, of the file whose content comes from standard input. If it is empty,
	// standard input does not replace a file.
	StdinName string
	// Overlay maps absolute paths to the content of the files that an editor has open. It replaces the content on disk,
	// where a file need not exist. If Dir is empty, only these files are used.
	Overlay map[string][]byte
}

// FindResult is the result of a search.
type FindResult struct {
	// Root is the absolute path of the folder to which Path fields are relative.
	Root string
	// Inputs are ordered by path. Each file is listed once, regardless of how many names it has.
	Inputs []Input
	// Skips and ContextSkips are ordered by path. ContextSkips contains what was skipped in the context of the paths
	// that the user named.
	Skips, ContextSkips []Skip
	// Links counts the symbolic links that were not followed; BrokenLinks are the paths of those without a target.
	Links       int
	BrokenLinks []string
	// OtherFiles counts the files that the search ignored because of their names.
	OtherFiles int

	open map[string][]byte // Overlay of the options
}

// Input is one file to read.
type Input struct {
	// Path is the path that reports show, the same as File.Path.
	Path string
	// Abs is the path to open; empty for standard input.
	Abs string
	// Explicit is true if the user named the file itself and not only a folder above it.
	Explicit bool
	// ContextOnly is true if the user named only other paths: the file is read because it is part of the topology.
	ContextOnly bool
	// Stdin is true if the content is read from standard input.
	Stdin bool
	// Overlay is the content of a file that an editor has open, otherwise nil.
	Overlay []byte
}

// Skip is a file or folder that was skipped, and why.
type Skip struct {
	Path, Reason string
	// Explicit is true if the user named it.
	Explicit bool
}

// StdinPath is the path of standard input if it has no name.
const StdinPath = "<stdin>"

// toolFolders are only searched if they are named: tools keep a great number of files there.
var toolFolders = []string{".hg", ".jj", ".svn", ".terraform", "node_modules"}

// extensions are the lower-case extensions of the files that a search includes. A file that the user names may have any
// extension.
var extensions = []string{".yaml", ".yml", ".json"}

// Find lists the input: the YAML and JSON files below the root or the given paths. It follows a symbolic link only if
// it is named, so that a search cannot loop. The error has a line for each named path that is not available and each
// folder that cannot be read.
func Find(ctx context.Context, o FindOptions) (*FindResult, error) {
	f := finder{ctx: ctx, dir: o.Dir, root: Root(o.Dir), inputs: map[string]Input{}}
	var err error
	if f.exclude, err = newPatterns(o.Exclude); err != nil {
		return nil, err
	}
	if f.include, err = newPatterns(o.Include); err != nil {
		return nil, err
	}
	f.physicalRoot = resolve(f.root)
	if o.TrackedOnly {
		if f.tracked, err = trackedFiles(ctx, f.physicalRoot, o.GitIndex); err != nil {
			return nil, err
		}
	}
	if len(o.Paths) == 0 && o.Dir != "" {
		f.walk(folder{abs: f.root, physical: f.physicalRoot})
		f.dropIgnored()
	}
	for _, name := range o.Paths {
		if name == "-" {
			f.addStdin(o.StdinName)
		} else {
			f.addExplicit(name)
		}
	}
	if len(o.Paths) > 0 && len(f.errs) == 0 && !o.NoContext {
		f.addContext()
	}
	f.applyOverlay(o.Overlay)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(f.errs) > 0 {
		return nil, errors.Join(f.errs...)
	}
	found := &FindResult{Root: f.root, Skips: f.skips, OtherFiles: f.otherFiles, open: o.Overlay}
	found.Inputs = slices.SortedFunc(maps.Values(f.inputs), func(a, b Input) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Abs, b.Abs))
	})
	found.Skips = sortSkips(found.Skips)
	found.ContextSkips = slices.DeleteFunc(sortSkips(f.contextSkips), func(s Skip) bool {
		return slices.ContainsFunc(found.Skips, func(o Skip) bool { return o.Path == s.Path && o.Reason == s.Reason })
	})
	for _, skip := range slices.Concat(found.Skips, found.ContextSkips) {
		switch skip.Reason {
		case reasonLink:
			found.Links++
		case reasonBrokenLink:
			found.BrokenLinks = append(found.BrokenLinks, skip.Path)
		}
	}
	return found, nil
}

// sortSkips sorts skips and removes duplicates.
func sortSkips(skips []Skip) []Skip {
	slices.SortFunc(skips, func(a, b Skip) int {
		explicit := 0
		if a.Explicit != b.Explicit {
			explicit = 1
			if a.Explicit {
				explicit = -1
			}
		}
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Reason, b.Reason), explicit)
	})
	return slices.CompactFunc(skips, func(a, b Skip) bool { return a.Path == b.Path && a.Reason == b.Reason })
}

type finder struct {
	ctx                 context.Context //nolint:containedctx // used only during one call of Find
	dir                 string
	root, physicalRoot  string
	exclude             patterns
	include             patterns
	tracked             map[string]bool  // by physical path; nil means that all files are included
	inputs              map[string]Input // by physical path
	skips, contextSkips []Skip
	otherFiles          int
	errs                []error
	requested           []folder // the paths that the user named
	contextOnly         bool     // the search is for context of the requested paths
}

// folder is a folder to search: its path in reports ("" for the root), the path by which it was reached, and its path
// without symbolic links.
type folder struct {
	shown, abs, physical string
}

// addExplicit adds a path that the user named.
func (f *finder) addExplicit(arg string) {
	if arg == "" {
		f.errs = append(f.errs, errors.New("a path is empty; omit it, or name a file or folder"))
		return
	}
	abs := f.abs(arg)
	info, err := os.Stat(abs)
	if err != nil {
		f.errs = append(f.errs, newMissingError(arg, abs, err))
		return
	}
	physical := resolve(abs)
	shown := f.displayPath(arg, abs, physical)
	f.requested = append(f.requested, folder{shown: shown, abs: abs, physical: physical})
	if f.skipExcluded(shown) {
		return
	}
	switch {
	case info.IsDir():
		f.walk(folder{shown: shown, abs: abs, physical: physical})
	case info.Mode().IsRegular():
		f.add(Input{Path: shown, Abs: abs, Explicit: true}, physical)
	default:
		f.errs = append(
			f.errs,
			fmt.Errorf("%q is %s, not a file or folder; to check what another program writes, pipe it in and name \"-\"", arg, modeName(info.Mode())),
		)
	}
}

// addStdin adds standard input as the content of the file called name.
func (f *finder) addStdin(name string) {
	if name == "" {
		f.inputs[StdinPath] = Input{Path: StdinPath, Explicit: true, Stdin: true}
		return
	}
	abs := f.abs(name)
	physical := resolve(abs)
	shown := f.displayPath(name, abs, physical)
	f.requested = append(f.requested, folder{shown: shown, abs: abs, physical: physical})
	if !f.skipExcluded(shown) {
		f.inputs[physical] = Input{Path: shown, Explicit: true, Stdin: true}
	}
}

// walk adds all candidates in d and below.
func (f *finder) walk(d folder) {
	if f.ctx.Err() != nil {
		return
	}
	entries, err := os.ReadDir(d.abs)
	if err != nil {
		f.errs = append(f.errs, newUnreadableError("folder", cmp.Or(d.shown, "."), err))
		return
	}
	for _, entry := range entries {
		name, mode := entry.Name(), entry.Type()
		e := folder{path.Join(d.shown, name), filepath.Join(d.abs, name), filepath.Join(d.physical, name)}
		if !isCandidate(e.abs, mode) {
			if mode.IsRegular() && name != ConfigName && !f.contextOnly {
				f.otherFiles++
			}
			continue
		}
		reason := f.skipReason(e.shown, mode)
		switch {
		case reason != "":
			f.skipEntry(e, mode, reason)
		case mode.IsDir() && isRepository(e.abs):
			f.skip(e.shown, "a git repository of its own, searched only when named")
		case mode.IsDir():
			f.walk(e)
		default:
			f.add(Input{Path: e.shown, Abs: e.abs, ContextOnly: f.contextOnly}, e.physical)
		}
	}
}

// isCandidate reports whether a search considers the file at abs; others are not reported as skipped.
func isCandidate(abs string, mode fs.FileMode) bool {
	name := filepath.Base(abs)
	if mode.IsDir() {
		return name != ".git"
	}
	if isInputName(name) {
		return true
	}
	if mode&fs.ModeSymlink == 0 {
		return false
	}
	info, err := os.Stat(abs)
	return err == nil && info.IsDir()
}

// isInputName reports whether a search includes files of the given name.
func isInputName(name string) bool {
	return name != ConfigName && slices.Contains(extensions, strings.ToLower(path.Ext(name)))
}

// FilterPaths filters slash-separated paths below the root as a search with these options would, for files that are not
// on disk. The paths in o may be files or folders.
func FilterPaths(o FindOptions, paths []string) ([]string, error) {
	exclude, err := newPatterns(o.Exclude)
	if err != nil {
		return nil, err
	}
	f := finder{dir: o.Dir, root: Root(o.Dir)}
	f.physicalRoot = resolve(f.root)
	var explicit []string
	for _, arg := range o.Paths {
		if arg == "-" {
			arg = o.StdinName
		}
		abs := f.abs(arg)
		explicit = append(explicit, f.displayPath(arg, abs, resolve(abs)))
	}
	return slices.DeleteFunc(slices.Clone(paths), func(p string) bool {
		if _, out := exclude.matchAbove(p); out || !isInputName(path.Base(p)) && !slices.Contains(explicit, p) {
			return true
		}
		for folder := range strings.SplitSeq(path.Dir(p), "/") {
			if slices.Contains(toolFolders, folder) {
				return true
			}
		}
		return len(explicit) > 0 && !IsRoot(f.root) &&
			!slices.ContainsFunc(explicit, func(n string) bool { return n == "" || n == p || strings.HasPrefix(p, n+"/") })
	}), nil
}

// skipReason returns why a search skips an entry, or "" if it does not.
func (f *finder) skipReason(shown string, mode fs.FileMode) string {
	if pattern, ok := f.exclude.matchAbove(shown); ok {
		return reasonExcluded(pattern)
	}
	switch {
	case mode.IsDir() && slices.Contains(toolFolders, path.Base(shown)):
		return "a tool folder, searched only when named"
	case mode.IsDir():
		return ""
	case mode.IsRegular():
		if _, ok := f.include.matchAbove(shown); len(f.include) > 0 && !ok {
			return reasonNotIncluded
		}
		return ""
	case mode&fs.ModeSymlink != 0:
		return reasonLink
	}
	return modeName(mode) + ", not a file"
}

// add adds a file, once: the first of its names in lexical order is shown, and standard input in place of the file
// takes precedence.
func (f *finder) add(in Input, physical string) {
	if f.tracked != nil && !f.tracked[physical] {
		f.skips = append(f.skips, Skip{Path: in.Path, Reason: "not tracked by git", Explicit: in.Explicit})
		return
	}
	if existing, ok := f.inputs[physical]; ok {
		if existing.Stdin {
			return
		}
		explicit, contextOnly := in.Explicit || existing.Explicit, in.ContextOnly && existing.ContextOnly
		if existing.Path < in.Path {
			in = existing
		}
		in.Explicit, in.ContextOnly = explicit, contextOnly
	}
	f.inputs[physical] = in
}

func (f *finder) skip(shown, reason string) {
	if f.contextOnly {
		f.contextSkips = append(f.contextSkips, Skip{Path: shown, Reason: reason})
		return
	}
	f.skips = append(f.skips, Skip{Path: shown, Reason: reason})
}

// skipExcluded reports whether a named path, or a folder above it, is excluded, and if so, records the skip.
func (f *finder) skipExcluded(shown string) bool {
	pattern, ok := f.exclude.matchAbove(shown)
	if ok {
		f.skips = append(f.skips, Skip{Path: shown, Reason: reasonExcluded(pattern), Explicit: true})
	}
	return ok
}

func reasonExcluded(pattern string) string { return fmt.Sprintf("excluded by %q", pattern) }

// abs returns the absolute path of an argument.
func (f *finder) abs(arg string) string {
	if filepath.IsAbs(arg) {
		return filepath.Clean(arg)
	}
	return filepath.Join(f.dir, arg)
}

// displayPath returns the path of an argument for reports: relative to the root if the argument, or its target, is
// below it, and otherwise as it was given.
func (f *finder) displayPath(arg, abs, physical string) string {
	for _, in := range [][2]string{{f.root, abs}, {f.physicalRoot, physical}} {
		if rel, err := filepath.Rel(in[0], in[1]); err == nil && filepath.IsLocal(rel) {
			if rel == "." {
				return ""
			}
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(filepath.Clean(arg))
}

// resolve returns abs without symbolic links, or abs itself if they cannot be resolved.
func resolve(abs string) string {
	if physical, err := filepath.EvalSymlinks(abs); err == nil {
		return physical
	}
	return abs
}
