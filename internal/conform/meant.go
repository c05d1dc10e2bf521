package conform

import (
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// meaning is what was probably meant by a key or a value.
type meaning struct {
	// word is empty where nothing is known.
	word string
	// exact says that it can be put in the place of what is written without asking.
	exact bool
	// given is a key that the object has already, and that says the same.
	given string
}

// shortKey is the length of a key up to which a slip is only believed where the value fits, too: "date" and
// "data" are two words.
const shortKey = 5

// key returns what is meant by a key that an object does not know. It is exact only where the value
// satisfies the schema of that key in all.
func (c *checker) key(object *jsonschema.Schema, n *manifest.Node, p *manifest.Pair) meaning {
	if s, ok := suggest.Key(c.named(object), p.Key.Text); ok {
		target := object.Properties[s.Means]
		switch {
		case target == nil:
		case n.Pair(s.Means) != nil:
			return meaning{given: s.Means}
		default:
			return meaning{word: s.Means, exact: s.Exact && verdict(target, p.Value)}
		}
	}
	word, ok := suggest.Slip(p.Key.Text, absent(object, n))
	if !ok {
		return meaning{}
	}
	fits := verdict(object.Properties[word], p.Value)
	if !fits && len(word) <= shortKey && !suggest.Folded(word, p.Key.Text) {
		return meaning{}
	}
	return meaning{word: word, exact: fits}
}

// absent returns the keys that an object may have and has not.
func absent(object *jsonschema.Schema, n *manifest.Node) []string {
	return slices.DeleteFunc(keys(object), func(key string) bool { return n.Pair(key) != nil })
}

// choice returns what is meant by a value that is not among those allowed. The fields are lists of the table
// of synonyms.
func choice(text string, allowed []string, fields ...string) meaning {
	word, slip := suggest.Slip(text, allowed)
	if slip && suggest.Folded(word, text) {
		return meaning{word: word, exact: true}
	}
	for _, field := range fields {
		if s, ok := suggest.Value(field, text); ok && slices.Contains(allowed, s.Means) {
			return meaning{word: s.Means, exact: s.Exact}
		}
	}
	return meaning{word: word, exact: slip}
}

// unknownField returns what is meant by a name in the list of what is not known about an object.
func (c *checker) unknownField(s *jsonschema.Schema, text string, allowed []string) meaning {
	object, ok := strings.CutSuffix(c.named(s), ".unknown")
	if ok {
		if s, ok := suggest.Key(shared(object), text); ok && slices.Contains(allowed, s.Means) {
			return meaning{word: s.Means, exact: s.Exact}
		}
	}
	return choice(text, allowed, c.named(s))
}

// named returns the name of a schema in the table of synonyms: that of a definition, and behind it the keys
// that lead to the schema.
func (c *checker) named(s *jsonschema.Schema) string {
	_, path, _ := strings.Cut(s.Location, "#")
	if path == "" || path == "/" {
		return c.name
	}
	path = strings.TrimPrefix(path, "/definitions/")
	path = strings.TrimPrefix(path, "/properties/")
	path = strings.ReplaceAll(path, "/properties/", ".")
	return shared(strings.TrimSuffix(path, "/items"))
}

// alike are the definitions of one object, by those that the table of synonyms has.
var alike = map[string]string{"environmentDocument": "environment", "devOpsOrganization": "devOps"}

func shared(name string) string {
	object, rest, _ := strings.Cut(name, ".")
	if to, ok := alike[object]; ok {
		object = to
	}
	if rest == "" {
		return object
	}
	return object + "." + rest
}

// locationKeys are those whose values are names of locations.
var locationKeys = []string{"location", "allowedLocations", "userRegions", "region"}

// reformed returns what is meant by a string that does not have the form its place asks for.
func (c *checker) reformed(f failure, form format, base string) meaning {
	text := f.at.node.Text
	if form.repair != nil {
		if word := form.repair(text); word != text && form.is(word) {
			return meaning{word: word, exact: true}
		}
	}
	fields := []string{base}
	if f.at.key != nil {
		fields = []string{f.at.key.Text, base}
	}
	if base == "token" {
		if f.at.key == nil || !slices.Contains(locationKeys, f.at.key.Text) {
			return meaning{}
		}
		if word, ok := suggest.Slip(text, suggest.Meanings("location")); ok {
			return meaning{word: word, exact: true}
		}
		fields = []string{"location"}
	}
	for _, field := range fields {
		if s, ok := suggest.Value(field, text); ok && form.is(s.Means) {
			return meaning{word: s.Means, exact: s.Exact}
		}
	}
	return meaning{}
}
