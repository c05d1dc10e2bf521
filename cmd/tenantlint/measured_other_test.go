//go:build !unix

package main

// measured does nothing where the memory of a process that ended is not known.
func measured() {}
