package suggest

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
)

// Synonym is what a word, used by people or by the APIs of the products, is called here.
type Synonym struct {
	// Means is the name used here.
	Means string
	// Exact is true if the word always means that, so that a fix may replace it; otherwise, it is only a suggestion.
	Exact bool
}

// Key returns what a key means in an object. The object is the name of its definition in the schema.
func Key(object, word string) (Synonym, bool) { return lookup(table().Keys[object], word) }

// Value returns what a value means. The field is the name of a list in the table: a key of an object, such as
// "environment.stage", or a format, such as "country".
func Value(field, word string) (Synonym, bool) { return lookup(table().Values[field], word) }

func lookup(words map[string]Synonym, word string) (Synonym, bool) {
	if len(word) > maxLength {
		return Synonym{}, false
	}
	s, ok := words[normalize(word)]
	return s, ok
}

// synonymsJSON is the table as it is written: for each object or field, the words for each name. A name that ends with
// "?" is only suggested, never used in a fix.
//
//go:embed synonyms.json
var synonymsJSON []byte

type synonyms[T any] struct {
	Keys   map[string]T `json:"keys"`
	Values map[string]T `json:"values"`
}

// table returns the table, keyed by normalized words.
var table = sync.OnceValue(func() synonyms[map[string]Synonym] {
	var raw synonyms[map[string][]string]
	if err := unmarshal(&raw); err != nil {
		panic("the table of synonyms: " + err.Error())
	}
	return synonyms[map[string]Synonym]{invert(raw.Keys), invert(raw.Values)}
})

func unmarshal(raw *synonyms[map[string][]string]) error { return json.Unmarshal(synonymsJSON, raw) }

func invert(lists map[string]map[string][]string) map[string]map[string]Synonym {
	inverted := make(map[string]map[string]Synonym, len(lists))
	for list, names := range lists {
		inverted[list] = map[string]Synonym{}
		for name, words := range names {
			means, suggestOnly := strings.CutSuffix(name, "?")
			for _, word := range words {
				inverted[list][normalize(word)] = Synonym{means, !suggestOnly}
			}
		}
	}
	return inverted
}

// Meanings returns the names to which a list of values leads, sorted.
func Meanings(field string) []string {
	var names []string
	for _, s := range table().Values[field] {
		names = append(names, s.Means)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
