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

// suggestion is what a key or a value was probably meant to be.
type suggestion struct {
	// word is empty if there is no suggestion.
	word string
	// exact is true if a fix may replace the text with word.
	exact bool
	// existing is a key with the same meaning that the object already has.
	existing string
}

// maxShortKey is the length of a key up to which a misspelling is suggested only if the value fits as well: "date" and
// "data" are different words.
const maxShortKey = 5

// objectKey is a key of an object, the key of checker.keySuggestions.
type objectKey struct {
	object *jsonschema.Schema
	key    manifest.Key
}

// suggestKey returns the suggestion for an unknown key of an object. It is exact only if the value satisfies the schema
// of the suggested key, or will once it has been repaired itself.
func (c *checker) suggestKey(object *jsonschema.Schema, n *manifest.Node, p *manifest.Pair) suggestion {
	at := objectKey{object, p.Key}
	m, ok := c.keySuggestions[at]
	if !ok {
		m = c.findKeySuggestion(object, n, p)
		c.keySuggestions[at] = m
	}
	return m
}

func (c *checker) findKeySuggestion(object *jsonschema.Schema, n *manifest.Node, p *manifest.Pair) suggestion {
	if s, ok := suggest.Key(c.definitionName(object), p.Key.Text); ok && object.Properties[s.Means] != nil {
		if n.Pair(s.Means) != nil {
			return suggestion{existing: s.Means}
		}
		return suggestion{word: s.Means, exact: s.Exact && c.fits(object, s.Means, p.Value)}
	}
	word, ok := suggest.Correct(p.Key.Text, unusedKeys(object, n))
	if !ok {
		return suggestion{}
	}
	fits := c.fits(object, word, p.Value)
	if !fits && len(word) <= maxShortKey && !suggest.EqualIgnoringSeparators(word, p.Key.Text) {
		return suggestion{}
	}
	return suggestion{word: word, exact: fits}
}

// fits reports whether a value satisfies the schema of a key, or has only problems that a fix can repair.
func (c *checker) fits(object *jsonschema.Schema, key string, value *manifest.Node) bool {
	if satisfies(object.Properties[key], value) {
		return true
	}
	renamed := manifest.Pair{Key: manifest.Key{Text: key}, Value: value}
	root := manifest.NewMapping(renamed)
	var failed *jsonschema.ValidationError
	if !errors.As(object.Validate(jsonValue(root)), &failed) {
		return false // without an error of the library, there is nothing to repair
	}
	trial := newChecker(c.compiledSchema, c.file)
	for e := range leaves(failed) {
		if f, ok := trial.newFailure(e, root); ok && f.at.key != nil {
			reporterFor(f.keyword)(trial, f)
		}
	}
	return len(trial.problems) > 0 && !slices.ContainsFunc(trial.problems, func(p problem.Problem) bool { return p.Fix == nil })
}

// unusedKeys returns the keys that an object may have but does not.
func unusedKeys(object *jsonschema.Schema, n *manifest.Node) []string {
	return slices.DeleteFunc(propertyNames(object), func(key string) bool { return n.Pair(key) != nil })
}

// suggestValue returns the suggestion for a value that is not among the allowed ones. fields are names of lists in the
// table of synonyms.
func suggestValue(text string, allowed []string, fields ...string) suggestion {
	word, slip := suggest.Correct(text, allowed)
	if slip && suggest.EqualIgnoringSeparators(word, text) {
		return suggestion{word: word, exact: true}
	}
	for _, field := range fields {
		if s, ok := suggest.Value(field, text); ok && slices.Contains(allowed, s.Means) {
			return suggestion{word: s.Means, exact: s.Exact}
		}
	}
	return suggestion{word: word, exact: slip}
}

// suggestField returns the suggestion for a name in the "unknown" list of an object.
func (c *checker) suggestField(s *jsonschema.Schema, text string, allowed []string) suggestion {
	object, ok := strings.CutSuffix(c.definitionName(s), ".unknown")
	if ok {
		if s, ok := suggest.Key(canonicalName(object), text); ok && slices.Contains(allowed, s.Means) {
			return suggestion{word: s.Means, exact: s.Exact}
		}
	}
	return suggestValue(text, allowed, c.definitionName(s))
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
	return canonicalName(strings.TrimSuffix(path, "/items"))
}

// definitionAliases maps definitions of the same object to the one in the table of synonyms.
var definitionAliases = map[string]string{"environmentDocument": "environment", "devOpsOrganization": "devOps"}

func canonicalName(name string) string {
	object, rest, _ := strings.Cut(name, ".")
	if to, ok := definitionAliases[object]; ok {
		object = to
	}
	if rest == "" {
		return object
	}
	return object + "." + rest
}

// locationKeys are the keys whose values are names of locations.
var locationKeys = []string{"location", "allowedLocations", "userRegions", "region"}

// suggestForFormat returns the suggestion for a string that does not have the required format.
func (c *checker) suggestForFormat(f failure, spec format, base string) suggestion {
	text := f.at.node.Text
	if spec.repair != nil {
		if word := spec.repair(text); word != text && spec.accepts(word) {
			return suggestion{word: word, exact: true}
		}
	}
	fields := []string{base}
	if f.at.key != nil {
		fields = []string{f.at.key.Text, base}
	}
	if base == "token" {
		if f.at.key == nil || !slices.Contains(locationKeys, f.at.key.Text) {
			return suggestion{}
		}
		if word, ok := suggest.Correct(text, suggest.Meanings("location")); ok {
			return suggestion{word: word, exact: true}
		}
		fields = []string{"location"}
	}
	for _, field := range fields {
		if s, ok := suggest.Value(field, text); ok && spec.accepts(s.Means) {
			return suggestion{word: s.Means, exact: s.Exact}
		}
	}
	return suggestion{}
}
