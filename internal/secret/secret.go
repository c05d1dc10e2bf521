// Package secret finds text in files that looks like a credential, so that no report and no policy ever shows it. It
// recognizes the credentials of tools that are common around tenants.
package secret

import (
	"unsafe"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Redacted replaces a credential.
const Redacted = "***"

// Classify returns the kind of credential that a text looks like, with an article, or "" if it looks like none.
func Classify(text string) string {
	const minLength = 12
	if len(text) < minLength {
		return ""
	}
	//nolint:gosec // the slice is only read; a copy of each text would be garbage at once
	parts := Scan(
		unsafe.Slice(unsafe.StringData(text), len(text)),
	)
	if len(parts) == 0 {
		return ""
	}
	return parts[0].Kind
}

// Redact replaces the letters of credentials in a text with asterisks.
func Redact(text string) string {
	parts := Scan([]byte(text))
	if len(parts) == 0 {
		return text
	}
	return string(replaceLetters([]byte(text), parts, '*'))
}

// Match is a value that looks like a credential.
type Match struct {
	Node *manifest.Node
	// Kind is what it looks like, with an article: "a client secret of Entra ID".
	Kind string
}

// Find returns the strings of a document that look like a credential, in document order.
func Find(doc *manifest.Document) []Match {
	var found []Match
	known := memo{}
	walk(doc.Root, func(n *manifest.Node, text string, at source.Span) {
		if kind := known.classify(text, at); kind != "" {
			found = append(found, Match{n, kind})
		}
	}, false)
	return found
}

// memo caches the kinds of long texts by their span: several aliases may lead to one text.
type memo map[source.Span]string

// maxUncached is the number of bytes up to which scanning a text is faster than caching the result.
const maxUncached = 256

func (m memo) classify(text string, at source.Span) string {
	if len(text) <= maxUncached {
		return Classify(text)
	}
	kind, ok := m[at]
	if !ok {
		kind = Classify(text)
		m[at] = kind
	}
	return kind
}

// walk visits the values that are strings and, if keys is true, the keys, with a nil node.
func walk(n *manifest.Node, visit func(n *manifest.Node, text string, at source.Span), keys bool) {
	for i := range n.Pairs {
		if keys {
			visit(nil, n.Pairs[i].Key.Text, n.Pairs[i].Key.Span)
		}
		walk(n.Pairs[i].Value, visit, keys)
	}
	for _, item := range n.Items {
		walk(item, visit, keys)
	}
	if n.Kind == manifest.String {
		visit(n, n.Text, n.Span)
	}
}
