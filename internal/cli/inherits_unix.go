//go:build unix

package cli

import (
	"os"
	"syscall"
)

// inherits gives a new file the owner and the group of the one whose location it takes, and says whether it can take
// it: not where that has other names, or belongs to somebody to whom the system gives nothing.
func inherits(complete string, existing os.FileInfo) bool {
	old, ok := existing.Sys().(*syscall.Stat_t)
	if !ok {
		return true
	}
	if old.Nlink > 1 {
		return false
	}
	info, err := os.Stat(complete)
	if err != nil {
		return true
	}
	if now, ok := info.Sys().(*syscall.Stat_t); ok && now.Uid == old.Uid && now.Gid == old.Gid {
		return true
	}
	if os.Chown(complete, int(old.Uid), int(old.Gid)) != nil {
		return false
	}
	return os.Chmod(complete, existing.Mode().Perm()) == nil
}
