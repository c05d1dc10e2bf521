package conform

import (
	"errors"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// meaning is what a key or a value was probably meant to be.
type meaning struct {
	// word is empty if there is no suggestion.
	word string
	// exact is true if a fix may replace the text with word.
	exact bool
	// given is a key with the same meaning that the object already has.
	given string
}

// minKeyLength is the length of a key up to which a misspelling is suggested only if the value fits as well: "date" and
// "data" are different words.
const minKeyLength = 5

// objectKey is a key of an object, the key of checker.meanings.
type objectKey struct {
	object *jsonschema.Schema
	key    manifest.Key
}

// key returns the suggestion for an unknown key of an object. It is exact only if the value satisfies the schema of the
// suggested key, or will once it has been repaired itself.
func (c *checker) key(object *jsonschema.Schema, n *manifest.Node, p *manifest.Pair) meaning {
	at := objectKey{object, p.Key}
	m, ok := c.meanings[at]
	if !ok {
		m = c.findKey(object, n, p)
		c.meanings[at] = m
	}
	return m
}

func (c *checker) findKey(object *jsonschema.Schema, n *manifest.Node, p *manifest.Pair) meaning {
	if s, ok := suggest.Key(c.definitionName(object), p.Key.Text); ok && object.Properties[s.Means] != nil {
		if n.Pair(s.Means) != nil {
			return meaning{given: s.Means}
		}
		return meaning{word: s.Means, exact: s.Exact && c.fits(object, s.Means, p.Value)}
	}
	word, ok := suggest.Slip(p.Key.Text, absent(object, n))
	if !ok {
		return meaning{}
	}
	fits := c.fits(object, word, p.Value)
	if !fits && len(word) <= minKeyLength && !suggest.EqualIgnoringSeparators(word, p.Key.Text) {
		return meaning{}
	}
	return meaning{word: word, exact: fits}
}

// fits reports whether a value satisfies the schema of a key, or has only problems that a fix can repair.
func (c *checker) fits(object *jsonschema.Schema, key string, value *manifest.Node) bool {
	if satisfies(object.Properties[key], value) {
		return true
	}
	renamed := manifest.Pair{Key: manifest.Key{Text: key}, Value: value}
	root := manifest.NewMapping(renamed)
	var failed *jsonschema.ValidationError
	if !errors.As(object.Validate(plain(root)), &failed) {
		return false // without an error of the library, there is nothing to repair
	}
	trial := newChecker(c.vocabulary, c.file)
	for e := range leaves(failed) {
		if f, ok := trial.failure(e, root); ok && f.at.key != nil {
			describe(f.keyword)(trial, f)
		}
	}
	return len(trial.problems) > 0 && !slices.ContainsFunc(trial.problems, func(p problem.Problem) bool { return p.Fix == nil })
}

// absent returns the keys that an object may have but does not.
func absent(object *jsonschema.Schema, n *manifest.Node) []string {
	return slices.DeleteFunc(keys(object), func(key string) bool { return n.Pair(key) != nil })
}

// choice returns the suggestion for a value that is not among the allowed ones. fields are names of lists in the table
// of synonyms.
func choice(text string, allowed []string, fields ...string) meaning {
	word, slip := suggest.Slip(text, allowed)
	if slip && suggest.EqualIgnoringSeparators(word, text) {
		return meaning{word: word, exact: true}
	}
	for _, field := range fields {
		if s, ok := suggest.Value(field, text); ok && slices.Contains(allowed, s.Means) {
			return meaning{word: s.Means, exact: s.Exact}
		}
	}
	return meaning{word: word, exact: slip}
}

// unknownField returns the suggestion for a name in the "unknown" list of an object.
func (c *checker) unknownField(s *jsonschema.Schema, text string, allowed []string) meaning {
	object, ok := strings.CutSuffix(c.definitionName(s), ".unknown")
	if ok {
		if s, ok := suggest.Key(shared(object), text); ok && slices.Contains(allowed, s.Means) {
			return meaning{word: s.Means, exact: s.Exact}
		}
	}
	return choice(text, allowed, c.definitionName(s))
}

// definitionName returns the name of a schema in the table of synonyms: the name of its definition, followed by the
// keys that lead to the schema.
func (c *checker) definitionName(s *jsonschema.Schema) string {
	_, path, _ := strings.Cut(s.Location, "#")
	if path == "" || path == "/" {
		return c.name
	}
	path = strings.TrimPrefix(path, "/definitions/")
	path = strings.TrimPrefix(path, "/properties/")
	path = strings.ReplaceAll(path, "/properties/", ".")
	return shared(strings.TrimSuffix(path, "/items"))
}

// alike maps definitions of the same object to the one in the table of synonyms.
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

// locationKeys are the keys whose values are names of locations.
var locationKeys = []string{"location", "allowedLocations", "userRegions", "region"}

// reformed returns the suggestion for a string that does not have the required format.
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
