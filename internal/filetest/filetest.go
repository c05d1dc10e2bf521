// Package filetest writes the files that tests read, and compares what they made with files in the tree. Only tests
// import it.
package filetest

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Dir writes files, which are named with slashes, to a new folder and returns its path.
func Dir(tb testing.TB, files map[string]string) string {
	tb.Helper()
	dir := tb.TempDir()
	for name, text := range files {
		Write(tb, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	return dir
}

// Write writes one file, and the folders that lead to it.
func Write(tb testing.TB, path, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
}

// Read returns the text of a file.
func Read(tb testing.TB, path string) string {
	tb.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// Manifests returns the text of each YAML file at any depth of a folder by its path from there, with slashes. There
// is at least one.
func Manifests(tb testing.TB, root string) map[string]string {
	tb.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		rel, err := filepath.Rel(root, path)
		files[filepath.ToSlash(rel)] = Read(tb, path)
		return err
	})
	if err != nil || len(files) == 0 {
		tb.Fatalf("%s: %d manifests, %v", root, len(files), err)
	}
	return files
}

// Golden compares a text with a file, or writes it there.
func Golden(tb testing.TB, path, got string, update bool) {
	tb.Helper()
	if update {
		Write(tb, path, got)
		return
	}
	if diff := cmp.Diff(Read(tb, path), got); diff != "" {
		tb.Errorf("%s differs; -update writes it, or go generate ./... what is generated (-want +got):\n%s", path, diff)
	}
}
