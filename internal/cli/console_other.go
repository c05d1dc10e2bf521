//go:build !windows

package cli

import "os"

// supportsEscapes reports whether a terminal supports escape sequences. It always returns true here, because TERM
// identifies the terminals that do not.
func supportsEscapes(*os.File) bool { return true }
