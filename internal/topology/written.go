package topology

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// Written maps values as policies see them to the text in the manifest. It covers the value at a path (a scalar, the
// items of a list, or the lists of an object), and the scalars of all objects on the path and of the objects in them.
// Inner objects take precedence. Names of tenants are left out, because they are the same in every manifest.
func (t *Topology) Written(at ast.Value) map[string]string {
	doc, steps, err := t.walk(at)
	if err != nil {
		return nil
	}
	w := textCollector{tenants: []string{doc.Name(), t.environmentTenants[doc]}}
	var columns []vocabulary.Column
	if table := vocabulary.OfKind(doc.Kind()); table != nil {
		columns = table.Columns
	}
	w.object(columns, doc.Root)
	var c *vocabulary.Column
	for i, s := range steps {
		if s.pair != nil { // items have the columns of their list
			if c = vocabulary.ColumnOf(columns, s.key); c == nil {
				break
			}
			switch columns = c.Columns; {
			case c.Name == "namespaces":
				columns = protocols
			case c.Form == vocabulary.List:
				columns = vocabulary.Of(c.Name).Columns
			}
		}
		w.add(c, s.node)
		w.object(columns, s.node)
		if i == len(steps)-1 {
			w.items(c, s.node)
			for j := range s.node.Pairs {
				w.items(vocabulary.ColumnOf(columns, s.node.Pairs[j].Key.Text), s.node.Pairs[j].Value)
			}
		}
	}
	return w.texts
}

// protocols are the lists of namespaces; in rows, the protocol is a column.
var protocols = []vocabulary.Column{{Name: "userPrincipalName", Form: vocabulary.Domain}, {Name: "smtp", Form: vocabulary.Domain}}

// textCollector collects the texts of a manifest by the value that policies see.
type textCollector struct {
	texts   map[string]string
	tenants []string
}

func (w *textCollector) object(columns []vocabulary.Column, n *manifest.Node) {
	for i := range n.Pairs {
		c := vocabulary.ColumnOf(columns, n.Pairs[i].Key.Text)
		w.add(c, n.Pairs[i].Value)
		if c != nil && c.Form == vocabulary.Object {
			w.object(c.Columns, n.Pairs[i].Value)
		}
	}
}

func (w *textCollector) items(c *vocabulary.Column, list *manifest.Node) {
	for _, item := range list.Items {
		w.add(c, item)
	}
}

func (w *textCollector) add(c *vocabulary.Column, n *manifest.Node) {
	if c == nil || n.Kind != manifest.String {
		return
	}
	key, text := canonical(comparisonForm(c.Form, n.Text), n.Text), strings.TrimSpace(n.Text)
	if c.Form == vocabulary.URLHost {
		text = hostIn(text, key)
	}
	if key == "" || slices.Contains(w.tenants, key) {
		return
	}
	if w.texts == nil {
		w.texts = map[string]string{}
	}
	w.texts[key] = text
}

// comparisonForm returns the form in which a text is compared: a reference that is an id or an address is compared as
// such.
func comparisonForm(f vocabulary.Form, text string) vocabulary.Form {
	switch {
	case !f.IsReference() && f != vocabulary.AccountReference:
		return f
	case f == vocabulary.TeamReference:
		return vocabulary.CaseInsensitive
	case identifier.IsGUID(strings.TrimSpace(text)):
		return vocabulary.GUID
	case strings.Contains(text, "@"):
		return vocabulary.Address
	}
	return vocabulary.Text
}

// hostIn returns the host in the case used in the URL, or the entire URL if it does not contain the host, such as one
// in Unicode.
func hostIn(url, host string) string {
	lower := strings.ToLower(url)
	if i := strings.Index(lower, host); i >= 0 && len(lower) == len(url) {
		return url[i : i+len(host)]
	}
	return url
}
