package source

import (
	"bytes"
	"os"
	"path/filepath"
)

// ConfigName is the name of the configuration file; it marks the root and is never a manifest.
const ConfigName = ".tenantlint.yaml"

// gitName is what the root of a git repository holds: a folder, or a file in a worktree or a submodule.
const gitName = ".git"

// Root returns the nearest folder at or above dir that holds the configuration or a git repository,
// or dir itself where there is none. In a worktree or submodule .git is a file; that counts too.
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

// Marked reports whether a folder holds what makes a root of it.
func Marked(dir string) bool {
	for _, marker := range []string{ConfigName, gitName} {
		if _, err := os.Lstat(filepath.Join(dir, marker)); err == nil {
			return true
		}
	}
	return false
}

// isConfigured reports whether a folder has a configuration, which makes what is below it a topology of its own.
func isConfigured(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ConfigName))
	return err == nil
}

// isCheckout reports whether a folder is a git repository of its own, such as another checkout or a worktree. A
// submodule belongs to the repository around it.
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
