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
		if IsRoot(at) {
			return at
		}
		parent := filepath.Dir(at)
		if parent == at {
			return dir
		}
		at = parent
	}
}

// IsRoot reports whether a folder contains an entry that makes it a root.
func IsRoot(dir string) bool {
	for _, marker := range []string{ConfigName, gitName} {
		if _, err := os.Lstat(filepath.Join(dir, marker)); err == nil {
			return true
		}
	}
	return false
}

// hasConfig reports whether a folder contains a configuration, which makes it a topology of its own.
func hasConfig(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ConfigName))
	return err == nil
}

// isRepository reports whether a folder is a separate git repository, such as another checkout or a worktree. A
// submodule belongs to the repository around it.
func isRepository(dir string) bool {
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
