//go:build !unix

package cli

// noWait has no effect where named pipes are not files.
const noWait = 0
