package sarif

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is the maximum length in bytes of a description, help or message in code scanning.
const maxText = 1024

// sentence turns a message, which has neither a capital letter nor a period, into a sentence.
func sentence(s string) string {
	s = capitalize(collapseSpace(s))
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// collapseSpace collapses white space into single spaces and trims it at both ends. It is optimized for text that needs no
// change, which is most of it.
func collapseSpace(s string) string {
	previous := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c == ' ' && previous == ' ' || c >= utf8.RuneSelf {
			return strings.Join(strings.Fields(s), " ")
		}
		previous = c
	}
	return strings.TrimSuffix(s, " ")
}

func capitalize(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError || unicode.ToUpper(r) == r {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// truncate shortens s to at most n bytes, without splitting a character, and marks the cut with three dots.
func truncate(s string, n int) string {
	const dots = "..."
	if len(s) <= n {
		return s
	}
	end := max(0, n-len(dots))
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + dots
}
