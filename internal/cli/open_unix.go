//go:build unix

package cli

import "syscall"

// noWait makes the opening of a named pipe that nobody reads fail, where it would wait for a reader.
const noWait = syscall.O_NONBLOCK
