//go:build !js

package main

import (
	"os/signal"
	"syscall"
)

// ignorePipes makes a write fail when its reader goes away, as head does, instead of ending the program.
func ignorePipes() { signal.Ignore(syscall.SIGPIPE) }
