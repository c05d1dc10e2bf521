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
	if len(s.values) > 0 && !slices.ContainsFunc(s.values, func(v value) bool { return v.is(n) }) {
		return false
	}
	if s.more != nil && !s.more.allow(n) {
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

// allow reports whether a value meets the conditions.
func (c *conditions) allow(n *manifest.Node) bool {
	if len(c.constant) > 0 && !c.constant[0].is(n) {
		return false
	}
	for _, below := range c.all {
		if !below.allows(n) {
			return false
		}
	}
	if len(c.any) > 0 && !slices.ContainsFunc(c.any, func(s *shape) bool { return s.allows(n) }) {
		return false
	}
	if c.when != nil && !c.allowWhen(n) {
		return false
	}
	switch n.Kind {
	case manifest.Sequence:
		return c.contains == nil || slices.ContainsFunc(n.Items, c.contains.allows)
	case manifest.Integer, manifest.Number:
		return (c.minimum == nil || c.minimum.Sign() <= 0 && n.Text[0] != '-') && (c.maximum == nil || below(n.Text, c.maximum))
	default:
		return true
	}
}

// below reports whether a number is definitely less than a bound.
func below(text string, bound *big.Rat) bool {
	f, err := strconv.ParseFloat(text, 64)
	most, _ := bound.Float64()
	return err == nil && f < most
}

// allowWhen evaluates if, then and else. As a false condition may be undecided, it then requires both branches.
func (c *conditions) allowWhen(n *manifest.Node) bool {
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
		below, known := s.properties[p.Key.Text]
		if p.Key.Text == unknownKey && known && contradiction(n) != nil {
			return false
		}
		if !known {
			if s.closed {
				return false
			}
			below = s.rest
		}
		if below != nil && !below.allows(p.Value) {
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
		if given := n.Get(item.Text); given != nil && given.Kind != manifest.Sequence && given.Kind != manifest.Mapping && given.Text != "" {
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
	const smallList = 16 // up to this length, comparing all pairs is faster than a map
	var seen map[string]bool
	if len(items) > smallList {
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

// allowsString ignores a pattern next to a format, because the pattern allows everything that the format does.
func (s *shape) allowsString(text string) bool {
	if s.minLength > 0 && utf8.RuneCountInString(text) < s.minLength {
		return false
	}
	if s.format == "" {
		return true
	}
	f, empty, ok := lookup(s.format)
	return ok && (empty && text == "" || f.is(text))
}

// is reports whether a node equals the value.
func (v value) is(n *manifest.Node) bool {
	return n.Kind == v.kind && v.kind != other && (v.kind == manifest.Null || n.Text == v.text)
}
