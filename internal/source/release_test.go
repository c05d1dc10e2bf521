package source

import (
	"os"
	"path/filepath"
	"testing"
)

// TestRelease checks that released content is loaded again, unless the file has changed since.
func TestRelease(t *testing.T) {
	const text = "name: contoso\n"
	path := filepath.Join(t.TempDir(), "a.yaml")
	for name, test := range map[string]struct{ now, want string }{
		"same":    {text, ""},
		"changed": {"name: fabrika\n", `file "shown" was changed while it was checked: run again`},
		"longer":  {text + "#", `file "shown" was changed while it was checked: run again`},
		"shorter": {"name: c\n", `file "shown" was changed while it was checked: run again`},
		"gone":    {"", `file "shown" was deleted during the run; run again`},
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := Read("shown", path, 100)
			if err != nil {
				t.Fatal(err)
			}
			f.Release()
			if f.Data != nil {
				t.Errorf("%q was not released", f.Data)
			}
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if test.now != "" {
				if err := os.WriteFile(path, []byte(test.now), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			switch err := f.Load(); {
			case test.want != "" && (err == nil || err.Error() != test.want):
				t.Errorf("got %v, want %s", err, test.want)
			case test.want == "" && (err != nil || string(f.Data) != text || f.Position(6).Column != 7):
				t.Errorf("got %q, %v, want %q", f.Data, err, text)
			}
		})
	}
}

// TestReleaseOfABuffer checks that content that is not on disk is kept.
func TestReleaseOfABuffer(t *testing.T) {
	f := NewFile("a.yaml", []byte("name: contoso\n"))
	f.Release()
	if err := f.Load(); err != nil || string(f.Data) != "name: contoso\n" {
		t.Errorf("got %q, %v", f.Data, err)
	}
}
