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

// Looks describes what a text looks like, with an article, or returns "" if it does not look like a credential.
func Looks(text string) string {
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
	return parts[0].Looks
}

// Redact replaces the letters of credentials in a text with asterisks.
func Redact(text string) string {
	parts := Scan([]byte(text))
	if len(parts) == 0 {
		return text
	}
	return string(fill([]byte(text), parts, '*'))
}

// Found is a value that looks like a credential.
type Found struct {
	Node *manifest.Node
	// Looks describes what it looks like, with an article: "a client secret of Entra ID".
	Looks string
}

// Find returns the strings of a document that look like a credential, in document order.
func Find(doc *manifest.Document) []Found {
	var found []Found
	known := memo{}
	walk(doc.Root, func(n *manifest.Node, text string, at source.Span) {
		if looks := known.looks(text, at); looks != "" {
			found = append(found, Found{n, looks})
		}
	}, false)
	return found
}

// memo caches what long texts look like, by their span: several aliases may lead to one text.
type memo map[source.Span]string

// maxMemo is the number of bytes up to which scanning a text is faster than caching the result.
const maxMemo = 256

func (m memo) looks(text string, at source.Span) string {
	if len(text) <= maxMemo {
		return Looks(text)
	}
	looks, ok := m[at]
	if !ok {
		looks = Looks(text)
		m[at] = looks
	}
	return looks
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
