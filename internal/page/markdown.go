package page

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// special is what prose may hold and Markdown would take for more than the character.
var special = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "|", `\|`)

// prose returns text for a reader of Markdown; what stands in backticks is code already.
func prose(s string) string {
	parts := strings.Split(s, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = special.Replace(parts[i])
	}
	return strings.Join(parts, "`")
}

// block writes text as a block of code. Bytes that are not UTF-8 are shown as a reader of UTF-8 sees
// them.
func block(b *strings.Builder, language, text string) {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	text = strings.TrimRight(strings.ToValidUTF8(text, "\uFFFD"), "\n")
	fmt.Fprintf(b, "%s%s\n%s\n%s\n", fence, language, text, fence)
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
