package revision

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/filetest"
)

// runGit runs git in a folder and returns its output without the trailing line break.
func runGit(t *testing.T, dir string, args ...string) string {
	t.Helper()
	options := []string{
		"-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", "-C", dir,
	}
	out, err := exec.CommandContext(t.Context(), "git", append(options, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return trimNewline(out)
}

// newRepository creates a repository with one commit that contains files, and returns its path.
func newRepository(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filetest.Dir(t, files)
	runGit(t, dir, "init", "--quiet")
	runGit(t, dir, "add", "--all")
	runGit(t, dir, "commit", "--quiet", "--message", "x")
	return dir
}

// TestRead checks that a revision contains the files below the root as committed, whatever the work tree contains.
func TestRead(t *testing.T) {
	dir := newRepository(t, map[string]string{"a.yaml": "outside", "in/b.yaml": "before", "in/deep/c.yaml": "c", "in/large.yaml": "too large"})
	filetest.Write(t, filepath.Join(dir, "in", "b.yaml"), "after")
	r, err := Open(t.Context(), filepath.Join(dir, "in"), "--against", "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := r.Entries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	files, tooLarge, err := r.Read(t.Context(), entries, 6)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range files {
		got[f.Path] = string(f.Data)
	}
	if diff := cmp.Diff(map[string]string{"b.yaml": "before", "deep/c.yaml": "c"}, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"large.yaml"}, tooLarge); diff != "" {
		t.Errorf("too large (-want +got):\n%s", diff)
	}
}

// TestEntriesSkipsLinks checks that Entries skips symbolic links and collects submodules.
func TestEntriesSkipsLinks(t *testing.T) {
	dir := newRepository(t, map[string]string{"a.yaml": "a"})
	if err := os.Symlink("a.yaml", filepath.Join(dir, "link.yaml")); err != nil {
		t.Skip("symbolic links are not supported:", err)
	}
	runGit(t, dir, "submodule", "--quiet", "add", newRepository(t, map[string]string{"b.yaml": "b"}), "modules/estate")
	runGit(t, dir, "add", "--all")
	runGit(t, dir, "commit", "--quiet", "--message", "x")
	r, err := Open(t.Context(), dir, "--against", "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := r.Entries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, e := range entries {
		paths = append(paths, e.Path)
	}
	if diff := cmp.Diff([]string{".gitmodules", "a.yaml"}, paths); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"modules/estate"}, r.Submodules()); diff != "" {
		t.Errorf("submodules (-want +got):\n%s", diff)
	}
}

// TestErrors checks the errors for revisions that cannot be read.
func TestErrors(t *testing.T) {
	upstream := newRepository(t, map[string]string{"a.yaml": "a"})
	runGit(t, upstream, "commit", "--quiet", "--allow-empty", "--message", "y")
	shallow := filepath.Join(t.TempDir(), "clone")
	runGit(t, upstream, "clone", "--quiet", "--depth", "1", "file://"+filepath.ToSlash(upstream), shallow)
	for name, test := range map[string]struct{ dir, revision, want string }{
		"no repository": {t.TempDir(), "HEAD", "there is none here; omit the flag"},
		"no revision":   {upstream, "origin/none", `--against "origin/none" is not a revision of this repository; name a branch, a tag or a commit that was fetched`},
		"shallow":       {shallow, "HEAD~1", `--against "HEAD~1" is not in this clone, which is shallow; fetch the whole history: git fetch --unshallow`},
		"an option":     {upstream, "--help", `--against "--help" is not a revision of this repository`},
	} {
		_, err := Open(t.Context(), test.dir, "--against", test.revision)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
	}

	r, err := Open(t.Context(), upstream, "--against", "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := r.Entries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	blob := runGit(t, upstream, "rev-parse", "HEAD:a.yaml")
	if err := os.Remove(filepath.Join(upstream, ".git", "objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	want := `--against "HEAD": git does not have the content of "a.yaml"; fetch the whole history`
	if _, _, err := r.Read(t.Context(), entries, 10); err == nil || err.Error() != want {
		t.Errorf("a missing object: got %v, want %s", err, want)
	}
	if _, err := r.Entries(t.Context()); err == nil || !strings.HasPrefix(err.Error(), `--against "HEAD": git `) {
		t.Errorf("the size of a missing object: got %v", err)
	}

	t.Setenv("PATH", "")
	want = `--against "HEAD" needs git, which is not installed; install it, or omit the flag`
	if _, err := Open(t.Context(), upstream, "--against", "HEAD"); err == nil || err.Error() != want {
		t.Errorf("no git: got %v, want %s", err, want)
	}
}
