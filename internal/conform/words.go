package conform

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
)

// brief shortens a value that is too long for a message.
func brief(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most-1]) + "…"
	}
	return s
}

// quote puts a value in double quotes: shortened if it is long, escaped where it would not show.
func quote(s string) string {
	s = brief(s)
	if strings.ContainsFunc(s, func(r rune) bool { return r == '"' || !unicode.IsPrint(r) }) {
		return strconv.Quote(s)
	}
	return `"` + s + `"`
}

// subject calls a value by its key: `"mail"`, or `an item of "access"`.
func (c *checker) subject(p place) string {
	switch {
	case p.key == nil:
		return article(c.root.Title)
	case p.item:
		return "an item of " + quote(p.key.Text)
	default:
		return quote(p.key.Text)
	}
}

// thing calls an object by its name where it has one: `tenant "contoso"`, or `a tenant`. The name is
// the value of the first key that the schema requires.
func thing(object *jsonschema.Schema, n *manifest.Node) string {
	if len(object.Required) > 0 {
		if name := n.Get(object.Required[0]); name != nil && name.Kind == manifest.String && name.Text != "" {
			return object.Title + " " + quote(name.Text)
		}
	}
	return article(object.Title)
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

// offered returns the keys that a note offers: those that say something about the object.
func offered(object *jsonschema.Schema) []string {
	return slices.DeleteFunc(keys(object), func(key string) bool { return key == "$schema" || key == "unknown" })
}

// takes is the note that lists what may stand somewhere.
func takes(what string, values []string) string {
	return what + " takes: " + strings.Join(values, ", ")
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
