package source

import (
	"bytes"
	"os"
	"path/filepath"
)

// ConfigName is the name of the configuration file, which marks the root and is never a manifest.
const ConfigName = ".tenantlint.yaml"

// gitName is the entry that marks the root of a git repository: a folder, or a file in a worktree or a submodule.
const gitName = ".git"

// Root returns the nearest folder at or above dir that contains the configuration or a git repository, or dir itself if
// there is none. A .git file, as in a worktree or submodule, counts as well.
func Root(dir string) string {
	for at := dir; ; {
		if Marked(at) {
			return at
		}
		above := filepath.Dir(at)
		if above == at {
			return dir
		}
		at = above
	}
}

// Marked reports whether a folder contains an entry that makes it a root.
func Marked(dir string) bool {
	for _, marker := range []string{ConfigName, gitName} {
		if _, err := os.Lstat(filepath.Join(dir, marker)); err == nil {
			return true
		}
	}
	return false
}

// isConfigured reports whether a folder contains a configuration, which makes it a topology of its own.
func isConfigured(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ConfigName))
	return err == nil
}

// isCheckout reports whether a folder is a separate git repository, such as another checkout or a worktree. A submodule
// belongs to the repository around it.
func isCheckout(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, gitName))
	if err != nil {
		return false
	}
	if info.IsDir() {
		return true
	}
	text, err := os.ReadFile(filepath.Join(dir, gitName))
	return err == nil && !bytes.Contains(bytes.ReplaceAll(text, []byte{'\\'}, []byte{'/'}), []byte("/modules/"))
}
