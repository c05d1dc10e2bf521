//go:build !unix

package cli

// noWait has no meaning where named pipes are no files.
const noWait = 0
