//go:build !windows

package cli

import "os"

// showsColor reports whether the terminal f supports escape sequences. TERM identifies those that do not.
func showsColor(*os.File) bool { return true }
