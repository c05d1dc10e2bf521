package git

import (
	"os"
	"path/filepath"
)

// MaybeInRepository reports whether dir may be in a git repository. If not, callers need not start git, which takes as
// long as checking a manifest. A true result is only a hint: git decides whether the files found really make a
// repository.
func MaybeInRepository(dir string) bool {
	folder, err := filepath.EvalSymlinks(dir) // git walks up from the physical folder, not through symbolic links
	if err != nil {
		return true
	}
	for {
		for _, marker := range []string{".git", "HEAD"} { // a bare repository, where server-side hooks run, has HEAD at its top
			if _, err := os.Lstat(filepath.Join(folder, marker)); err == nil {
				return true
			}
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return false
		}
		folder = parent
	}
}
