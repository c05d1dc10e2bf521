// Package tier tells tests how much they are to try: samples, so that a run ends while somebody waits for it, or all,
// with the build tag measure, as a step of its own in CI does. Only tests import it.
package tier

// Of returns how much to try: a part, or all.
func Of(part, all int) int {
	if full {
		return all
	}
	return part
}

// Takes reports whether a test that has many cases alike tries case i, where a part is one of every n.
func Takes(i, n int) bool { return full || i%n == 0 }
