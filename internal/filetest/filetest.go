// Package filetest writes files for tests to read, and compares test output with golden files. Only tests import it.
package filetest

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Dir writes files, named by slash-separated paths, to a new folder and returns its path.
func Dir(tb testing.TB, files map[string]string) string {
	tb.Helper()
	dir := tb.TempDir()
	for name, text := range files {
		Write(tb, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	return dir
}

// Write writes a file and creates the folders that lead to it.
func Write(tb testing.TB, path, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
}

// Read returns the content of a file.
func Read(tb testing.TB, path string) string {
	tb.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// Manifests returns the content of every YAML file in a folder tree by its slash-separated path relative to root. It
// fails the test if there is none.
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

// Golden compares got with a golden file, or writes it there if update is true.
func Golden(tb testing.TB, path, got string, update bool) {
	tb.Helper()
	if update {
		Write(tb, path, got)
		return
	}
	if diff := cmp.Diff(Read(tb, path), got); diff != "" {
		tb.Errorf("%s differs; run with -update, or go generate ./... if it is generated (-want +got):\n%s", path, diff)
	}
}
