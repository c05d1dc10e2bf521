//go:build !unix

package source

import "os"

// open opens a file for reading.
func open(path string) (*os.File, error) { return os.Open(path) }
