// Package wording puts values and numbers into sentences: quoted, counted and listed. The text of a sentence belongs
// to its caller.
package wording

import (
	"fmt"
	"strconv"
	"strings"
)

// Count returns a number with its noun, as in "1 error" or "2 errors".
func Count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Quoted returns values in double quotes, escaped as in Go, with commas between them.
func Quoted(values ...string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
	}
	return strings.Join(quoted, ", ")
}

// Inside returns a value as it is between quotes of another kind or in code: what does not print is escaped as in Go,
// and a double quote is one.
func Inside(value string) string {
	parts := strings.Split(value, `"`)
	for i, part := range parts {
		quoted := strconv.Quote(part)
		parts[i] = quoted[1 : len(quoted)-1]
	}
	return strings.Join(parts, `"`)
}
