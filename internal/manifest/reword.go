package manifest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// unquoted is text that YAML reads as it is, in a list in brackets too, unless it is a number or one of the words for
// null and the booleans. It is compiled when it is first asked for, as that takes long and few runs need it.
var unquoted = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\p{L}\p{N}$](?: ?[\p{L}\p{N}$_./@+~-]|:[\p{L}\p{N}/])*$`)
})

// Reword returns the fix that replaces the string n of f by text, in the same quotes. There is none for a string that
// is escaped, folded or a block, because what is written is not what it says, and none for a text that its quotes
// would have to escape.
func (n *Node) Reword(f *source.File, text string) *problem.Fix {
	written := string(f.Data[n.Span.Start:n.Span.End])
	inside, quote := written, ""
	if len(written) >= 2 && (written[0] == '"' || written[0] == '\'') {
		inside, quote = written[1:len(written)-1], written[:1]
	}
	if n.Kind != String || inside != n.Text || inside == "" {
		return nil
	}
	if kind, _ := resolve(text); quote == "" && (kind != String || !unquoted().MatchString(text)) {
		quote = `"`
	}
	if quote != "" && strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || strings.ContainsRune(quote+`\`, r) }) {
		return nil
	}
	return &problem.Fix{
		File:        f,
		Span:        n.Span,
		Text:        quote + text + quote,
		Description: fmt.Sprintf("replace %s by %s", quoted(n.Text), quoted(text)),
	}
}

// Write returns text as a string of YAML on one line: as it is where that is read as the same string, else in double
// quotes.
func Write(text string) string {
	if kind, _ := resolve(text); kind == String && unquoted().MatchString(text) {
		return text
	}
	return WriteJSON(text)
}

// WriteJSON returns text as a string of JSON, which YAML reads the same and no runner of a job obeys.
func WriteJSON(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) //nolint:errchkjson // a string can always be written
	return string(harmless.JSON(nil, bytes.TrimSuffix(b.Bytes(), []byte("\n"))))
}
