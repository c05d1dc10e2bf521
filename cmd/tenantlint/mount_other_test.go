//go:build unix && !linux

package main

import "testing"

// mountSmall reports whether no small filesystem can be had here.
func mountSmall(*testing.T, string) bool { return false }
