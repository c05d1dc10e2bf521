package git

import (
	"os"
	"path/filepath"
)

// Around says whether git may find a repository at or above dir. Without one there is no need to start it, which takes as long as
// to check a manifest. Git decides about what is found: a folder may be called so and be something else.
func Around(dir string) bool {
	at, err := filepath.EvalSymlinks(dir) // git goes up from where the folder is, not from how it was reached
	if err != nil {
		return true
	}
	for {
		for _, marker := range []string{".git", "HEAD"} { // HEAD is in a bare repository, in which hooks of a server run
			if _, err := os.Lstat(filepath.Join(at, marker)); err == nil {
				return true
			}
		}
		above := filepath.Dir(at)
		if above == at {
			return false
		}
		at = above
	}
}
