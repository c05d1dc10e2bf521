package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// supportsEscapes reports whether the console f supports escape sequences, and enables them: older consoles have them
// disabled.
func supportsEscapes(f *os.File) bool {
	console := windows.Handle(f.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(console, &mode); err != nil {
		return false
	}
	const escapes = windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING
	return mode&escapes != 0 || windows.SetConsoleMode(console, mode|escapes) == nil
}
