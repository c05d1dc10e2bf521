//go:build unix

package cli

import "syscall"

// noWait makes opening a named pipe without a reader fail instead of waiting for a reader.
const noWait = syscall.O_NONBLOCK
