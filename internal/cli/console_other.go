//go:build !windows

package cli

import "os"

// showsColor reports whether the terminal f understands escape sequences; TERM says where it does not.
func showsColor(*os.File) bool { return true }
