package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/markdown"
)

// block writes text as a block of code. Bytes that are not UTF-8 are shown as a reader of UTF-8 sees
// them.
func block(b *strings.Builder, language, text string) {
	b.WriteString(markdown.Block(language, strings.TrimRight(strings.ToValidUTF8(text, "\uFFFD"), "\n")+"\n"))
}

// sentence makes a sentence of an order, which has neither a capital nor a full stop.
func sentence(s string) string { return capital(s) + "." }

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
