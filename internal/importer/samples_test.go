package importer

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// samples returns the files of a folder; a test is skipped where there is none.
func samples(t testing.TB, dir string) []Export {
	t.Helper()
	var all []Export
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		all = append(all, Export{filepath.ToSlash(rel), data})
		return err
	})
	if err != nil {
		t.Skip(err)
	}
	return all
}

func TestShow(t *testing.T) {
	dir := os.Getenv("SHOW")
	if dir == "" {
		t.Skip()
	}
	for _, e := range samples(t, dir) {
		r, err := Import([]Export{e}, Options{Tenant: "11111111-1111-1111-1111-111111111111"})
		if err != nil {
			t.Log(e.Path, err)
			continue
		}
		for _, f := range r.Files {
			t.Logf("%s: %+v", e.Path, f)
		}
		for _, n := range r.Notes {
			t.Log("   ", n.Path, n.Message)
		}
		for _, m := range r.Manifests {
			t.Logf("\n%s%v", m.Text, m.Partial)
		}
	}
}
