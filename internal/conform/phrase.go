package conform

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// brief truncates a value that is too long for a message.
func brief(s string) string {
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
		return article(c.root.Title), problem.Args{}
	}
	args := problem.Args{"key": brief(p.key.Text)}
	if p.item {
		return `an item of "{key}"`, args
	}
	return `"{key}"`, args
}

// article returns a title of the schema with its indefinite article.
func article(title string) string {
	if strings.ContainsRune("aeio", rune(title[0])) {
		return "an " + title
	}
	return "a " + title
}

// typeName maps the types of JSON Schema to what messages call them.
var typeName = map[string]string{
	"array":   "a list",
	"boolean": "true or false",
	"integer": "an integer",
	"null":    "null",
	"number":  "a number",
	"object":  "a mapping",
	"string":  "a string",
}

// typeNames joins the names of types with "or".
func typeNames(types []string) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = typeName[t]
	}
	return strings.Join(names, " or ")
}

// kindName describes a value, to be used after "not"; a boolean is described by its text.
func kindName(n *manifest.Node) string {
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

// keys returns the keys that an object may have, sorted.
func keys(object *jsonschema.Schema) []string {
	names := make([]string, 0, len(object.Properties))
	for name := range object.Properties {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
