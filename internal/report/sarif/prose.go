package sarif

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestText is the number of bytes that code scanning takes of a description, a help or a message.
const longestText = 1024

// sentence makes a sentence of a message, which has neither a capital nor a full stop.
func sentence(s string) string {
	s = capital(strings.Join(strings.Fields(s), " "))
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
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

// tag is what Markdown takes for HTML and does not show.
var tag = regexp.MustCompile("</?[A-Za-z][^<>`]*>")

// markdown returns prose for a reader of Markdown: what looks like an HTML tag becomes code.
func markdown(s string) string {
	parts := strings.Split(s, "`")
	for i := 0; i < len(parts); i += 2 { // the others are code already
		parts[i] = tag.ReplaceAllString(parts[i], "`$0`")
	}
	return strings.Join(parts, "`")
}
