package conform

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// The rules of this station.
const (
	ruleUnknownKey    = "schema/unknown-key"
	ruleUnknownValue  = "schema/unknown-value"
	ruleMissingKey    = "schema/missing-key"
	ruleWrongType     = "schema/wrong-type"
	ruleInvalidFormat = "schema/invalid-format"
	ruleConstraint    = "schema/constraint"
)

// labeled returns a location that shows a label and no suggestion.
func labeled(label string) problem.Location { return problem.Location{Label: problem.Literal(label)} }

// report adds a problem at a place that is written, and marks the node that is broken by it.
func (c *checker) report(broken *manifest.Node, span source.Span, shows problem.Location, p problem.Problem) {
	shows.File, shows.Span = c.file, span
	p.Locations = []problem.Location{shows}
	c.problems = append(c.problems, p)
	c.broken[broken] = true
}

// value adds a problem of a value. An empty value is shown at its key.
func (c *checker) value(at place, shows problem.Location, p problem.Problem) {
	span := at.node.Span
	if span.Start == span.End && at.key != nil {
		span = at.key.Span
	}
	c.report(at.node, span, shows, p)
}

// noKind reports a document that does not say what it is.
func (c *checker) noKind(root *manifest.Node) {
	for _, p := range root.Pairs {
		if meant, ok := suggest.Nearest(p.Key.Text, []string{"kind"}); ok {
			c.report(root, p.Key.Span, problem.Location{Suggestion: meant}, problem.Problem{
				Rule:    ruleUnknownKey,
				Message: problem.Literal(fmt.Sprintf("unknown key %s in a manifest", quote(p.Key.Text))),
				Fix:     p.Key.Reword(c.file, meant),
			})
			return
		}
	}
	c.missing(root, &jsonschema.Schema{Title: "manifest", Required: []string{"name"}}, `has no "kind"`,
		`"kind" is missing`, problem.Literal(takes(`"kind"`, texts(c.kindSchema.Enum))))
}

// unknownKeys reports each key of an object that the schema does not know. Of several that one key may be
// meant by nobody knows which one it is, so that none of them has a fix.
func (c *checker) unknownKeys(f failure) {
	what := article(f.schema.Title)
	free := absent(f.schema, f.at.node)
	claims := map[string]int{}
	first := len(c.problems)
	for _, p := range f.at.node.Pairs {
		if _, known := f.schema.Properties[p.Key.Text]; known {
			continue
		}
		found := problem.Problem{
			Rule:    ruleUnknownKey,
			Message: problem.Literal(fmt.Sprintf("unknown key %s in %s", quote(p.Key.Text), what)),
		}
		var shows problem.Location
		if meant, ok := suggest.Nearest(p.Key.Text, free); ok {
			shows.Suggestion = meant
			claims[meant]++
			if _, ok := suggest.Unique(p.Key.Text, free); ok {
				found.Fix = p.Key.Reword(c.file, meant)
			}
		} else if owners := c.index().owners[p.Key.Text]; 0 < len(owners) && len(owners) <= 3 {
			shows = labeled("belongs to " + either(owners))
		}
		found.Notes = []problem.Text{problem.Literal(takes(what, offered(f.schema)))}
		c.report(f.at.node, p.Key.Span, shows, found)
	}
	for i := range c.problems[first:] {
		if p := &c.problems[first+i]; claims[p.Locations[0].Suggestion] > 1 {
			p.Fix = nil
		}
	}
}

// absent returns the keys that an object may have and has not.
func absent(object *jsonschema.Schema, n *manifest.Node) []string {
	return slices.DeleteFunc(keys(object), func(key string) bool { return n.Pair(key) != nil })
}

// either joins titles by commas and "or", with their articles.
func either(titles []string) string {
	names := make([]string, len(titles))
	for i, t := range titles {
		names[i] = article(t)
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// missingKeys reports each key that an object must have and has not.
func (c *checker) missingKeys(f failure) {
	object := c.index().object(f.schema)
	if f.schema != object && unknownBroken(object, f.at.node) {
		return
	}
	for _, key := range f.schema.Required {
		if f.at.node.Pair(key) == nil && !misspelt(object, f.at.node, key) {
			c.missing(f.at.node, object, "has no "+quote(key), quote(key)+" is missing")
		}
	}
}

// unknownBroken says that the list of what is not known is itself wrong. A key that may be absent if
// it is listed there is not missed as well.
func unknownBroken(object *jsonschema.Schema, n *manifest.Node) bool {
	list := n.Get("unknown")
	return list != nil && !verdict(object.Properties["unknown"], list) || misspelt(object, n, "unknown")
}

// noneOfKeys reports an object that has none of several keys by which it could be known.
func (c *checker) noneOfKeys(f failure) {
	var names []string
	for _, s := range f.schema.AnyOf {
		names = append(names, quote(s.Required[0]))
		if misspelt(f.schema, f.at.node, s.Required[0]) {
			return
		}
	}
	c.missing(f.at.node, f.schema, "has neither "+strings.Join(names, " nor "), strings.Join(names, " or ")+" is missing")
}

// missing adds a problem of something that an object has not, at the nearest key that it has.
func (c *checker) missing(n *manifest.Node, object *jsonschema.Schema, lack, label string, notes ...problem.Text) {
	span := n.Span
	if len(n.Pairs) > 0 {
		span = n.Pairs[0].Key.Span
	}
	if len(object.Required) > 0 {
		if name := n.Get(object.Required[0]); name != nil && name.Span.Start < name.Span.End {
			span = name.Span
		}
	}
	c.report(n, span, labeled(label), problem.Problem{
		Rule:    ruleMissingKey,
		Message: problem.Literal(thing(object, n) + " " + lack),
		Notes:   notes,
	})
}

// misspelt says that an object has an unknown key that is reported as a slip for key.
func misspelt(object *jsonschema.Schema, n *manifest.Node, key string) bool {
	free := absent(object, n)
	return slices.ContainsFunc(n.Pairs, func(p manifest.Pair) bool {
		if _, known := object.Properties[p.Key.Text]; known {
			return false
		}
		meant, ok := suggest.Nearest(p.Key.Text, free)
		return ok && meant == key
	})
}

func (c *checker) wrongEnum(f failure) { c.unknownValue(f.at, texts(f.schema.Enum)) }

func (c *checker) wrongConst(f failure) { c.unknownValue(f.at, texts(f.schema.Constant)) }

// texts returns the strings and numbers among values; null is no word to suggest.
func texts(values []any) []string {
	var words []string
	for _, v := range values {
		switch v := v.(type) {
		case string:
			words = append(words, v)
		case json.Number:
			words = append(words, v.String())
		}
	}
	return words
}

// unknownValue reports a value that is none of those allowed.
func (c *checker) unknownValue(at place, allowed []string) {
	preposition := "for"
	if at.item {
		preposition = "in"
	}
	key := quote(at.key.Text)
	found := problem.Problem{
		Rule:    ruleUnknownValue,
		Message: problem.Literal(fmt.Sprintf("unknown value %s %s %s", quote(at.node.Text), preposition, key)),
		Notes:   []problem.Text{problem.Literal(takes(key, allowed))},
	}
	var shows problem.Location
	if meant, ok := suggest.Nearest(at.node.Text, allowed); ok {
		shows.Suggestion = meant
		if _, ok := suggest.Unique(at.node.Text, allowed); ok {
			found.Fix = at.node.Reword(c.file, meant)
		}
	}
	c.value(at, shows, found)
}

// wrongFormat reports a string that does not have the form its place asks for.
func (c *checker) wrongFormat(f failure) {
	form, _, ok := lookup(f.schema.Format)
	if !ok {
		return
	}
	found := problem.Problem{
		Rule:    ruleInvalidFormat,
		Message: problem.Literal(fmt.Sprintf("%s must be %s, not %s", c.subject(f.at), form.want, quote(f.at.node.Text))),
	}
	shows := labeled("expected " + form.form)
	if form.repair != nil {
		if meant := form.repair(f.at.node.Text); meant != f.at.node.Text && form.is(meant) {
			found.Notes = []problem.Text{shows.Label}
			shows = problem.Location{Suggestion: meant}
			found.Fix = f.at.node.Reword(c.file, meant)
		}
	}
	c.value(f.at, shows, found)
}

// tooShort reports a string or a list with too few characters or items.
func (c *checker) tooShort(f failure) {
	least, have, unit := f.schema.MinLength, len([]rune(f.at.node.Text)), "character"
	if f.at.node.Kind == manifest.Sequence {
		least, have, unit = f.schema.MinItems, len(f.at.node.Items), "item"
	}
	message := c.subject(f.at) + " must not be empty"
	if least > 1 {
		message = fmt.Sprintf("%s must have at least %d %ss, not %d", c.subject(f.at), least, unit, have)
	}
	c.value(f.at, problem.Location{}, problem.Problem{Rule: ruleConstraint, Message: problem.Literal(message)})
}

// tooSmall reports a number under its bound.
func (c *checker) tooSmall(f failure) {
	c.value(f.at, problem.Location{}, problem.Problem{
		Rule:    ruleConstraint,
		Message: problem.Literal(fmt.Sprintf("%s must be at least %s, not %s", c.subject(f.at), f.schema.Minimum.RatString(), brief(f.at.node.Text))),
	})
}

// tooLarge reports a number over its bound.
func (c *checker) tooLarge(f failure) {
	c.value(f.at, problem.Location{}, problem.Problem{
		Rule:    ruleConstraint,
		Message: problem.Literal(fmt.Sprintf("%s must be at most %s, not %s", c.subject(f.at), f.schema.Maximum.RatString(), brief(f.at.node.Text))),
	})
}

// repeated reports each text that stands in a list more than once; all its places are of equal rank.
func (c *checker) repeated(f failure) {
	items := f.at.node.Items
	places := map[string][]*manifest.Node{}
	for _, item := range items {
		if item.Kind == manifest.String {
			places[item.Text] = append(places[item.Text], item)
		}
	}
	for _, item := range items {
		same := places[item.Text]
		if len(same) < 2 || same[0] != item {
			continue
		}
		times := "twice"
		if len(same) > 2 {
			times = fmt.Sprintf("%d times", len(same))
		}
		c.report(same[1], item.Span, labeled("first here"), problem.Problem{
			Rule:    ruleConstraint,
			Message: problem.Literal(fmt.Sprintf("%s holds %s %s", quote(f.at.key.Text), quote(item.Text), times)),
			Fix:     c.remove(f.at.node, same[1:]),
		})
		p := &c.problems[len(c.problems)-1]
		for _, again := range same[1:] {
			p.Locations = append(p.Locations, problem.Location{File: c.file, Span: again.Span, Label: problem.Literal("again here")})
			c.broken[again] = true
		}
	}
}
