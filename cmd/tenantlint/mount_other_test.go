//go:build unix && !linux

package main

import "testing"

// mountSmall says that no small filesystem can be had here.
func mountSmall(*testing.T, string) bool { return false }
