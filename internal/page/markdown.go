package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/markdown"
)

// codeBlock writes text as a code block, with U+FFFD in place of bytes that are not UTF-8.
func codeBlock(b *strings.Builder, language, text string) {
	b.WriteString(markdown.Block(language, strings.TrimRight(strings.ToValidUTF8(text, "\uFFFD"), "\n")+"\n"))
}

// sentence turns an instruction, which has neither a capital letter nor a period, into a sentence.
func sentence(s string) string { return capitalize(s) + "." }

func capitalize(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
