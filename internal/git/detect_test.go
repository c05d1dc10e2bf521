package git_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/tenantlint/tenantlint/internal/git"
)

// TestMaybeInRepository checks that it agrees with git: it is true wherever git finds a repository and false only where git finds none.
func TestMaybeInRepository(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	at := func(names ...string) string { return filepath.Join(append([]string{dir}, names...)...) }
	for _, folder := range []string{at("repository", "a", "b"), at("none", "a")} {
		if err := os.MkdirAll(folder, 0o750); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"init", "--quiet", "repository"},
		{"init", "--quiet", "--bare", "bare"},
		{"init", "--quiet", "--separate-git-dir", "elsewhere", "separate"},
	} {
		if _, err := git.Output(t.Context(), dir, nil, args...); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(at("repository", "a"), at("link")); err != nil {
		t.Skip("symbolic links are not supported: ", err)
	}
	for folder, want := range map[string]bool{
		at("repository"): true, at("repository", "a", "b"): true, at("repository", ".git"): true, at("separate"): true,
		at("bare"): true, at("bare", "refs"): true, at("link"): true, at("link", "b"): true, at("missing"): true,
		at("none"): false, at("none", "a"): false,
	} {
		if got := git.MaybeInRepository(folder); got != want {
			t.Errorf("MaybeInRepository(%s) = %v, want %v", folder, got, want)
		}
		_, err := git.Output(t.Context(), folder, nil, "rev-parse", "--show-prefix")
		if none := errors.Is(err, git.ErrNoRepository); folder != at("missing") && none == want {
			t.Errorf("git in %s: %v", folder, err)
		}
	}
}
