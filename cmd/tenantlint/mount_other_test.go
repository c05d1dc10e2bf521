//go:build unix && !linux

package main

import "testing"

// mountSmall reports whether a small filesystem was mounted, which it never is here.
func mountSmall(*testing.T, string) bool { return false }
