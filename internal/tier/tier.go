// Package tier sets how many cases tests run: a sample, so that a run is short, or all of them with the build tag
// measure, which a separate step of CI sets. Only tests import it.
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
