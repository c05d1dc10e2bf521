//go:build unix

package source

import (
	"os"
	"syscall"
)

// open opens a file for reading. It does not block if the file has been replaced by a pipe since it was found.
func open(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}
