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

// FindOptions say where to look for input and what to leave out.
type FindOptions struct {
	// Dir is the working folder, absolute; paths are relative to it.
	Dir string
	// Paths are files, folders and "-" for standard input, as the user gave them; none means the root.
	Paths []string
	// Include, if there are any, are doublestar patterns of what a search takes, relative to the root.
	Include []string
	// Exclude are doublestar patterns, relative to the root. They hold for named paths too.
	Exclude []string
	// TrackedOnly leaves out files that git does not know.
	TrackedOnly bool
	// Alone leaves out what is around the paths, which is else read as the rest of the topology.
	Alone bool
	// GitIndex is the value of git.IndexVariable where the program runs as a hook.
	GitIndex string
	// StdinName is the path, relative to Dir, for which standard input is; it is read instead of the file of that
	// path. Empty is a name that no file has.
	StdinName string
	// Overlay holds the content of files that an editor has open, by absolute path: it is instead of what is on disk,
	// where the file need not be. Where Dir is empty nothing else is searched.
	Overlay map[string][]byte
}

// Found is all that a search came across.
type Found struct {
	// Root is the absolute path of the folder to which shown paths are relative.
	Root string
	// Inputs are ordered by path; no file is in it twice, whatever names it goes by.
	Inputs []Input
	// Skips are ordered by path, and so are those of what is around the paths that the user named.
	Skips, Around []Skip
	// Links counts the symbolic links that were not followed; Broken are those that lead nowhere.
	Links       int
	BrokenLinks []string
	// Others counts the files that a search does not look at because of their names.
	Others int

	open map[string][]byte // what the editor has open
}

// Input is one file to read.
type Input struct {
	// Path is what reports show, as File.Path has it.
	Path string
	// Abs is where to open it; empty for standard input.
	Abs string
	// Explicit is true if the user named the file itself, not a folder above it.
	Explicit bool
	// ContextOnly is true if the user named other paths: the file is read because it is part of the topology.
	ContextOnly bool
	// Stdin is true if standard input is to be read.
	Stdin bool
	// Overlay is the content where an editor has the file open, else nil.
	Overlay []byte
}

// Skip is one file or folder that was left out, and why.
type Skip struct {
	Path, Reason string
	// Explicit is true if the user named it.
	Explicit bool
}

// StdinPath is the path of standard input that has no name.
const StdinPath = "<stdin>"

// toolFolders are never entered unless they are named: they hold what tools keep, in great number.
var toolFolders = []string{".hg", ".jj", ".svn", ".terraform", "node_modules"}

// extensions are the extensions, in lower case, of the files that a search takes; a file that the user names may have
// any.
var extensions = []string{".yaml", ".yml", ".json"}

// Find lists the input: the YAML and JSON files below the root or the paths given. Symbolic links are followed only
// when they are named, so a search cannot go in circles. Everything that is named and cannot be had, and every folder
// that cannot be read, is in the error, one per line.
func Find(ctx context.Context, o FindOptions) (*Found, error) {
	f := finder{ctx: ctx, dir: o.Dir, root: Root(o.Dir), inputs: map[string]Input{}}
	var err error
	if f.exclude, err = newExcludes(o.Exclude); err != nil {
		return nil, err
	}
	if f.include, err = newExcludes(o.Include); err != nil {
		return nil, err
	}
	f.physicalRoot = resolve(f.root)
	if o.TrackedOnly {
		if f.tracked, err = tracked(ctx, f.physicalRoot, o.GitIndex); err != nil {
			return nil, err
		}
	}
	if len(o.Paths) == 0 && o.Dir != "" {
		f.walk(folder{abs: f.root, physical: f.physicalRoot})
		f.ignored()
	}
	for _, name := range o.Paths {
		if name == "-" {
			f.stdin(o.StdinName)
		} else {
			f.findExplicit(name)
		}
	}
	if len(o.Paths) > 0 && len(f.errs) == 0 && !o.Alone {
		f.surround()
	}
	f.overlay(o.Overlay)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(f.errs) > 0 {
		return nil, errors.Join(f.errs...)
	}
	found := &Found{Root: f.root, Skips: f.skips, Others: f.others, open: o.Overlay}
	found.Inputs = slices.SortedFunc(maps.Values(f.inputs), func(a, b Input) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Abs, b.Abs))
	})
	found.Skips = inOrder(found.Skips)
	found.Around = slices.DeleteFunc(inOrder(f.around), func(s Skip) bool {
		return slices.ContainsFunc(found.Skips, func(o Skip) bool { return o.Path == s.Path && o.Reason == s.Reason })
	})
	for _, skip := range slices.Concat(found.Skips, found.Around) {
		switch skip.Reason {
		case unfollowed:
			found.Links++
		case leadsNowhere:
			found.BrokenLinks = append(found.BrokenLinks, skip.Path)
		}
	}
	return found, nil
}

// inOrder puts what was left out in order, each once.
func inOrder(skips []Skip) []Skip {
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
	ctx                context.Context //nolint:containedctx // lives as long as one Find
	dir                string
	root, physicalRoot string
	exclude            excludes
	include            excludes
	tracked            map[string]bool  // by real path; nil takes all
	inputs             map[string]Input // by real path
	skips, around      []Skip
	others             int
	errs               []error
	requested          []folder // the paths that the user named
	contextOnly        bool     // what is found is around them
}

// folder is one folder to search: as reports show it ("" for the root), where it was reached, and
// its path free of symbolic links.
type folder struct {
	shown, abs, physical string
}

// findExplicit takes a path from the user.
func (f *finder) findExplicit(given string) {
	if given == "" {
		f.errs = append(f.errs, errors.New("an empty path names nothing; leave it out, or name a file or folder"))
		return
	}
	abs := f.abs(given)
	info, err := os.Stat(abs)
	if err != nil {
		f.errs = append(f.errs, missing(given, abs, err))
		return
	}
	physical := resolve(abs)
	shown := f.show(given, abs, physical)
	f.requested = append(f.requested, folder{shown: shown, abs: abs, physical: physical})
	if f.excluded(shown) {
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
			fmt.Errorf("%q is %s, not a file or folder; to check what another program writes, pipe it in and name \"-\"", given, kind(info.Mode())),
		)
	}
}

// stdin takes standard input, as the content of the file called name.
func (f *finder) stdin(name string) {
	if name == "" {
		f.inputs[StdinPath] = Input{Path: StdinPath, Explicit: true, Stdin: true}
		return
	}
	abs := f.abs(name)
	physical := resolve(abs)
	shown := f.show(name, abs, physical)
	f.requested = append(f.requested, folder{shown: shown, abs: abs, physical: physical})
	if !f.excluded(shown) {
		f.inputs[physical] = Input{Path: shown, Explicit: true, Stdin: true}
	}
}

// walk takes all candidates in d and below.
func (f *finder) walk(d folder) {
	if f.ctx.Err() != nil {
		return
	}
	entries, err := os.ReadDir(d.abs)
	if err != nil {
		f.errs = append(f.errs, unreadable("folder", cmp.Or(d.shown, "."), err))
		return
	}
	for _, entry := range entries {
		name, mode := entry.Name(), entry.Type()
		e := folder{path.Join(d.shown, name), filepath.Join(d.abs, name), filepath.Join(d.physical, name)}
		if !wanted(e.abs, mode) {
			if mode.IsRegular() && name != ConfigName && !f.contextOnly {
				f.others++
			}
			continue
		}
		reason := f.objection(e.shown, mode)
		switch {
		case reason != "":
			f.refuse(e, mode, reason)
		case mode.IsDir() && isCheckout(e.abs):
			f.skip(e.shown, "a git repository of its own, searched only when named")
		case mode.IsDir():
			f.walk(e)
		default:
			f.add(Input{Path: e.shown, Abs: e.abs, ContextOnly: f.contextOnly}, e.physical)
		}
	}
}

// wanted reports whether a search looks at what it meets at abs; what it does not look at is not reported.
func wanted(abs string, mode fs.FileMode) bool {
	name := filepath.Base(abs)
	if mode.IsDir() {
		return name != ".git"
	}
	if takes(name) {
		return true
	}
	if mode&fs.ModeSymlink == 0 {
		return false
	}
	info, err := os.Stat(abs)
	return err == nil && info.IsDir()
}

// takes reports whether a search takes a file of that name.
func takes(name string) bool {
	return name != ConfigName && slices.Contains(extensions, strings.ToLower(path.Ext(name)))
}

// Listed filters paths below the root, slash-separated, as a search with these options would: for
// files that are known from elsewhere than the disk. Named paths count as files and as folders.
func Listed(o FindOptions, paths []string) ([]string, error) {
	exclude, err := newExcludes(o.Exclude)
	if err != nil {
		return nil, err
	}
	f := finder{dir: o.Dir, root: Root(o.Dir)}
	f.physicalRoot = resolve(f.root)
	var explicit []string
	for _, given := range o.Paths {
		if given == "-" {
			given = o.StdinName
		}
		abs := f.abs(given)
		explicit = append(explicit, f.show(given, abs, resolve(abs)))
	}
	return slices.DeleteFunc(slices.Clone(paths), func(p string) bool {
		if _, out := exclude.matchAbove(p); out || !takes(path.Base(p)) && !slices.Contains(explicit, p) {
			return true
		}
		for folder := range strings.SplitSeq(path.Dir(p), "/") {
			if slices.Contains(toolFolders, folder) {
				return true
			}
		}
		return len(explicit) > 0 && !Marked(f.root) &&
			!slices.ContainsFunc(explicit, func(n string) bool { return n == "" || n == p || strings.HasPrefix(p, n+"/") })
	}), nil
}

// objection says why what a search meets is left out, or is empty.
func (f *finder) objection(shown string, mode fs.FileMode) string {
	if pattern, ok := f.exclude.matchAbove(shown); ok {
		return excludedBy(pattern)
	}
	switch {
	case mode.IsDir() && slices.Contains(toolFolders, path.Base(shown)):
		return "a folder of tools, searched only when named"
	case mode.IsDir():
		return ""
	case mode.IsRegular():
		if _, ok := f.include.matchAbove(shown); len(f.include) > 0 && !ok {
			return notIncluded
		}
		return ""
	case mode&fs.ModeSymlink != 0:
		return unfollowed
	}
	return kind(mode) + ", not a file"
}

// add takes a file, once: of several names for it the lowest is shown, and standard input that
// stands for the file goes before the file.
func (f *finder) add(in Input, physical string) {
	if f.tracked != nil && !f.tracked[physical] {
		f.skips = append(f.skips, Skip{Path: in.Path, Reason: "not tracked by git", Explicit: in.Explicit})
		return
	}
	if old, ok := f.inputs[physical]; ok {
		if old.Stdin {
			return
		}
		explicit, contextOnly := in.Explicit || old.Explicit, in.ContextOnly && old.ContextOnly
		if old.Path < in.Path {
			in = old
		}
		in.Explicit, in.ContextOnly = explicit, contextOnly
	}
	f.inputs[physical] = in
}

func (f *finder) skip(shown, reason string) {
	if f.contextOnly {
		f.around = append(f.around, Skip{Path: shown, Reason: reason})
		return
	}
	f.skips = append(f.skips, Skip{Path: shown, Reason: reason})
}

// excluded notes and reports that a named path, or a folder above it, is excluded.
func (f *finder) excluded(shown string) bool {
	pattern, ok := f.exclude.matchAbove(shown)
	if ok {
		f.skips = append(f.skips, Skip{Path: shown, Reason: excludedBy(pattern), Explicit: true})
	}
	return ok
}

func excludedBy(pattern string) string { return fmt.Sprintf("excluded by %q", pattern) }

// abs returns the absolute path of what the user gave.
func (f *finder) abs(given string) string {
	if filepath.IsAbs(given) {
		return filepath.Clean(given)
	}
	return filepath.Join(f.dir, given)
}

// show returns the path that reports show: relative to the root where the path, or what its links lead to, is below
// it, else as it was given.
func (f *finder) show(given, abs, physical string) string {
	for _, in := range [][2]string{{f.root, abs}, {f.physicalRoot, physical}} {
		if rel, err := filepath.Rel(in[0], in[1]); err == nil && filepath.IsLocal(rel) {
			if rel == "." {
				return ""
			}
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(filepath.Clean(given))
}

// resolve returns abs free of symbolic links, or abs itself where that cannot be found out.
func resolve(abs string) string {
	if physical, err := filepath.EvalSymlinks(abs); err == nil {
		return physical
	}
	return abs
}
