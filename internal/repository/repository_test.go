package repository_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/repository"
	"github.com/tenantlint/tenantlint/internal/result"
)

// runGit runs git in dir. The environment that newRepository sets makes git ignore the user's configuration.
func runGit(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v: %s", args, err, out)
	}
}

// newRepository creates a repository with one commit. Fixed names and dates make its hash reproducible.
func newRepository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@contoso.com", "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
		"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@contoso.com", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
	} {
		t.Setenv(name, value)
	}
	dir := t.TempDir()
	runGit(t, dir, "init", "--quiet", "--initial-branch", "main", "--object-format", "sha1")
	runGit(t, dir, "commit", "--quiet", "--allow-empty", "--message", "first")
	if err := os.MkdirAll(filepath.Join(dir, "infra", "tenants"), 0o750); err != nil {
		t.Fatal(err)
	}
	return dir
}

// firstCommit is the hash of the commit that newRepository makes.
const firstCommit = "bcf169a48970fc1ef63fbecb87ab7d540a71a23b"

func TestFind(t *testing.T) {
	for name, test := range map[string]struct {
		folder string
		git    [][]string
		want   result.Repository
	}{
		"at the top":         {"", [][]string{{"remote", "add", "origin", "git@github.com:contoso/tenants.git"}}, result.Repository{URL: "https://github.com/contoso/tenants", Revision: firstCommit, Branch: "main"}},
		"in a folder":        {"infra/tenants", nil, result.Repository{Revision: firstCommit, Branch: "main", Folder: "infra/tenants"}},
		"detached":           {"", [][]string{{"checkout", "--quiet", "--detach"}}, result.Repository{Revision: firstCommit}},
		"before a commit":    {"", [][]string{{"checkout", "--quiet", "--orphan", "next"}}, result.Repository{Branch: "next"}},
		"tag of that name":   {"", [][]string{{"tag", "main"}}, result.Repository{Revision: firstCommit, Branch: "main"}},
		"branch in a folder": {"", [][]string{{"checkout", "--quiet", "-b", "ada/next"}}, result.Repository{Revision: firstCommit, Branch: "ada/next"}},
		"origin of two":      {"", [][]string{{"remote", "add", "fork", "https://github.com/ada/tenants"}, {"remote", "add", "origin", "https://github.com/contoso/tenants"}}, result.Repository{URL: "https://github.com/contoso/tenants", Revision: firstCommit, Branch: "main"}},
		"first by name":      {"", [][]string{{"remote", "add", "b", "https://github.com/b/tenants"}, {"remote", "add", "a", "https://github.com/a/tenants"}}, result.Repository{URL: "https://github.com/a/tenants", Revision: firstCommit, Branch: "main"}},
		"with credentials":   {"", [][]string{{"remote", "add", "origin", "https://ada:secret@github.com/contoso/tenants"}}, result.Repository{URL: "https://github.com/contoso/tenants", Revision: firstCommit, Branch: "main"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := newRepository(t)
			for _, args := range test.git {
				runGit(t, dir, args...)
			}
			if diff := cmp.Diff(&test.want, repository.Find(t.Context(), filepath.Join(dir, test.folder))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFindNothing(t *testing.T) {
	t.Run("no repository", func(t *testing.T) {
		dir := t.TempDir()
		t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
		if got := repository.Find(t.Context(), dir); got != nil {
			t.Errorf("%+v", got)
		}
	})
	t.Run("no git", func(t *testing.T) {
		dir := newRepository(t)
		t.Setenv("PATH", t.TempDir())
		if got := repository.Find(t.Context(), dir); got != nil {
			t.Errorf("%+v", got)
		}
	})
}
