package conform

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// The rules that this package reports.
const (
	ruleUnknownKey    = "schema/unknown-key"
	ruleUnknownValue  = "schema/unknown-value"
	ruleMissingKey    = "schema/missing-key"
	ruleWrongType     = "schema/wrong-type"
	ruleInvalidFormat = "schema/invalid-format"
	ruleConstraint    = "schema/constraint"
)

// labeled returns a location with a label and no suggestion.
func labeled(template string, args problem.Args) problem.Location {
	return problem.Location{Label: problem.Say(template, args)}
}

// report adds a problem at a span of the file and marks a node as invalid.
func (c *checker) report(invalid *manifest.Node, span source.Span, loc problem.Location, p problem.Problem) {
	loc.File, loc.Span = c.file, span
	p.Locations = []problem.Location{loc}
	c.problems = append(c.problems, p)
	c.invalid[invalid] = true
}

// reportValue adds a problem with a value. An empty value is shown at its key.
func (c *checker) reportValue(at target, loc problem.Location, p problem.Problem) {
	span := at.node.Span
	if span.Start == span.End && at.key != nil {
		span = at.key.Span
	}
	c.report(at.node, span, loc, p)
}

// reportNoKind reports a document that has no kind, or a misspelling of the key.
func (c *checker) reportNoKind(root *manifest.Node) {
	for _, p := range root.Pairs {
		if suggested, ok := suggest.Correct(p.Key.Text, []string{"kind"}); ok {
			c.report(root, p.Key.Span, problem.Location{Suggestion: suggested}, problem.Problem{
				Rule:    ruleUnknownKey,
				Message: problem.Say(`unknown key "{key}" in a manifest`, problem.Args{"key": truncate(p.Key.Text)}),
				Fix:     p.Key.Node().Reword(c.file, suggested),
			})
			return
		}
	}
	c.reportMissing(root, &jsonschema.Schema{Title: "manifest", Required: []string{"name"}}, `has no "{key}"`, `"{key}" is missing`,
		problem.Args{"key": "kind"}, choicesNote("kind", valueTexts(c.kindSchema.Enum)))
}

// maxUnrecognized is the number of unrecognized keys up to which each one in an object is reported separately. More
// than that are reported as one mistake: the object has another shape.
const maxUnrecognized = 4

// reportUnknownKeys reports each key of an object that is not in the schema. If several keys may mean the same one,
// none of them gets a fix.
func (c *checker) reportUnknownKeys(f failure) {
	var unknown, unrecognized []*manifest.Pair
	suggestions := map[*manifest.Pair]suggestion{}
	claims := map[string]int{}
	for i := range f.at.node.Pairs {
		p := &f.at.node.Pairs[i]
		if _, known := f.schema.Properties[p.Key.Text]; known {
			continue
		}
		m := c.suggestKey(f.schema, f.at.node, p)
		unknown, suggestions[p] = append(unknown, p), m
		if claims[m.word]++; m.word == "" {
			unrecognized = append(unrecognized, p)
		}
	}
	what := withArticle(f.schema.Title)
	notes := []problem.Text{problem.Say(what+" takes: {keys}", problem.Args{"keys": listedKeys(f.schema)})}
	if len(unrecognized) > maxUnrecognized {
		names := make([]string, len(unrecognized))
		for i, p := range unrecognized {
			names[i] = truncate(p.Key.Text)
		}
		c.report(f.at.node, unrecognized[0].Key.Span, labeled("the first of them", nil), problem.Problem{
			Rule: ruleUnknownKey, Notes: notes,
			Message: problem.Say(`{count} unknown keys in `+what+`: "{keys}"`, problem.Args{"count": len(unrecognized), "keys": names}),
		})
	}
	for _, p := range unknown {
		m := suggestions[p]
		if m.word == "" && len(unrecognized) > maxUnrecognized {
			continue
		}
		prob := problem.Problem{
			Rule: ruleUnknownKey, Notes: notes,
			Message: problem.Say(`unknown key "{key}" in `+what, problem.Args{"key": truncate(p.Key.Text)}),
		}
		loc := problem.Location{Suggestion: m.word}
		switch owners := c.index().owners[p.Key.Text]; {
		case m.word != "":
			if m.exact && claims[m.word] == 1 {
				prob.Fix = p.Key.Node().Reword(c.file, m.word)
			}
		case m.existing != "":
			loc = labeled(`called "{key}" here, which is given as well`, problem.Args{"key": m.existing})
		case 0 < len(owners) && len(owners) <= 3:
			loc = labeled("belongs to "+joinOr(owners), nil)
		}
		c.report(f.at.node, p.Key.Span, loc, prob)
	}
}

// joinOr joins titles with commas and "or", each with its article.
func joinOr(titles []string) string {
	names := make([]string, len(titles))
	for i, t := range titles {
		names[i] = withArticle(t)
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// reportMissingKeys reports each required key that an object does not have.
func (c *checker) reportMissingKeys(f failure) {
	object := c.index().enclosingObject(f.schema)
	if f.schema != object && c.hasInvalidUnknown(object, f.at.node) {
		return
	}
	for _, key := range f.schema.Required {
		if f.at.node.Pair(key) == nil && !c.hasMisspelled(object, f.at.node, key) {
			c.reportMissing(f.at.node, object, `has no "{key}"`, `"{key}" is missing`, problem.Args{"key": key})
		}
	}
}

// hasInvalidUnknown reports whether the "unknown" list of an object is itself invalid. A key that may be omitted if it
// is listed there is then not reported as missing.
func (c *checker) hasInvalidUnknown(object *jsonschema.Schema, n *manifest.Node) bool {
	list := n.Get(unknownKey)
	return list != nil && !satisfies(object.Properties[unknownKey], list) || c.hasMisspelled(object, n, unknownKey)
}

// reportNoneOf reports an object that has none of several keys that could identify it.
func (c *checker) reportNoneOf(f failure) {
	var names []string
	var notes []problem.Text
	for _, s := range f.schema.AnyOf {
		key := s.Required[0]
		names = append(names, key)
		if c.hasMisspelled(f.schema, f.at.node, key) {
			return
		}
		if f.at.node.Get(key) != nil {
			notes = append(notes, problem.Say(`an empty "{key}" means none`, problem.Args{"key": key}))
		}
	}
	if len(names) == 2 {
		c.reportMissing(f.at.node, f.schema, `has neither "{first}" nor "{second}"`, `"{first}" or "{second}" is missing`,
			problem.Args{"first": names[0], "second": names[1]}, notes...)
		return
	}
	c.reportMissing(f.at.node, f.schema, `has none of "{keys}"`, `one of "{keys}" is missing`, problem.Args{"keys": names}, notes...)
}

// reportMissing adds a problem with something that an object does not have. It is shown at the value of the first
// required key, or else at the first key of the object.
func (c *checker) reportMissing(
	n *manifest.Node, object *jsonschema.Schema, predicate, label string, args problem.Args, notes ...problem.Text,
) {
	span := n.Span
	if len(n.Pairs) > 0 {
		span = n.Pairs[0].Key.Span
	}
	subject := withArticle(object.Title)
	if len(object.Required) > 0 {
		if name := n.Get(object.Required[0]); name != nil && name.Span.Start < name.Span.End {
			span = name.Span
			if name.Kind == manifest.String && name.Text != "" {
				subject, args["name"] = object.Title+` "{name}"`, truncate(name.Text)
			}
		}
	}
	c.report(n, span, labeled(label, args), problem.Problem{
		Rule:    ruleMissingKey,
		Message: problem.Say(subject+" "+predicate, args),
		Notes:   notes,
	})
}

// hasMisspelled reports whether an object has an unknown key for which key is suggested.
func (c *checker) hasMisspelled(object *jsonschema.Schema, n *manifest.Node, key string) bool {
	for i := range n.Pairs {
		p := &n.Pairs[i]
		if _, known := object.Properties[p.Key.Text]; !known && c.suggestKey(object, n, p).word == key {
			return true
		}
	}
	return false
}

func (c *checker) reportWrongEnum(f failure) {
	allowed := valueTexts(f.schema.Enum)
	c.reportUnknownValue(f.at, allowed, c.suggestField(f.schema, f.at.node.Text, allowed))
}

func (c *checker) reportWrongConst(f failure) {
	allowed := valueTexts(f.schema.Constant)
	c.reportUnknownValue(f.at, allowed, suggestValue(f.at.node.Text, allowed))
}

// valueTexts returns the strings and numbers among values. It omits null, which is not a word to suggest.
func valueTexts(values []any) []string {
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

// reportUnknownValue reports a value that is not among the allowed ones.
func (c *checker) reportUnknownValue(at target, allowed []string, suggested suggestion) {
	preposition := "for"
	if at.isItem {
		preposition = "in"
	}
	prob := problem.Problem{
		Rule: ruleUnknownValue,
		Message: problem.Say(
			`unknown value "{value}" `+preposition+` "{key}"`,
			problem.Args{"value": truncate(at.node.Text), "key": truncate(at.key.Text)},
		),
		Notes: []problem.Text{choicesNote(at.key.Text, allowed)},
	}
	if suggested.exact {
		prob.Fix = at.node.Reword(c.file, suggested.word)
	}
	c.reportValue(at, problem.Location{Suggestion: suggested.word}, prob)
}

// reportWrongFormat reports a string that does not have the required format.
func (c *checker) reportWrongFormat(f failure) {
	spec, _, ok := lookupFormat(f.schema.Format)
	if !ok {
		return
	}
	text := f.at.node.Text
	base := strings.TrimPrefix(f.schema.Format, optionalPrefix)
	if spec.known != nil {
		if suggested := suggestValue(text, spec.known, spec.synonyms); suggested.word != "" {
			c.reportUnknownValue(f.at, spec.known, suggested)
			return
		}
	}
	subject, args := c.subject(f.at)
	args["value"] = truncate(text)
	if spec.explain != nil {
		if message, remedy := spec.explain(text); message != "" {
			c.reportValue(f.at, labeled(remedy, nil), problem.Problem{Rule: ruleInvalidFormat, Message: problem.Say(message, args)})
			return
		}
	}
	prob := problem.Problem{
		Rule:    ruleInvalidFormat,
		Message: problem.Say(subject+" must be "+spec.want+`, not "{value}"`, args),
	}
	loc := labeled("expected "+spec.syntax, nil)
	if suggested := c.suggestForFormat(f, spec, base); suggested.word != "" {
		prob.Notes = []problem.Text{loc.Label}
		loc = problem.Location{Suggestion: suggested.word}
		if suggested.exact {
			prob.Fix = f.at.node.Reword(c.file, suggested.word)
		}
	}
	c.reportValue(f.at, loc, prob)
}

// reportTooShort reports a string or a list that has too few characters or items.
func (c *checker) reportTooShort(f failure) {
	minimum, have, unit := f.schema.MinLength, len([]rune(f.at.node.Text)), "character"
	if f.at.node.Kind == manifest.Sequence {
		minimum, have, unit = f.schema.MinItems, len(f.at.node.Items), "item"
	}
	subject, args := c.subject(f.at)
	message := subject + " must not be empty"
	if minimum > 1 {
		message = subject + " must have at least {least} " + unit + "s, not {have}"
		args["least"], args["have"] = minimum, have
	}
	c.reportValue(f.at, problem.Location{}, problem.Problem{Rule: ruleConstraint, Message: problem.Say(message, args)})
}

// reportTooSmall reports a number below its minimum.
func (c *checker) reportTooSmall(f failure) {
	c.reportBound(f, "at least", f.schema.Minimum.RatString())
}

// reportTooLarge reports a number above its maximum.
func (c *checker) reportTooLarge(f failure) {
	c.reportBound(f, "at most", f.schema.Maximum.RatString())
}

func (c *checker) reportBound(f failure, side, limit string) {
	subject, args := c.subject(f.at)
	args["bound"], args["value"] = limit, truncate(f.at.node.Text)
	c.reportValue(f.at, problem.Location{}, problem.Problem{
		Rule:    ruleConstraint,
		Message: problem.Say(subject+" must be "+side+" {bound}, not {value}", args),
	})
}

// reportDuplicates reports each string that a list contains more than once. All its locations have equal rank.
func (c *checker) reportDuplicates(f failure) {
	items := f.at.node.Items
	nodes := map[string][]*manifest.Node{}
	for _, item := range items {
		if item.Kind == manifest.String {
			nodes[item.Text] = append(nodes[item.Text], item)
		}
	}
	for _, item := range items {
		duplicates := nodes[item.Text]
		if len(duplicates) < 2 || duplicates[0] != item {
			continue
		}
		times := "twice"
		if len(duplicates) > 2 {
			times = "{count} times"
		}
		c.report(duplicates[1], item.Span, labeled("first here", nil), problem.Problem{
			Rule: ruleConstraint,
			Message: problem.Say(`"{key}" lists "{value}" `+times,
				problem.Args{"key": truncate(f.at.key.Text), "value": truncate(item.Text), "count": len(duplicates)}),
			Fix: c.removeFix(f.at.node, duplicates[1:]),
		})
		p := &c.problems[len(c.problems)-1]
		for _, duplicate := range duplicates[1:] {
			p.Locations = append(p.Locations, problem.Location{File: c.file, Span: duplicate.Span, Label: problem.Literal("again here")})
			c.invalid[duplicate] = true
		}
	}
}

// reportContradictions reports keys that have a value although they are listed as unknown, the first one of each
// object.
func (c *checker) reportContradictions(n *manifest.Node) {
	if len(n.Pairs) == 0 && len(n.Items) == 0 {
		return
	}
	for i := range n.Pairs {
		c.reportContradictions(n.Pairs[i].Value)
	}
	for _, item := range n.Items {
		c.reportContradictions(item)
	}
	item := contradiction(n)
	if item == nil {
		return
	}
	pair := n.Pair(item.Text)
	if c.invalid[pair.Value] || c.invalid[item] {
		return
	}
	c.report(item, item.Span, labeled("remove it here, or the value there", nil), problem.Problem{
		Rule:    ruleConstraint,
		Message: problem.Say(`"{key}" is given, and listed as unknown`, problem.Args{"key": item.Text}),
		Related: []problem.Location{{File: c.file, Span: pair.Key.Span, Label: problem.Literal("given here")}},
	})
}

// choicesNote returns the note that lists the values that a key takes.
func choicesNote(key string, values []string) problem.Text {
	return problem.Say(`"{key}" takes: {values}`, problem.Args{"key": truncate(key), "values": values})
}

// compareProblems orders problems by their location in the file, then by rule and message.
func compareProblems(a, b problem.Problem) int {
	x, y := a.Locations[0].Span, b.Locations[0].Span
	return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End),
		cmp.Compare(a.Rule, b.Rule), a.Message.Compare(b.Message))
}

// listedKeys returns the keys that a note lists: those that describe the object.
func listedKeys(object *jsonschema.Schema) []string {
	return slices.DeleteFunc(propertyNames(object), func(key string) bool { return key == "$schema" || key == unknownKey })
}
