package sarif

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is the number of bytes that code scanning takes of a description, a help or a message.
const maxText = 1024

// sentence makes a sentence of a message, which has neither a capital nor a full stop.
func sentence(s string) string {
	s = capital(squeezed(s))
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// squeezed puts one blank where there are several or a line end, and none at the ends; most prose is so.
func squeezed(s string) string {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c == ' ' && before == ' ' || c >= utf8.RuneSelf {
			return strings.Join(strings.Fields(s), " ")
		}
		before = c
	}
	return strings.TrimSuffix(s, " ")
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError || unicode.ToUpper(r) == r {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// clip shortens s to at most n bytes, between two characters, and says so.
func clip(s string, n int) string {
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
