package fix

import (
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// more is why edits are refused that change what they do not replace.
var more = problem.Literal("other parts of the file would read differently")

// compare says what is wrong with the file after the edits, if anything is: it must hold the same documents, and they
// must say the same in all locations but those that were edited. A document whose header was repaired is new and has
// nothing to be compared with.
func (p patch) compare(before, after *source.File) (reason problem.Text) {
	old, now := documents(before), documents(after)
	c := comparison{patch: p, keys: map[int]string{}}
	for _, d := range now {
		if len(old) == 0 || old[0].Index != d.Index {
			if !p.within(d.Span) {
				return more
			}
			continue
		}
		if !c.same(old[0].Root, d.Root, "") {
			break
		}
		old = old[1:]
	}
	switch {
	case !c.elsewhere.IsZero():
		return c.elsewhere
	case len(old) > 0:
		return more
	}
	return problem.Text{}
}

func documents(f *source.File) []*manifest.Document {
	return manifest.Parse(f, manifest.DefaultLimits(), true).Documents
}

// within reports whether the text of an edit is in a span.
func (p patch) within(span source.Span) bool {
	for _, s := range p.after {
		if inside(s, span) {
			return true
		}
	}
	return false
}

// comparison walks two trees side by side.
type comparison struct {
	patch

	// keys holds the key under which the value of an edit is. An alias can put it under another, where it may have
	// been right.
	keys      map[int]string
	elsewhere problem.Text
}

// same compares two values under a key.
func (c *comparison) same(before, after *manifest.Node, key string) bool {
	if i := c.covering(before.Span); i >= 0 && c.edits[i].fix.Span == before.Span && before.Span.Start < before.Span.End {
		return c.replaced(i, after, key)
	}
	if before.Kind != after.Kind {
		return false
	}
	switch before.Kind {
	case manifest.Mapping:
		return c.pairs(before, after)
	case manifest.Sequence:
		return c.items(before.Items, after.Items, key)
	}
	return c.kept(before, after)
}

// kept reports whether a scalar is what it was, and is where it should.
func (c *comparison) kept(before, after *manifest.Node) bool {
	if before.Kind != after.Kind || before.Text != after.Text {
		return false
	}
	return c.covering(before.Span) >= 0 || c.move(before.Span.Start) == after.Span.Start
}

// replaced reports whether a value is the one of edit i: a scalar, or the list of one that it should be.
func (c *comparison) replaced(i int, after *manifest.Node, key string) bool {
	if known, ok := c.keys[i]; ok && known != key {
		c.elsewhere = problem.Say(`the value belongs to "{key}" and, through an alias, to "{other}"`, problem.Args{"key": known, "other": key})
		return false
	}
	c.keys[i] = key
	if after.Kind == manifest.Mapping || after.Kind == manifest.Sequence && len(after.Items) != 1 {
		return false
	}
	return inside(after.Span, c.after[i])
}

// pairs compares mappings. An edit may replace a key, a value, or a whole entry by itself and new ones.
func (c *comparison) pairs(before, after *manifest.Node) bool {
	rest := after.Pairs
	for i := range before.Pairs {
		p := &before.Pairs[i]
		for len(rest) > 0 && c.added(&rest[0], before) {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return false
		}
		now := &rest[0]
		rest = rest[1:]
		whole := c.covering(p.Key.Span)
		if whole >= 0 && c.edits[whole].fix.Span == p.Key.Span {
			if now.Key.Span != c.after[whole] {
				return false
			}
			whole = -1
		} else if !c.kept(p.Key.Node(), now.Key.Node()) {
			return false
		}
		if whole >= 0 && whole == c.covering(p.Value.Span) && p.Value.Kind == manifest.String {
			if !c.replaced(whole, now.Value, now.Key.Text) {
				return false
			}
		} else if !c.same(p.Value, now.Value, now.Key.Text) {
			return false
		}
	}
	for len(rest) > 0 && c.added(&rest[0], before) {
		rest = rest[1:]
	}
	return len(rest) == 0
}

// added reports whether an edit wrote an entry that the mapping did not have.
func (c *comparison) added(p *manifest.Pair, before *manifest.Node) bool {
	i := c.written(p.Key.Span)
	return i >= 0 && inside(p.Value.Span, c.after[i]) && before.Pair(p.Key.Text) == nil
}

// items compares lists. An edit may remove what is in the list before.
func (c *comparison) items(before, after []*manifest.Node, key string) bool {
	if len(before) == len(after) {
		for i := range before {
			if !c.same(before[i], after[i], key) {
				return false
			}
		}
		return true
	}
	rest := after
	seen := map[string]bool{}
	for _, n := range before {
		if len(rest) > 0 && c.same(n, rest[0], key) {
			rest = rest[1:]
		} else if n.Kind != manifest.String || !seen[n.Text] || c.covering(n.Span) < 0 {
			return false
		}
		if n.Kind == manifest.String {
			seen[n.Text] = true
		}
	}
	return len(rest) == 0
}
