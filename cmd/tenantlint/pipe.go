//go:build !js

package main

import (
	"os/signal"
	"syscall"
)

// ignorePipes makes a write to a closed pipe fail instead of ending the program.
func ignorePipes() { signal.Ignore(syscall.SIGPIPE) }
