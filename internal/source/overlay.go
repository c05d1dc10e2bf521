package source

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// applyOverlay replaces the content of files that an editor has open, and adds open files that are not on disk yet but
// would be found there.
func (f *finder) applyOverlay(open map[string][]byte) {
	for _, abs := range slices.Sorted(maps.Keys(open)) {
		physical := filepath.Join(resolve(filepath.Dir(abs)), filepath.Base(abs))
		if _, err := os.Lstat(abs); err == nil {
			physical = resolve(abs)
		}
		in, found := f.inputs[physical]
		if !found {
			in.Path = f.displayPath(abs, abs, physical)
			if !f.wouldFind(in.Path, abs) {
				continue
			}
		}
		in.Abs, in.Overlay = abs, overlayContent(open, abs)
		f.inputs[physical] = in
	}
}

// overlayContent returns the content of an open file, which is never nil.
func overlayContent(open map[string][]byte, abs string) []byte {
	if content := open[abs]; content != nil {
		return content
	}
	return []byte{}
}

// wouldFind reports whether a search would include a file that it did not find. It returns false for a file on disk,
// which was skipped on purpose.
func (f *finder) wouldFind(shown, abs string) bool {
	if !isInputName(path.Base(shown)) {
		return false
	}
	if f.dir == "" {
		return true
	}
	if _, err := os.Lstat(abs); err == nil || path.IsAbs(shown) || filepath.IsAbs(shown) {
		return false
	}
	if _, out := f.exclude.matchAbove(shown); out {
		return false
	}
	if _, in := f.include.matchAbove(shown); len(f.include) > 0 && !in {
		return false
	}
	return !slices.ContainsFunc(strings.Split(path.Dir(shown), "/"), func(folder string) bool {
		return folder == ".git" || slices.Contains(toolFolders, folder)
	})
}

// WithOverlay returns what a search would find if the editor had the same files open with different content and the
// disk had not changed. It returns nil if f is nil or a different set of files is open.
func (f *FindResult) WithOverlay(open map[string][]byte) *FindResult {
	if f == nil || len(open) != len(f.open) {
		return nil
	}
	for abs := range open {
		if _, ok := f.open[abs]; !ok {
			return nil
		}
	}
	clone := *f
	clone.Inputs = slices.Clone(f.Inputs)
	for i := range clone.Inputs {
		if in := &clone.Inputs[i]; in.Overlay != nil {
			in.Overlay = overlayContent(open, in.Abs)
		}
	}
	return &clone
}
