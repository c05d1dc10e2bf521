package policy

import (
	"testing"
	"testing/fstest"
)

// TestDigest checks a digest computed by sha256sum from the lines that it prints for the files.
func TestDigest(t *testing.T) {
	fsys := func() fstest.MapFS {
		return fstest.MapFS{
			"domain/once/rule.rego":      {Data: []byte("package a\n")},
			"domain/once/rule_test.rego": {Data: []byte("package a_test\n")},
			"domain/once/fail/a.yaml":    {Data: []byte("kind: Tenant\n")},
			"lib/lib.rego":               {Data: []byte("package lib\n")},
			"data/facts.json":            {Data: []byte("{}\n")},
		}
	}
	const want = "sha256:3187b06888cdc8744c460077adecc512819580023c33c5112add9db967c0e5ab"
	for _, tt := range []struct {
		name   string
		change func(fstest.MapFS)
		same   bool
	}{
		{"no change", func(fstest.MapFS) {}, true},
		{"a test", func(f fstest.MapFS) { f["domain/once/rule_test.rego"].Data = []byte("\n") }, true},
		{"an example", func(f fstest.MapFS) { delete(f, "domain/once/fail/a.yaml") }, true},
		{"a rule", func(f fstest.MapFS) { f["domain/once/rule.rego"].Data = []byte("package a\n\n") }, false},
		{"an additional rule", func(f fstest.MapFS) { f["domain/two/rule.rego"] = f["domain/once/rule.rego"] }, false},
		{"the library", func(f fstest.MapFS) { f["lib/lib.rego"].Data = nil }, false},
		{"a renamed file", func(f fstest.MapFS) { f["data/fact.json"] = f["data/facts.json"]; delete(f, "data/facts.json") }, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := fsys()
			tt.change(f)
			got, err := digest(f)
			if err != nil {
				t.Fatal(err)
			}
			if (got == want) != tt.same {
				t.Errorf("got %s, unchanged digest is %s", got, want)
			}
		})
	}
}
