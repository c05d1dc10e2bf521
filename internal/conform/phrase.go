package conform

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// truncate truncates a value that is too long for a message.
func truncate(s string) string {
	const maxLength = 60
	if utf8.RuneCountInString(s) > maxLength {
		s = string([]rune(s)[:maxLength-1]) + "…"
	}
	return s
}

// subject returns how a message refers to a value, as the beginning of a template and its arguments: `"{key}"`, or `an
// item of "{key}"`.
func (c *checker) subject(p target) (string, problem.Args) {
	if p.key == nil {
		return withArticle(c.root.Title), problem.Args{}
	}
	args := problem.Args{"key": truncate(p.key.Text)}
	if p.isItem {
		return `an item of "{key}"`, args
	}
	return `"{key}"`, args
}

// withArticle returns a title of the schema with its indefinite article.
func withArticle(title string) string {
	if strings.ContainsRune("aeio", rune(title[0])) {
		return "an " + title
	}
	return "a " + title
}

// typeNames maps the types of JSON Schema to what messages call them.
var typeNames = map[string]string{
	"array":   "a list",
	"boolean": "true or false",
	"integer": "an integer",
	"null":    "null",
	"number":  "a number",
	"object":  "a mapping",
	"string":  "a string",
}

// joinTypes joins the names of types with "or".
func joinTypes(types []string) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = typeNames[t]
	}
	return strings.Join(names, " or ")
}

// describeKind describes a value, to be used after "not"; a boolean is described by its text.
func describeKind(n *manifest.Node) string {
	switch n.Kind {
	case manifest.Null:
		return "null"
	case manifest.Bool:
		return n.Text
	case manifest.Integer:
		return "an integer"
	case manifest.Number:
		return "a fraction"
	case manifest.String:
		return "a string"
	case manifest.Sequence:
		return "a list"
	default:
		return "a mapping"
	}
}

// propertyNames returns the keys that an object may have, sorted.
func propertyNames(object *jsonschema.Schema) []string {
	names := make([]string, 0, len(object.Properties))
	for name := range object.Properties {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
