package main

import (
	"os"
	"syscall"
	"testing"
)

// mountSmall mounts a filesystem of 16 kB at dir for the duration of a test, and reports whether that is permitted.
func mountSmall(t *testing.T, dir string) bool {
	t.Helper()
	if os.Geteuid() != 0 || syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=16k") != nil {
		return false
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return true
}
