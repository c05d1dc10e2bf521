// Package pattern holds regular expressions back until they are used: compiling all that the program
// knows takes longer than most runs take for their manifests.
package pattern

import (
	"regexp"
	"sync"
)

// New returns a function that compiles an expression when it is first called, and panics if it is none:
// expressions are constants of the program.
func New(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
