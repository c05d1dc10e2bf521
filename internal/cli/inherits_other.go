//go:build !unix

package cli

import "os"

// inherits reports whether a new file can take the place of another: owners are a matter of the folder.
func inherits(string, os.FileInfo) bool { return true }
