//go:build !unix

package cli

// noWait has no meaning where named pipes are not files.
const noWait = 0
