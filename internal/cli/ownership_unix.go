//go:build unix

package cli

import (
	"os"
	"syscall"
)

// copyOwnership gives the complete file temp the owner and group of the existing file that it is to replace, and
// reports whether it can replace it. It cannot if the existing file has other hard links, or an owner that the system
// does not allow to set.
func copyOwnership(temp string, existing os.FileInfo) bool {
	old, ok := existing.Sys().(*syscall.Stat_t)
	if !ok {
		return true
	}
	if old.Nlink > 1 {
		return false
	}
	info, err := os.Stat(temp)
	if err != nil {
		return true
	}
	if now, ok := info.Sys().(*syscall.Stat_t); ok && now.Uid == old.Uid && now.Gid == old.Gid {
		return true
	}
	if os.Chown(temp, int(old.Uid), int(old.Gid)) != nil {
		return false
	}
	return os.Chmod(temp, existing.Mode().Perm()) == nil
}
