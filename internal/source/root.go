package source

import (
	"os"
	"path/filepath"
)

// ConfigName is the name of the configuration file; it marks the root and is never a manifest.
const ConfigName = ".tenantlint.yaml"

// Root returns the nearest folder at or above dir that holds the configuration or a git repository,
// or dir itself where there is none. In a worktree or submodule .git is a file; that counts too.
func Root(dir string) string {
	for at := dir; ; {
		for _, marker := range []string{ConfigName, ".git"} {
			if _, err := os.Lstat(filepath.Join(at, marker)); err == nil {
				return at
			}
		}
		above := filepath.Dir(at)
		if above == at {
			return dir
		}
		at = above
	}
}
