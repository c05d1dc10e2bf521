// Package tier sets how many cases tests run: a sample, to keep a run short, or all of them with the build tag measure,
// which a separate CI step sets. Only tests import it.
package tier

// Of returns part, or all with the build tag measure.
func Of(part, all int) int {
	if full {
		return all
	}
	return part
}

// Takes reports whether to run case i of a test with many similar cases: one of every n, or all with the build tag
// measure.
func Takes(i, n int) bool { return full || i%n == 0 }
