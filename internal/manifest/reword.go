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

// unquoted matches text that YAML reads verbatim without quotes, even in a flow sequence, unless it is a number, null
// or a boolean. It is compiled on first use, because compiling is slow and few runs need it.
var unquoted = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\p{L}\p{N}$](?: ?[\p{L}\p{N}$_./@+~-]|:[\p{L}\p{N}/])*$`)
})

// Reword returns the fix that replaces the string n of f with text, in the same quotes. It returns nil for a string
// that is escaped, folded or a block, because its source differs from its value, and for a text that would need an
// escape in its quotes.
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
		Description: fmt.Sprintf("replace %s with %s", quoted(n.Text), quoted(text)),
	}
}

// QuoteYAML returns text as a single-line YAML string: unquoted if YAML reads that as the same string, otherwise in
// double quotes.
func QuoteYAML(text string) string {
	if kind, _ := resolve(text); kind == String && unquoted().MatchString(text) {
		return text
	}
	return QuoteJSON(text)
}

// QuoteJSON returns text as a JSON string, which is also valid YAML and which no job runner acts on.
func QuoteJSON(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) //nolint:errchkjson // a string can always be encoded
	return string(harmless.JSON(nil, bytes.TrimSuffix(b.Bytes(), []byte("\n"))))
}
