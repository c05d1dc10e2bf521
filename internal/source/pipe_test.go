//go:build unix

package source

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPipe checks that a pipe without a writer does not block a reader forever.
func TestPipe(t *testing.T) {
	dir := writeTree(t, "a.yaml")
	pipe := filepath.Join(dir, "p.yaml")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("cannot create a pipe: %v", err)
	}
	want := `"p.yaml" is a named pipe, not a file or folder; to check what another program writes, pipe it in and name "-"`
	if _, err := Find(t.Context(), FindOptions{Dir: dir, Paths: []string{"p.yaml"}}); err == nil || err.Error() != want {
		t.Errorf("named: got %v, want %s", err, want)
	}
	want = `"p.yaml" is a named pipe, not a file; write what it holds to a file, and name that`
	if _, err := Read("p.yaml", pipe, 10); err == nil || err.Error() != want {
		t.Errorf("read: got %v, want %s", err, want)
	}
	found, err := Find(t.Context(), FindOptions{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Skip{{"p.yaml", "a named pipe, not a file", false}}, found.Skips); diff != "" {
		t.Errorf("skips (-want +got):\n%s", diff)
	}
}
