package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/git"
)

// addContext adds the context of the paths that the user named: the rest of the repositories that contain them, because
// a topology is evaluated as a whole. A path outside any repository has no context.
func (f *finder) addContext() {
	f.contextOnly = true
	var roots []string
	for _, requested := range f.requested {
		root := f.repositoryRoot(requested.abs)
		if root == "" || slices.Contains(roots, root) {
			continue
		}
		roots = append(roots, root)
		physical := resolve(root)
		f.walk(folder{shown: f.displayPath(root, root, physical), abs: root, physical: physical})
	}
	f.dropIgnored()
}

// repositoryRoot returns the root of the repository that contains a path, or "" if there is none. Below the root of the
// run, that is the root of the run unless there is a nested git repository or a folder with its own configuration in
// between.
func (f *finder) repositoryRoot(abs string) string {
	dir := abs
	if info, err := os.Stat(abs); err != nil || !info.IsDir() {
		dir = filepath.Dir(abs)
	}
	if rel, err := filepath.Rel(f.root, dir); err == nil && filepath.IsLocal(rel) {
		for at := dir; at != f.root; at = filepath.Dir(at) {
			if isRepository(at) || hasConfig(at) {
				return at
			}
		}
		if IsRoot(f.root) {
			return f.root
		}
		return ""
	}
	if root := Root(dir); IsRoot(root) {
		return root
	}
	return ""
}

// dropIgnored removes the files that git ignores, such as copies that a build makes. It runs git only in a repository
// with something to ignore.
func (f *finder) dropIgnored() {
	if f.tracked != nil || f.dir == "" || !f.hasIgnorePatterns() {
		return
	}
	var paths strings.Builder
	byPath := map[string]string{} // physical path by path relative to the root
	for physical, in := range f.inputs {
		if in.Explicit || in.Stdin || !f.foundFromRoot(in) {
			continue
		}
		if rel, err := filepath.Rel(f.physicalRoot, physical); err == nil && filepath.IsLocal(rel) {
			byPath[filepath.ToSlash(rel)] = physical
			paths.WriteString(filepath.ToSlash(rel) + "\x00")
		}
	}
	if paths.Len() == 0 {
		return
	}
	out, err := git.Output(f.ctx, f.physicalRoot, strings.NewReader(paths.String()), "check-ignore", "-z", "--stdin")
	if err != nil { // git also fails if it ignores none of them, and may not be installed
		return
	}
	for name := range strings.SplitSeq(string(out), "\x00") {
		physical, ok := byPath[name]
		if !ok {
			continue
		}
		f.skip(f.inputs[physical].Path, "ignored by git, read only when named")
		delete(f.inputs, physical)
	}
}

// foundFromRoot reports whether a file was found by searching the root, not a folder below it that the user named.
func (f *finder) foundFromRoot(in Input) bool { return f.contextOnly == in.ContextOnly }

// hasIgnorePatterns reports whether the repository has ignore patterns: in info/exclude, or in a .gitignore at its
// root, next to a file found, or in between.
func (f *finder) hasIgnorePatterns() bool {
	seen := map[string]bool{}
	hasGitignore := func(dir string) bool {
		if seen[dir] {
			return false
		}
		seen[dir] = true
		_, err := os.Lstat(filepath.Join(dir, ".gitignore"))
		return err == nil
	}
	var top string
	for at := f.physicalRoot; ; at = filepath.Dir(at) {
		if hasGitignore(at) {
			return true
		}
		if _, err := os.Lstat(filepath.Join(at, gitName)); err == nil {
			top = at
			break
		}
		if filepath.Dir(at) == at {
			return false // not in a git repository
		}
	}
	if text, err := os.ReadFile(filepath.Join(top, gitName, "info", "exclude")); err == nil {
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				return true
			}
		}
	}
	for physical := range f.inputs {
		for at := filepath.Dir(physical); at != f.physicalRoot && len(at) > len(f.physicalRoot) && !seen[at]; at = filepath.Dir(at) {
			if hasGitignore(at) {
				return true
			}
		}
	}
	return false
}

// skipEntry skips an entry of a folder. For a symbolic link, it checks whether the target exists.
func (f *finder) skipEntry(e folder, mode fs.FileMode, reason string) {
	if mode&fs.ModeSymlink != 0 && reason == reasonLink {
		if _, err := os.Stat(e.abs); errors.Is(err, fs.ErrNotExist) {
			reason = reasonBrokenLink
		}
	}
	f.skip(e.shown, reason)
}

// reasonLink and reasonBrokenLink are the reasons for skipping a symbolic link.
const (
	reasonLink       = "a symbolic link, followed only when named"
	reasonBrokenLink = "a broken symbolic link"
)
