package conform

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// synonyms reads the table of synonyms.
func synonyms(t *testing.T) (keys, values map[string]map[string][]string) {
	t.Helper()
	text, err := os.ReadFile("../suggest/synonyms.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Keys   map[string]map[string][]string `json:"keys"`
		Values map[string]map[string][]string `json:"values"`
	}
	if err := json.Unmarshal(text, &table); err != nil {
		t.Fatal(err)
	}
	return table.Keys, table.Values
}

// objects returns the objects that have the given name in the table of synonyms, each with the checker of its schema.
func objects(name string) (schemas []*jsonschema.Schema, checkers []*checker) {
	for _, v := range []*compiledSchema{manifestSchema(), configSchema()} {
		c := newChecker(v, nil)
		for _, s := range v.index().at {
			if s.AdditionalProperties == false && c.definitionName(s) == name {
				schemas, checkers = append(schemas, s), append(checkers, c)
			}
		}
	}
	return schemas, checkers
}

// TestSynonymKeys checks that each word in the table leads to a key of its object, and is not itself a key.
func TestSynonymKeys(t *testing.T) {
	table, _ := synonyms(t)
	for name, lists := range table {
		schemas, checkers := objects(name)
		if len(schemas) == 0 {
			t.Errorf("there is no object %s", name)
		}
		for entry, words := range lists {
			target, asks := strings.CutSuffix(entry, "?")
			for _, word := range words {
				matched := false
				for i, object := range schemas {
					if object.Properties[target] == nil {
						continue
					}
					matched = true
					if object.Properties[word] != nil && word != "tenant" {
						t.Errorf("%s: %s is a key itself", name, word)
					}
					pair := manifest.Pair{Key: manifest.Key{Text: word}, Value: validValue(object.Properties[target])}
					n := manifest.NewMapping(pair)
					got := checkers[i].suggestKey(object, n, &n.Pairs[0])
					if got.word != target || got.exact == asks {
						t.Errorf("%s: %s leads to %+v, want %s", name, word, got, target)
					}
				}
				if !matched {
					t.Errorf("%s has no key %s, to which %s leads", name, target, word)
				}
			}
		}
	}
}

// validValue returns a value that satisfies a schema.
func validValue(s *jsonschema.Schema) *manifest.Node {
	for _, n := range []*manifest.Node{
		manifest.NewNode(manifest.Null, "", source.Span{}), manifest.NewNode(manifest.Bool, "true", source.Span{}), manifest.NewNode(manifest.Integer, "7", source.Span{}),
		manifest.NewSequence(), manifest.NewMapping(),
	} {
		if satisfies(s, n) {
			return n
		}
	}
	for s.Ref != nil {
		s = s.Ref
	}
	texts := append(valueTexts(s.Enum), "contoso", "contoso.com", "kim@contoso.com", "urn:x", "https://contoso.com", "3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47", "contoso/crm", "DE", "2027-01-31")
	for _, text := range texts {
		for _, n := range []*manifest.Node{scalar(text), manifest.NewSequence(scalar(text))} {
			if satisfies(s, n) {
				return n
			}
		}
	}
	return manifest.NewMapping(manifest.Pair{Key: manifest.Key{Text: s.Required[0]}, Value: validValue(s.Properties[s.Required[0]])})
}

// TestSynonymValues checks that each word in the table leads to a value that is valid in its place.
func TestSynonymValues(t *testing.T) {
	_, table := synonyms(t)
	enums := map[string][]string{"kind": valueTexts(manifestSchema().kindSchema.Enum)}
	for _, v := range []*compiledSchema{manifestSchema(), configSchema()} {
		c := newChecker(v, nil)
		for _, s := range v.index().at {
			if len(s.Enum) > 0 {
				enums[c.definitionName(s)] = valueTexts(s.Enum)
			}
		}
	}
	for _, f := range formats {
		if f.synonyms != "" {
			enums[f.synonyms] = f.known
		}
	}
	for name, lists := range table {
		for entry, words := range lists {
			target, asks := strings.CutSuffix(entry, "?")
			for _, word := range words {
				var got suggestion
				if allowed := enums[name]; allowed != nil {
					if slices.Contains(allowed, word) {
						t.Errorf("%s: %s is a value itself", name, word)
					}
					got = suggestValue(word, allowed, name)
				} else {
					got = suggestInFormat(t, name, word)
				}
				if got.word != target || got.exact == asks {
					t.Errorf("%s: %s leads to %+v, want %s", name, word, got, target)
				}
			}
		}
	}
}

// suggestInFormat returns the suggestion for a value in a list that is named after a format, or after a key.
func suggestInFormat(t *testing.T, name, word string) suggestion {
	t.Helper()
	base := map[string]string{"location": "token", "subjects": "country"}[name]
	if base == "" {
		base = name
	}
	f, ok := formats[base]
	if !ok {
		t.Fatalf("there is no format %s", base)
	}
	if f.accepts(word) && name != "location" && name != "country" {
		t.Errorf("%s: %s is already valid", name, word)
	}
	at := target{node: scalar(word), key: scalar(name)}
	return newChecker(manifestSchema(), nil).suggestForFormat(failure{at: at}, f, base)
}

// TestVocabularies compares the known words of formats with the examples in the schema.
func TestVocabularies(t *testing.T) {
	for field, known := range map[string][]string{
		"environment.type": environmentTypes, "collaboration.feature": features,
	} {
		object, key, _ := strings.Cut(field, ".")
		found, _ := objects(object)
		for _, s := range found {
			p := s.Properties[key]
			for p != nil && p.Ref != nil {
				p = p.Ref
			}
			if p == nil || !slices.Equal(valueTexts(p.Examples), known) {
				t.Errorf("%s: the examples differ from %v", field, known)
			}
		}
	}
}

func scalar(text string) *manifest.Node {
	return manifest.NewNode(manifest.String, text, source.Span{})
}
