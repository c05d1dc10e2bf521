package conform

import (
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
)

// satisfies reports whether a value satisfies a schema, in a fraction of the time that the library takes. False also
// means "undecided". It supports the keywords that our schemas use, which a test checks.
func satisfies(s *jsonschema.Schema, n *manifest.Node) bool {
	if s.Ref != nil {
		return satisfies(s.Ref, n)
	}
	if len(s.Types) > 0 && !slices.ContainsFunc(s.Types, func(t string) bool { return isType(t, n.Kind) }) {
		return false
	}
	if len(s.Enum) > 0 && !slices.ContainsFunc(s.Enum, func(v any) bool { return same(v, n) }) {
		return false
	}
	if len(s.Constant) > 0 && !same(s.Constant[0], n) {
		return false
	}
	for _, below := range s.AllOf {
		if !satisfies(below, n) {
			return false
		}
	}
	if len(s.AnyOf) > 0 && !slices.ContainsFunc(s.AnyOf, func(b *jsonschema.Schema) bool { return satisfies(b, n) }) {
		return false
	}
	if s.If != nil && !satisfiesIf(s, n) {
		return false
	}
	switch n.Kind {
	case manifest.Mapping:
		return satisfiesMapping(s, n)
	case manifest.Sequence:
		return satisfiesSequence(s, n)
	case manifest.String:
		return satisfiesString(s, n.Text)
	case manifest.Integer, manifest.Number:
		return (s.Minimum == nil || s.Minimum.Sign() <= 0 && n.Text[0] != '-') && (s.Maximum == nil || below(n.Text, s.Maximum))
	default:
		return true
	}
}

// below reports whether a number is surely less than a bound.
func below(text string, bound *big.Rat) bool {
	f, err := strconv.ParseFloat(text, 64)
	most, _ := bound.Float64()
	return err == nil && f < most
}

// satisfiesIf requires both branches if the condition is undecided.
func satisfiesIf(s *jsonschema.Schema, n *manifest.Node) bool {
	if satisfies(s.If, n) {
		return s.Then == nil || satisfies(s.Then, n)
	}
	return (s.Then == nil || satisfies(s.Then, n)) && (s.Else == nil || satisfies(s.Else, n))
}

func satisfiesMapping(s *jsonschema.Schema, n *manifest.Node) bool {
	for _, key := range s.Required {
		if n.Pair(key) == nil {
			return false
		}
	}
	rest, _ := s.AdditionalProperties.(*jsonschema.Schema)
	for i := range n.Pairs {
		p := &n.Pairs[i]
		below, known := s.Properties[p.Key.Text]
		if p.Key.Text == unknownKey && known && contradiction(n) != nil {
			return false
		}
		if !known {
			if s.AdditionalProperties == false {
				return false
			}
			below = rest
		}
		if below != nil && !satisfies(below, p.Value) {
			return false
		}
	}
	return true
}

// unknownKey is the key of the list of what is not known about an object.
const unknownKey = "unknown"

// contradiction returns the first item of an object's list of what is not known that is given all the same,
// nil if there is none. A list or a mapping that is both is a part of the whole, and null may stand for what
// is not known.
func contradiction(n *manifest.Node) *manifest.Node {
	list := n.Get(unknownKey)
	if list == nil || list.Kind != manifest.Sequence {
		return nil
	}
	for _, item := range list.Items {
		if item.Kind != manifest.String {
			continue
		}
		if given := n.Get(item.Text); given != nil && given.Kind != manifest.Sequence && given.Kind != manifest.Mapping && given.Text != "" {
			return item
		}
	}
	return nil
}

func satisfiesSequence(s *jsonschema.Schema, n *manifest.Node) bool {
	if len(n.Items) < s.MinItems {
		return false
	}
	if items, ok := s.Items.(*jsonschema.Schema); ok {
		for _, item := range n.Items {
			if !satisfies(items, item) {
				return false
			}
		}
	}
	if s.Contains != nil && !slices.ContainsFunc(n.Items, func(i *manifest.Node) bool { return satisfies(s.Contains, i) }) {
		return false
	}
	return !s.UniqueItems || distinct(n.Items)
}

// distinct reports whether items are strings, each another.
func distinct(items []*manifest.Node) bool {
	const few = 16 // up to here comparing all pairs is faster than a map
	var seen map[string]bool
	if len(items) > few {
		seen = make(map[string]bool, len(items))
	}
	for i, item := range items {
		if item.Kind != manifest.String || seen[item.Text] {
			return false
		}
		if seen != nil {
			seen[item.Text] = true
			continue
		}
		for _, before := range items[:i] {
			if before.Text == item.Text {
				return false
			}
		}
	}
	return true
}

// satisfiesString ignores a pattern next to a format, because the pattern allows everything that the format does.
func satisfiesString(s *jsonschema.Schema, text string) bool {
	if s.MinLength > 0 && utf8.RuneCountInString(text) < s.MinLength {
		return false
	}
	if s.Format == "" {
		return true
	}
	f, empty, ok := lookup(s.Format)
	return ok && (empty && text == "" || f.is(text))
}

func isType(t string, k manifest.Kind) bool {
	switch k {
	case manifest.Null:
		return t == "null"
	case manifest.Bool:
		return t == "boolean"
	case manifest.Integer:
		return t == "integer" || t == "number"
	case manifest.Number:
		return t == "number"
	case manifest.String:
		return t == "string"
	case manifest.Sequence:
		return t == "array"
	default:
		return t == "object"
	}
}

// same compares with a value of the schema, which is a string, an integer or null.
func same(v any, n *manifest.Node) bool {
	switch v := v.(type) {
	case nil:
		return n.Kind == manifest.Null
	case string:
		return n.Kind == manifest.String && n.Text == v
	case json.Number:
		return n.Kind == manifest.Integer && n.Text == v.String()
	}
	return false
}
