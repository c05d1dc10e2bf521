//go:build !js

package main

import (
	"os/signal"
	"syscall"
)

// ignoreSIGPIPE makes a write to a closed pipe fail instead of ending the program.
func ignoreSIGPIPE() { signal.Ignore(syscall.SIGPIPE) }
