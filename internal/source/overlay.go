package source

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// overlay puts what an editor has open in place of the files found, and adds the files that are not on
// disk yet but would be found there.
func (f *finder) overlay(open map[string][]byte) {
	for _, abs := range slices.Sorted(maps.Keys(open)) {
		content := open[abs]
		if content == nil {
			content = []byte{}
		}
		physical := filepath.Join(resolve(filepath.Dir(abs)), filepath.Base(abs))
		if _, err := os.Lstat(abs); err == nil {
			physical = resolve(abs)
		}
		in, found := f.inputs[physical]
		if !found {
			in.Path = f.show(abs, abs, physical)
			if !f.adds(in.Path, abs) {
				continue
			}
		}
		in.Abs, in.Overlay = abs, content
		f.inputs[physical] = in
	}
}

// adds says whether a search would take a file that it did not come across. One that is on disk was
// left out on purpose.
func (f *finder) adds(shown, abs string) bool {
	if !takes(path.Base(shown)) {
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
