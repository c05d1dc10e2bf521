//go:build reference

package accelerator

// Enabled reports whether the fast paths run.
const Enabled = false
