package cli

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// profile lints a folder with --cpuprofile, and returns the exit code, the names in the folder and standard error.
func profile(ctx context.Context, t *testing.T, dir string, args ...string) (code int, names []string, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Main(ctx, Env{Args: append([]string{"--cpuprofile", "cpu.pprof"}, args...), Dir: dir, Stdout: &out, Stderr: &errs, Lookup: noEnv})
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return code, names, errs.String()
}

// TestProfile checks that a profile is complete and compressed, as pprof expects, and that a run that ends early leaves
// none.
func TestProfile(t *testing.T) {
	dir := t.TempDir()
	ended, end := context.WithCancel(t.Context())
	end()
	if code, names, stderr := profile(ended, t, dir, "--allow-empty"); code != Interrupted || len(names) > 0 {
		t.Errorf("code %d, files %q, %s", code, names, stderr)
	}
	if code, names, stderr := profile(t.Context(), t, dir); code != Nothing || len(names) > 0 {
		t.Errorf("code %d, files %q, %s", code, names, stderr)
	}
	if code, names, stderr := profile(t.Context(), t, dir, "--allow-empty"); code != OK || len(names) != 1 {
		t.Fatalf("code %d, files %q, %s", code, names, stderr)
	}
	f, err := os.Open(filepath.Join(dir, "cpu.pprof"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	plain, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(plain); err != nil || !bytes.Contains(text, []byte("nanoseconds")) {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}
