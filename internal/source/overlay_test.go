package source

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/filetest"
)

func TestOverlay(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"eu.yaml", "drafts/old.yaml", ConfigName} {
		filetest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), "on disk")
	}
	outside := filepath.Join(t.TempDir(), "elsewhere.yaml")
	for _, test := range []struct {
		name    string
		options FindOptions
		open    []string
		want    []string
	}{
		{"no open files", FindOptions{Dir: dir}, nil, []string{"drafts/old.yaml read", "eu.yaml read"}},
		{"an open file", FindOptions{Dir: dir}, []string{"eu.yaml"}, []string{"drafts/old.yaml read", "eu.yaml open"}},
		{"a file not on disk yet", FindOptions{Dir: dir}, []string{"new/us.yaml"}, []string{"drafts/old.yaml read", "eu.yaml read", "new/us.yaml open"}},
		{"excluded files", FindOptions{Dir: dir, Exclude: []string{"drafts"}}, []string{"drafts/old.yaml", "drafts/new.yaml"}, []string{"eu.yaml read"}},
		{"included files", FindOptions{Dir: dir, Include: []string{"*.yaml"}}, []string{"drafts/new.yaml", "us.yaml"}, []string{"eu.yaml read", "us.yaml open"}},
		{"not an input", FindOptions{Dir: dir}, []string{"notes.md", ConfigName, "node_modules/a.yaml", outside}, []string{"drafts/old.yaml read", "eu.yaml read"}},
		{
			"no working folder",
			FindOptions{},
			[]string{"eu.yaml", "new.json", "notes.md"},
			[]string{filepath.ToSlash(dir) + "/eu.yaml open", filepath.ToSlash(dir) + "/new.json open"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.options.Overlay = map[string][]byte{}
			for _, name := range test.open {
				if !filepath.IsAbs(name) {
					name = filepath.Join(dir, filepath.FromSlash(name))
				}
				test.options.Overlay[name] = nil // a nil slice means an empty file, not a closed one
			}
			found, err := Find(t.Context(), test.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, in := range found.Inputs {
				how := "read"
				if in.Overlay != nil {
					how = "open"
				}
				got = append(got, fmt.Sprintf("%s %s", in.Path, how))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
