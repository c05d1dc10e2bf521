//go:build unix

package cli

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestSavePreserves checks that overwriting a file preserves its mode and its hard links.
func TestSavePreserves(t *testing.T) {
	for name, prepare := range map[string]func(dir, path string) error{
		"mode":      func(_, path string) error { return os.Chmod(path, 0o640) },
		"hard link": func(dir, path string) error { return os.Link(path, filepath.Join(dir, "other.yaml")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "a.yaml")
			if err := os.WriteFile(path, []byte("a text that is longer than the new one"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := prepare(dir, path); err != nil {
				t.Fatal(err)
			}
			before, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			err = save(t.Context(), path, func(w io.Writer) error {
				_, err := io.WriteString(w, "new")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				text, err := os.ReadFile(filepath.Join(dir, e.Name()))
				if err != nil || string(text) != "new" {
					t.Errorf("%s contains %q, %v", e.Name(), text, err)
				}
			}
			after, err := os.Stat(path)
			if err != nil || after.Mode() != before.Mode() {
				t.Errorf("mode %v became %v, %v", before.Mode(), after.Mode(), err)
			}
			if name == "hard link" && !os.SameFile(before, after) {
				t.Error("the other name leads to another file")
			}
		})
	}
}
