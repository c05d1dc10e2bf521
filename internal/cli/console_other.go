//go:build !windows

package cli

import "os"

// supportsEscapes reports whether the terminal f supports escape sequences. TERM identifies those that do not.
func supportsEscapes(*os.File) bool { return true }
