package fix

import (
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// reasonOtherChanges is the reason to reject edits that change more than they replace.
var reasonOtherChanges = problem.Literal("other parts of the file would change")

// verify returns the reason to reject the edits of a file, if any: the file must contain the same documents as before,
// and these must be equal except where they were edited. A document whose header was repaired is new and has no
// counterpart.
func (p patch) verify(before, after *source.File) (reason problem.Text) {
	oldDocuments, newDocuments := documents(before), documents(after)
	c := comparison{patch: p, keys: map[int]string{}}
	for _, d := range newDocuments {
		if len(oldDocuments) == 0 || oldDocuments[0].Index != d.Index {
			if !p.hasEditIn(d.Span) {
				return reasonOtherChanges
			}
			continue
		}
		if !c.same(oldDocuments[0].Root, d.Root, "") {
			break
		}
		oldDocuments = oldDocuments[1:]
	}
	switch {
	case !c.aliasConflict.IsZero():
		return c.aliasConflict
	case len(oldDocuments) > 0:
		return reasonOtherChanges
	}
	return problem.Text{}
}

func documents(f *source.File) []*manifest.Document {
	return manifest.Parse(f, manifest.DefaultLimits(), true).Documents
}

// hasEditIn reports whether a span contains the text of an edit.
func (p patch) hasEditIn(span source.Span) bool {
	for _, s := range p.newSpans {
		if inside(s, span) {
			return true
		}
	}
	return false
}

// comparison walks two trees in parallel.
type comparison struct {
	patch

	// keys maps an edit to the key of its value. An alias may repeat the value under another key, where the old value
	// may have been correct; aliasConflict is the reason to reject such an edit.
	keys          map[int]string
	aliasConflict problem.Text
}

// same reports whether two values under a key are equal except for edits.
func (c *comparison) same(before, after *manifest.Node, key string) bool {
	if i := c.editCovering(before.Span); i >= 0 && c.edits[i].fix.Span == before.Span && before.Span.Start < before.Span.End {
		return c.isReplacement(i, after, key)
	}
	if before.Kind != after.Kind {
		return false
	}
	switch before.Kind {
	case manifest.Mapping:
		return c.sameMapping(before, after)
	case manifest.Sequence:
		return c.sameList(before.Items, after.Items, key)
	}
	return c.sameScalar(before, after)
}

// sameScalar reports whether a scalar is unchanged and at the expected offset.
func (c *comparison) sameScalar(before, after *manifest.Node) bool {
	if before.Kind != after.Kind || before.Text != after.Text {
		return false
	}
	return c.editCovering(before.Span) >= 0 || c.newOffset(before.Span.Start) == after.Span.Start
}

// isReplacement reports whether edit i wrote a value: a scalar, or a list of one item where the key takes a list.
func (c *comparison) isReplacement(i int, after *manifest.Node, key string) bool {
	if known, ok := c.keys[i]; ok && known != key {
		c.aliasConflict = problem.Say(`the value belongs to "{key}" and, through an alias, to "{other}"`,
			problem.Args{"key": known, "other": key})
		return false
	}
	c.keys[i] = key
	if after.Kind == manifest.Mapping || after.Kind == manifest.Sequence && len(after.Items) != 1 {
		return false
	}
	return inside(after.Span, c.newSpans[i])
}

// sameMapping compares mappings. An edit may replace a key, a value, or an entry by itself and new entries.
func (c *comparison) sameMapping(before, after *manifest.Node) bool {
	rest := after.Pairs
	for i := range before.Pairs {
		p := &before.Pairs[i]
		for len(rest) > 0 && c.isAdded(&rest[0], before) {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return false
		}
		newPair := &rest[0]
		rest = rest[1:]
		editIndex := c.editCovering(p.Key.Span)
		if editIndex >= 0 && c.edits[editIndex].fix.Span == p.Key.Span {
			if newPair.Key.Span != c.newSpans[editIndex] {
				return false
			}
			editIndex = -1
		} else if !c.sameScalar(p.Key.Node(), newPair.Key.Node()) {
			return false
		}
		if editIndex >= 0 && editIndex == c.editCovering(p.Value.Span) && p.Value.Kind == manifest.String {
			if !c.isReplacement(editIndex, newPair.Value, newPair.Key.Text) {
				return false
			}
		} else if !c.same(p.Value, newPair.Value, newPair.Key.Text) {
			return false
		}
	}
	for len(rest) > 0 && c.isAdded(&rest[0], before) {
		rest = rest[1:]
	}
	return len(rest) == 0
}

// isAdded reports whether an edit added an entry to the mapping.
func (c *comparison) isAdded(p *manifest.Pair, before *manifest.Node) bool {
	i := c.editContaining(p.Key.Span)
	return i >= 0 && inside(p.Value.Span, c.newSpans[i]) && before.Pair(p.Key.Text) == nil
}

// sameList compares lists. An edit may remove an item that repeats an earlier one.
func (c *comparison) sameList(before, after []*manifest.Node, key string) bool {
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
		} else if n.Kind != manifest.String || !seen[n.Text] || c.editCovering(n.Span) < 0 {
			return false
		}
		if n.Kind == manifest.String {
			seen[n.Text] = true
		}
	}
	return len(rest) == 0
}
