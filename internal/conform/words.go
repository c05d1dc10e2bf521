package conform

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// brief shortens a value that is too long for a message.
func brief(s string) string {
	const maxLength = 60
	if utf8.RuneCountInString(s) > maxLength {
		s = string([]rune(s)[:maxLength-1]) + "…"
	}
	return s
}

// subject calls a value by its key, as the beginning of a template and its values: `"{key}"`, or
// `an item of "{key}"`.
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

// article puts the indefinite article before a title of the schema.
func article(title string) string {
	if strings.ContainsRune("aeio", rune(title[0])) {
		return "an " + title
	}
	return "a " + title
}

// typeName says what a type of JSON Schema is called here.
var typeName = map[string]string{
	"array":   "a list",
	"boolean": "true or false",
	"integer": "an integer",
	"null":    "null",
	"number":  "a number",
	"object":  "a mapping",
	"string":  "a string",
}

// typeNames joins the names of types by "or".
func typeNames(types []string) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = typeName[t]
	}
	return strings.Join(names, " or ")
}

// kindName says what a value is, for "not …"; a short scalar is its own name.
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
