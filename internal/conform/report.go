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
func (c *checker) report(invalid *manifest.Node, span source.Span, shows problem.Location, p problem.Problem) {
	shows.File, shows.Span = c.file, span
	p.Locations = []problem.Location{shows}
	c.problems = append(c.problems, p)
	c.invalid[invalid] = true
}

// value adds a problem with a value. An empty value is shown at its key.
func (c *checker) value(at target, shows problem.Location, p problem.Problem) {
	span := at.node.Span
	if span.Start == span.End && at.key != nil {
		span = at.key.Span
	}
	c.report(at.node, span, shows, p)
}

// noKind reports a document that has no kind, or a misspelling of the key.
func (c *checker) noKind(root *manifest.Node) {
	for _, p := range root.Pairs {
		if meant, ok := suggest.Slip(p.Key.Text, []string{"kind"}); ok {
			c.report(root, p.Key.Span, problem.Location{Suggestion: meant}, problem.Problem{
				Rule:    ruleUnknownKey,
				Message: problem.Say(`unknown key "{key}" in a manifest`, problem.Args{"key": brief(p.Key.Text)}),
				Fix:     p.Key.Node().Reword(c.file, meant),
			})
			return
		}
	}
	c.missing(root, &jsonschema.Schema{Title: "manifest", Required: []string{"name"}}, `has no "{key}"`, `"{key}" is missing`,
		problem.Args{"key": "kind"}, choices("kind", texts(c.kindSchema.Enum)))
}

// maxUnrecognized is the number of unrecognized keys up to which each one in an object is reported separately. More
// than that are reported as one mistake: the object has another shape.
const maxUnrecognized = 4

// unknownKeys reports each key of an object that is not in the schema. If several keys may mean the same one, none of
// them gets a fix.
func (c *checker) unknownKeys(f failure) {
	var unknown, unrecognized []*manifest.Pair
	meanings := map[*manifest.Pair]meaning{}
	claims := map[string]int{}
	for i := range f.at.node.Pairs {
		p := &f.at.node.Pairs[i]
		if _, known := f.schema.Properties[p.Key.Text]; known {
			continue
		}
		m := c.key(f.schema, f.at.node, p)
		unknown, meanings[p] = append(unknown, p), m
		if claims[m.word]++; m.word == "" {
			unrecognized = append(unrecognized, p)
		}
	}
	what := article(f.schema.Title)
	notes := []problem.Text{problem.Say(what+" takes: {keys}", problem.Args{"keys": offered(f.schema)})}
	if len(unrecognized) > maxUnrecognized {
		names := make([]string, len(unrecognized))
		for i, p := range unrecognized {
			names[i] = brief(p.Key.Text)
		}
		c.report(f.at.node, unrecognized[0].Key.Span, labeled("the first of them", nil), problem.Problem{
			Rule: ruleUnknownKey, Notes: notes,
			Message: problem.Say(`{count} unknown keys in `+what+`: "{keys}"`, problem.Args{"count": len(unrecognized), "keys": names}),
		})
	}
	for _, p := range unknown {
		m := meanings[p]
		if m.word == "" && len(unrecognized) > maxUnrecognized {
			continue
		}
		found := problem.Problem{
			Rule: ruleUnknownKey, Notes: notes,
			Message: problem.Say(`unknown key "{key}" in `+what, problem.Args{"key": brief(p.Key.Text)}),
		}
		shows := problem.Location{Suggestion: m.word}
		switch owners := c.index().owners[p.Key.Text]; {
		case m.word != "":
			if m.exact && claims[m.word] == 1 {
				found.Fix = p.Key.Node().Reword(c.file, m.word)
			}
		case m.given != "":
			shows = labeled(`called "{key}" here, which is given as well`, problem.Args{"key": m.given})
		case 0 < len(owners) && len(owners) <= 3:
			shows = labeled("belongs to "+either(owners), nil)
		}
		c.report(f.at.node, p.Key.Span, shows, found)
	}
}

// either joins titles with commas and "or", each with its article.
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

// missingKeys reports each required key that an object does not have.
func (c *checker) missingKeys(f failure) {
	object := c.index().object(f.schema)
	if f.schema != object && c.unknownInvalid(object, f.at.node) {
		return
	}
	for _, key := range f.schema.Required {
		if f.at.node.Pair(key) == nil && !c.misspelled(object, f.at.node, key) {
			c.missing(f.at.node, object, `has no "{key}"`, `"{key}" is missing`, problem.Args{"key": key})
		}
	}
}

// unknownInvalid reports whether the "unknown" list of an object is itself invalid. A key that may be omitted if it is
// listed there is then not reported as missing.
func (c *checker) unknownInvalid(object *jsonschema.Schema, n *manifest.Node) bool {
	list := n.Get(unknownKey)
	return list != nil && !satisfies(object.Properties[unknownKey], list) || c.misspelled(object, n, unknownKey)
}

// noneOfKeys reports an object that has none of several keys that could identify it.
func (c *checker) noneOfKeys(f failure) {
	var names []string
	var notes []problem.Text
	for _, s := range f.schema.AnyOf {
		key := s.Required[0]
		names = append(names, key)
		if c.misspelled(f.schema, f.at.node, key) {
			return
		}
		if f.at.node.Get(key) != nil {
			notes = append(notes, problem.Say(`an empty "{key}" means none`, problem.Args{"key": key}))
		}
	}
	if len(names) == 2 {
		c.missing(f.at.node, f.schema, `has neither "{first}" nor "{second}"`, `"{first}" or "{second}" is missing`,
			problem.Args{"first": names[0], "second": names[1]}, notes...)
		return
	}
	c.missing(f.at.node, f.schema, `has none of "{keys}"`, `one of "{keys}" is missing`, problem.Args{"keys": names}, notes...)
}

// missing adds a problem with something that an object does not have. It is shown at the value of the first required
// key, or else at the first key of the object.
func (c *checker) missing(n *manifest.Node, object *jsonschema.Schema, lack, label string, args problem.Args, notes ...problem.Text) {
	span := n.Span
	if len(n.Pairs) > 0 {
		span = n.Pairs[0].Key.Span
	}
	thing := article(object.Title)
	if len(object.Required) > 0 {
		if name := n.Get(object.Required[0]); name != nil && name.Span.Start < name.Span.End {
			span = name.Span
			if name.Kind == manifest.String && name.Text != "" {
				thing, args["name"] = object.Title+` "{name}"`, brief(name.Text)
			}
		}
	}
	c.report(n, span, labeled(label, args), problem.Problem{
		Rule:    ruleMissingKey,
		Message: problem.Say(thing+" "+lack, args),
		Notes:   notes,
	})
}

// misspelled reports whether an object has an unknown key for which key is suggested.
func (c *checker) misspelled(object *jsonschema.Schema, n *manifest.Node, key string) bool {
	for i := range n.Pairs {
		p := &n.Pairs[i]
		if _, known := object.Properties[p.Key.Text]; !known && c.key(object, n, p).word == key {
			return true
		}
	}
	return false
}

func (c *checker) wrongEnum(f failure) {
	allowed := texts(f.schema.Enum)
	c.unknownValue(f.at, allowed, c.unknownField(f.schema, f.at.node.Text, allowed))
}

func (c *checker) wrongConst(f failure) {
	allowed := texts(f.schema.Constant)
	c.unknownValue(f.at, allowed, choice(f.at.node.Text, allowed))
}

// texts returns the strings and numbers among values. It omits null, which is not a word to suggest.
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

// unknownValue reports a value that is not among the allowed ones.
func (c *checker) unknownValue(at target, allowed []string, meant meaning) {
	preposition := "for"
	if at.item {
		preposition = "in"
	}
	found := problem.Problem{
		Rule: ruleUnknownValue,
		Message: problem.Say(
			`unknown value "{value}" `+preposition+` "{key}"`,
			problem.Args{"value": brief(at.node.Text), "key": brief(at.key.Text)},
		),
		Notes: []problem.Text{choices(at.key.Text, allowed)},
	}
	if meant.exact {
		found.Fix = at.node.Reword(c.file, meant.word)
	}
	c.value(at, problem.Location{Suggestion: meant.word}, found)
}

// wrongFormat reports a string that does not have the required format.
func (c *checker) wrongFormat(f failure) {
	form, _, ok := lookup(f.schema.Format)
	if !ok {
		return
	}
	text := f.at.node.Text
	base := strings.TrimPrefix(f.schema.Format, optional)
	if form.known != nil {
		if meant := choice(text, form.known, form.field); meant.word != "" {
			c.unknownValue(f.at, form.known, meant)
			return
		}
	}
	subject, args := c.subject(f.at)
	args["value"] = brief(text)
	if form.why != nil {
		if wrong, remedy := form.why(text); wrong != "" {
			c.value(f.at, labeled(remedy, nil), problem.Problem{Rule: ruleInvalidFormat, Message: problem.Say(wrong, args)})
			return
		}
	}
	found := problem.Problem{
		Rule:    ruleInvalidFormat,
		Message: problem.Say(subject+" must be "+form.want+`, not "{value}"`, args),
	}
	shows := labeled("expected "+form.form, nil)
	if meant := c.reformed(f, form, base); meant.word != "" {
		found.Notes = []problem.Text{shows.Label}
		shows = problem.Location{Suggestion: meant.word}
		if meant.exact {
			found.Fix = f.at.node.Reword(c.file, meant.word)
		}
	}
	c.value(f.at, shows, found)
}

// tooShort reports a string or a list that has too few characters or items.
func (c *checker) tooShort(f failure) {
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
	c.value(f.at, problem.Location{}, problem.Problem{Rule: ruleConstraint, Message: problem.Say(message, args)})
}

// tooSmall reports a number below its minimum.
func (c *checker) tooSmall(f failure) { c.bound(f, "at least", f.schema.Minimum.RatString()) }

// tooLarge reports a number above its maximum.
func (c *checker) tooLarge(f failure) { c.bound(f, "at most", f.schema.Maximum.RatString()) }

func (c *checker) bound(f failure, side, bound string) {
	subject, args := c.subject(f.at)
	args["bound"], args["value"] = bound, brief(f.at.node.Text)
	c.value(f.at, problem.Location{}, problem.Problem{
		Rule:    ruleConstraint,
		Message: problem.Say(subject+" must be "+side+" {bound}, not {value}", args),
	})
}

// repeated reports each string that a list contains more than once. All its locations have equal rank.
func (c *checker) repeated(f failure) {
	items := f.at.node.Items
	nodes := map[string][]*manifest.Node{}
	for _, item := range items {
		if item.Kind == manifest.String {
			nodes[item.Text] = append(nodes[item.Text], item)
		}
	}
	for _, item := range items {
		same := nodes[item.Text]
		if len(same) < 2 || same[0] != item {
			continue
		}
		times := "twice"
		if len(same) > 2 {
			times = "{count} times"
		}
		c.report(same[1], item.Span, labeled("first here", nil), problem.Problem{
			Rule: ruleConstraint,
			Message: problem.Say(`"{key}" lists "{value}" `+times,
				problem.Args{"key": brief(f.at.key.Text), "value": brief(item.Text), "count": len(same)}),
			Fix: c.remove(f.at.node, same[1:]),
		})
		p := &c.problems[len(c.problems)-1]
		for _, again := range same[1:] {
			p.Locations = append(p.Locations, problem.Location{File: c.file, Span: again.Span, Label: problem.Literal("again here")})
			c.invalid[again] = true
		}
	}
}

// contradictions reports keys that have a value although they are listed as unknown, the first one of each object.
func (c *checker) contradictions(n *manifest.Node) {
	if len(n.Pairs) == 0 && len(n.Items) == 0 {
		return
	}
	for i := range n.Pairs {
		c.contradictions(n.Pairs[i].Value)
	}
	for _, item := range n.Items {
		c.contradictions(item)
	}
	item := contradiction(n)
	if item == nil {
		return
	}
	given := n.Pair(item.Text)
	if c.invalid[given.Value] || c.invalid[item] {
		return
	}
	c.report(item, item.Span, labeled("remove it here, or the value there", nil), problem.Problem{
		Rule:    ruleConstraint,
		Message: problem.Say(`"{key}" is given, and listed as unknown`, problem.Args{"key": item.Text}),
		Related: []problem.Location{{File: c.file, Span: given.Key.Span, Label: problem.Literal("given here")}},
	})
}

// choices returns the note that lists the values that a key takes.
func choices(key string, values []string) problem.Text {
	return problem.Say(`"{key}" takes: {values}`, problem.Args{"key": brief(key), "values": values})
}

// byLocation orders problems by their location in the file, then by rule and message.
func byLocation(a, b problem.Problem) int {
	x, y := a.Locations[0].Span, b.Locations[0].Span
	return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End),
		cmp.Compare(a.Rule, b.Rule), a.Message.Compare(b.Message))
}

// offered returns the keys that a note lists: those that describe the object.
func offered(object *jsonschema.Schema) []string {
	return slices.DeleteFunc(keys(object), func(key string) bool { return key == "$schema" || key == unknownKey })
}
