package fix

import (
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// more is the reason to reject edits that change more than they replace.
var more = problem.Literal("other parts of the file would read differently")

// compare returns the reason to reject the edits of a file, if any: the file must contain the same documents as before,
// and these must be equal except where they were edited. A document whose header was repaired is new and has no
// counterpart.
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

// within reports whether a span contains the text of an edit.
func (p patch) within(span source.Span) bool {
	for _, s := range p.after {
		if inside(s, span) {
			return true
		}
	}
	return false
}

// comparison walks two trees in parallel.
type comparison struct {
	patch

	// keys maps an edit to the key of its value. An alias may repeat the value under another key, where the old value may
	// have been correct; elsewhere is the reason to reject such an edit.
	keys      map[int]string
	elsewhere problem.Text
}

// same reports whether two values under a key are equal except for edits.
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

// kept reports whether a scalar is unchanged and at the expected offset.
func (c *comparison) kept(before, after *manifest.Node) bool {
	if before.Kind != after.Kind || before.Text != after.Text {
		return false
	}
	return c.covering(before.Span) >= 0 || c.move(before.Span.Start) == after.Span.Start
}

// replaced reports whether edit i wrote a value: a scalar, or a list of one item where the key takes a list.
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

// pairs compares mappings. An edit may replace a key, a value, or an entry by itself and new entries.
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

// added reports whether an edit added an entry to the mapping.
func (c *comparison) added(p *manifest.Pair, before *manifest.Node) bool {
	i := c.written(p.Key.Span)
	return i >= 0 && inside(p.Value.Span, c.after[i]) && before.Pair(p.Key.Text) == nil
}

// items compares lists. An edit may remove an item that repeats an earlier one.
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
