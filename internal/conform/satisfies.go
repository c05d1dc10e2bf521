package conform

import (
	"math/big"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/manifest"
)

// allows reports whether a value satisfies the schema of a shape, in a fraction of the time that the library takes.
// False also means "undecided". It supports the keywords that our schemas use, which a test checks.
func (s *shape) allows(n *manifest.Node) bool {
	if s.types != 0 && s.types&(1<<n.Kind) == 0 {
		return false
	}
	if len(s.values) > 0 && !slices.ContainsFunc(s.values, func(v value) bool { return v.equals(n) }) {
		return false
	}
	if s.conditions != nil && !s.conditions.allows(n) {
		return false
	}
	switch n.Kind {
	case manifest.Mapping:
		return s.allowsMapping(n)
	case manifest.Sequence:
		return s.allowsSequence(n)
	case manifest.String:
		return s.allowsString(n.Text)
	default:
		return true
	}
}

// allows reports whether a value meets the conditions.
func (c *conditions) allows(n *manifest.Node) bool {
	if len(c.constant) > 0 && !c.constant[0].equals(n) {
		return false
	}
	for _, sub := range c.allOf {
		if !sub.allows(n) {
			return false
		}
	}
	if len(c.anyOf) > 0 && !slices.ContainsFunc(c.anyOf, func(s *shape) bool { return s.allows(n) }) {
		return false
	}
	if c.when != nil && !c.allowsBranches(n) {
		return false
	}
	switch n.Kind {
	case manifest.Sequence:
		return c.contains == nil || slices.ContainsFunc(n.Items, c.contains.allows)
	case manifest.Integer, manifest.Number:
		return (c.minimum == nil || c.minimum.Sign() <= 0 && n.Text[0] != '-') && (c.maximum == nil || lessThan(n.Text, c.maximum))
	default:
		return true
	}
}

// lessThan reports whether a number is definitely less than a bound.
func lessThan(text string, bound *big.Rat) bool {
	f, err := strconv.ParseFloat(text, 64)
	limit, _ := bound.Float64()
	return err == nil && f < limit
}

// allowsBranches evaluates if, then and else. As a false condition may be undecided, it then requires both branches.
func (c *conditions) allowsBranches(n *manifest.Node) bool {
	if c.when.allows(n) {
		return c.then == nil || c.then.allows(n)
	}
	return (c.then == nil || c.then.allows(n)) && (c.otherwise == nil || c.otherwise.allows(n))
}

func (s *shape) allowsMapping(n *manifest.Node) bool {
	for _, key := range s.required {
		if n.Pair(key) == nil {
			return false
		}
	}
	for i := range n.Pairs {
		p := &n.Pairs[i]
		sub, known := s.properties[p.Key.Text]
		if p.Key.Text == unknownKey && known && contradiction(n) != nil {
			return false
		}
		if !known {
			if s.closed {
				return false
			}
			sub = s.additional
		}
		if sub != nil && !sub.allows(p.Value) {
			return false
		}
	}
	return true
}

// unknownKey is the key of the list of an object's properties that are not known.
const unknownKey = "unknown"

// contradiction returns the first item in the "unknown" list of an object whose key has a value, or nil if there is
// none. A list or a mapping may be listed because it is incomplete, and null or an empty string because it represents
// an unknown value.
func contradiction(n *manifest.Node) *manifest.Node {
	list := n.Get(unknownKey)
	if list == nil || list.Kind != manifest.Sequence {
		return nil
	}
	for _, item := range list.Items {
		if item.Kind != manifest.String {
			continue
		}
		if v := n.Get(item.Text); v != nil && v.Kind != manifest.Sequence && v.Kind != manifest.Mapping && v.Text != "" {
			return item
		}
	}
	return nil
}

func (s *shape) allowsSequence(n *manifest.Node) bool {
	if len(n.Items) < s.minItems {
		return false
	}
	if s.items != nil {
		for _, item := range n.Items {
			if !s.items.allows(item) {
				return false
			}
		}
	}
	return !s.unique || distinct(n.Items)
}

// distinct reports whether all items are strings and no two are equal.
func distinct(items []*manifest.Node) bool {
	const maxPairwise = 16 // up to this length, comparing all pairs is faster than a map
	var seen map[string]bool
	if len(items) > maxPairwise {
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
		for _, previous := range items[:i] {
			if previous.Text == item.Text {
				return false
			}
		}
	}
	return true
}

// allowsString ignores a pattern next to a format, because the pattern allows everything that the format does.
func (s *shape) allowsString(text string) bool {
	if s.minLength > 0 && utf8.RuneCountInString(text) < s.minLength {
		return false
	}
	if s.format == "" {
		return true
	}
	f, empty, ok := lookupFormat(s.format)
	return ok && (empty && text == "" || f.accepts(text))
}

// equals reports whether a node equals the value.
func (v value) equals(n *manifest.Node) bool {
	return n.Kind == v.kind && v.kind != otherKind && (v.kind == manifest.Null || n.Text == v.text)
}
