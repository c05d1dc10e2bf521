package sarif

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// maxLinkedLocations is the largest number of other locations that a result links to. Code scanning does not show the others
// at all, but messages have to be short.
const maxLinkedLocations = 10

// builder holds the state shared by the results of a run.
type builder struct {
	repository *result.Repository

	rules       []describedRule
	ruleIndex   map[string]int // index in rules, by id
	results     []resultObject
	objects     []logicalLocation
	objectIndex map[string]int // index in objects, by path
	hashes      map[*source.File][]lineHash
	// messages contains the ids of message templates, by the id of the rule and the template.
	messages map[[2]string]string
}

func newBuilder(run *result.Run) *builder {
	b := &builder{
		repository: run.Repository,

		ruleIndex:   map[string]int{},
		results:     []resultObject{},
		objectIndex: map[string]int{},
		hashes:      map[*source.File][]lineHash{},
		messages:    map[[2]string]string{},
	}
	for i, r := range run.AllRules() {
		b.rules = append(b.rules, describedRule{Rule: r})
		b.ruleIndex[r.ID] = i
	}
	return b
}

// result adds the result for an entry at one of the locations of its finding. Every location is a separate result that
// links to the others in its message, because code scanning shows only one location of a result, and shows an alert only
// if a change touches that location.
func (b *builder) result(e *entry, loc int) {
	f, at := e.Finding, e.Locations[loc]
	rule := b.ruleIndex[f.Rule.ID]
	r := resultObject{
		RuleID:    f.Rule.ID,
		RuleIndex: rule,
		Level:     f.Level.String(),
		Locations: []location{{PhysicalLocation: b.newPhysicalLocation(at.File, at.Span), LogicalLocations: b.logicalLocations(at)}},
		PartialFingerprints: fingerprints{
			PrimaryLocationLineHash: b.lineHash(at),
			Identity:                f.Fingerprint(loc),
		},
		Suppressions:  b.suppressions(e),
		BaselineState: e.baselineState,
	}
	r.Message, r.RelatedLocations = b.message(f, loc)
	if f.Fix != nil && loc == fixedLocation(f) {
		r.Fixes = []fix{b.fix(f.Fix)}
	}
	b.results = append(b.results, r)
}

// message returns the message of a result and the locations that it links to: the other locations of the finding, and the
// related ones.
func (b *builder) message(f *finding.Finding, loc int) (message, []location) {
	var p phrase
	p.sentence(f.Message, maxText/2)
	var linked []location
	others := len(f.Locations) - 1 + len(f.Related)
	link := func(s problem.Location, fallback string) bool {
		if len(linked) == maxLinkedLocations {
			return false
		}
		target := fmt.Sprintf("[%s:%d](%d)", brackets.Replace(s.File.Path), s.File.Position(s.Span.Start).Line, len(linked)+1)
		if p.size+len(target) > maxText-len(" See also '' and '9999999' more.") {
			return false
		}
		if len(linked) == 0 {
			p.addText(" See also ")
		} else {
			p.addText(", ")
		}
		p.value(target)
		linked = append(linked, location{
			ID:               len(linked) + 1,
			PhysicalLocation: b.newPhysicalLocation(s.File, s.Span),
			LogicalLocations: b.logicalLocations(s),
			Message:          &text{Text: truncate(sentence(cmp.Or(s.Caption().String(), fallback)), maxText)},
		})
		return true
	}
	for i, s := range f.Locations {
		if i != loc && !link(s, "and here") {
			break
		}
	}
	for _, s := range f.Related {
		if !link(s, "related") {
			break
		}
	}
	switch more := strconv.Itoa(others - len(linked)); {
	case others == len(linked):
	case len(linked) == 0:
		p.addText(" There are more locations: ")
		p.value(more)
	default:
		p.addText(" and ")
		p.value(more)
		p.addText(" more")
	}
	if others > 0 {
		p.addText(".")
	}
	if !slices.ContainsFunc(
		p.parts,
		func(part problem.Part) bool { return part.Value },
	) { // a message must distinguish a result from others (SARIF2014)
		p.addText(" Found at ")
		p.value(locationName(f.Locations[loc]))
		p.addText(".")
	}
	words, template, arguments := p.write()
	id, ok := b.template(f.Rule.ID, template)
	if !ok {
		words, template, arguments = p.asValue().write()
		id, _ = b.template(f.Rule.ID, template)
	}
	return message{ID: id, Text: words, Arguments: arguments}, linked
}

// locationName returns the object of a location or, if it has none, its path and line.
func locationName(s problem.Location) string {
	if s.Object != "" {
		return escapeLinks(s.Object)
	}
	return escapeLinks(fmt.Sprintf("%s:%d", s.File.Path, s.File.Position(s.Span.Start).Line))
}

// maxTemplates is the maximum number of message strings per rule. Built-in rules need far fewer; the limit is for custom
// rules whose messages are all different.
const maxTemplates = 100

// template returns the id of a template, which it adds to the message strings of a rule unless there are too many. The
// first one is the default.
func (b *builder) template(rule, template string) (string, bool) {
	key := [2]string{rule, template}
	if id, ok := b.messages[key]; ok {
		return id, true
	}
	d := &b.rules[b.ruleIndex[rule]]
	if len(d.messages) >= maxTemplates && template != singleValueTemplate {
		return "", false
	}
	id := "default"
	if n := len(d.messages); n > 0 {
		id += strconv.Itoa(n + 1)
	} else {
		d.messages = map[string]text{}
	}
	d.messages[id] = text{Text: template}
	b.messages[key] = id
	return id, true
}

// singleValueTemplate is the template of a phrase that consists of a single value.
const singleValueTemplate = "'{0}'"

// logicalLocations returns a reference to the logical location of a location, which it adds to the run.
func (b *builder) logicalLocations(s problem.Location) []logicalLocation {
	if s.Object == "" {
		return nil
	}
	i, ok := b.objectIndex[s.Object]
	if !ok {
		i = len(b.objects)
		b.objectIndex[s.Object] = i
		b.objects = append(b.objects, logicalLocation{
			Name:               path.Base(s.Object),
			FullyQualifiedName: s.Object,
			Kind:               "object",
		})
	}
	return []logicalLocation{{FullyQualifiedName: s.Object, Index: &i}}
}

// lineHash returns the line hash of the line on which a location begins.
func (b *builder) lineHash(s problem.Location) string {
	lines, ok := b.hashes[s.File]
	if !ok {
		lines = lineHashes(s.File.Data)
		b.hashes[s.File] = lines
	}
	return lines[s.File.Position(s.Span.Start).Line-1].String()
}

// fixedLocation returns the index of the location whose result has the fix: the location that the fix changes, or the
// first one.
func fixedLocation(f *finding.Finding) int {
	for i, s := range f.Locations {
		if s.File == f.Fix.File && s.Span.Start <= f.Fix.Span.Start && f.Fix.Span.End <= s.Span.End {
			return i
		}
	}
	return 0
}

func (b *builder) fix(f *problem.Fix) fix {
	return fix{
		Description: text{Text: truncate(sentence(f.Description), maxText)},
		ArtifactChanges: []artifactChange{{
			ArtifactLocation: b.artifact(f.File.Path),
			Replacements: []replacement{{
				DeletedRegion:   newRegion(f.File, f.Span),
				InsertedContent: content{strings.ToValidUTF8(f.Text, "\uFFFD")},
			}},
		}},
	}
}
