// Package wording formats values and numbers for sentences: it quotes, counts and lists them. The sentences themselves
// belong to the callers.
package wording

import (
	"fmt"
	"strconv"
	"strings"
)

// Count returns a number with its noun in singular or plural, such as "1 error" or "2 errors".
func Count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Quoted returns values in double quotes, escaped as in Go and separated by commas.
func Quoted(values ...string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
	}
	return strings.Join(quoted, ", ")
}

// Escape returns a value for use inside code or single quotes: backslashes and characters that are not printable are
// escaped as in Go, double quotes are not.
func Escape(value string) string {
	parts := strings.Split(value, `"`)
	for i, part := range parts {
		quoted := strconv.Quote(part)
		parts[i] = quoted[1 : len(quoted)-1]
	}
	return strings.Join(parts, `"`)
}
