// Package pattern compiles regular expressions on first use: compiling all of the program's expressions takes longer
// than most runs need for their manifests.
package pattern

import (
	"regexp"
	"sync"
)

// New returns a function that compiles expr on its first call. It panics if expr is invalid, because expressions are
// constants of the program.
func New(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
