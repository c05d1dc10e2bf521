package conform

import (
	"encoding/json"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
)

// jsonValue returns the value of a node as encoding/json would, with numbers as json.Number. The first value of a
// duplicate key is used, as everywhere.
func jsonValue(n *manifest.Node) any {
	switch n.Kind {
	case manifest.Mapping:
		m := make(map[string]any, len(n.Pairs))
		for _, p := range n.Pairs {
			if _, twice := m[p.Key.Text]; !twice {
				m[p.Key.Text] = jsonValue(p.Value)
			}
		}
		return m
	case manifest.Sequence:
		items := make([]any, len(n.Items))
		for i, item := range n.Items {
			items[i] = jsonValue(item)
		}
		return items
	case manifest.String:
		return n.Text
	case manifest.Integer, manifest.Number:
		return jsonNumber(n)
	case manifest.Bool:
		return n.Text == "true"
	default:
		return nil
	}
}

// jsonNumber keeps the library from expanding a number with a million digits, such as 1e1000000. It substitutes one
// with the same sign and kind, because nothing in the schema depends on the exact value.
func jsonNumber(n *manifest.Node) json.Number {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(n.Text), "e")
	if len(mantissa) <= 64 && len(strings.TrimLeft(exponent, "+-0")) <= 2 {
		return json.Number(n.Text)
	}
	substitute := "1e99"
	if n.Kind == manifest.Number && (strings.HasPrefix(exponent, "-") || exponent == "" && strings.Contains(mantissa, ".")) {
		substitute = "0.5"
	}
	if strings.HasPrefix(mantissa, "-") {
		substitute = "-" + substitute
	}
	return json.Number(substitute)
}
