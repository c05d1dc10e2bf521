// Package problem defines what every stage reports: problems of the input as structured data. A problem contains
// values, locations and suggestions instead of finished sentences, so that no stage has to parse another one's text.
// Reports decide how a problem looks.
package problem

import (
	"cmp"
	"slices"

	"github.com/tenantlint/tenantlint/internal/source"
)

// Location is a location that a problem refers to, with what a report shows there.
type Location struct {
	File *source.File
	Span source.Span
	// Label describes this location in a few words; it may be zero.
	Label Text
	// Suggestion is the value that was probably meant here, not as it would be written in the file; it may be empty.
	Suggestion string
	// Anchor is where the value is written if an alias or a merge key refers to it from here; otherwise it is empty.
	Anchor source.Span
	// Object is the logical path of the object at this location, such as "contoso-eu/domains/contoso.com". It does not
	// change when lines move or files are renamed.
	Object string
}

// Caption returns what a report shows at the location: the suggestion if there is one, otherwise the label.
func (l Location) Caption() Text {
	if l.Suggestion == "" {
		return l.Label
	}
	return Say(`did you mean "{suggestion}"?`, Args{"suggestion": l.Suggestion})
}

// Problem is a problem that a stage found in the input. Default level, help and sources come from the rule's metadata;
// a problem contains only what differs between occurrences.
type Problem struct {
	// Rule is the id of the rule, as in "domain/federated-once".
	Rule string
	// Level overrides the rule's default level unless it is NoLevel.
	Level Level
	// Message is one short sentence: lower case, no period at the end, values in double quotes.
	Message Text
	// Locations are equally relevant and never empty; in a conflict, they are all the conflicting declarations.
	Locations []Location
	// Related are additional locations that explain the problem.
	Related []Location
	// Notes state further facts; Help, if set, replaces the rule's help.
	Notes []Text
	Help  Text
	// Fix is an exact repair; nil if there is none.
	Fix *Fix
	// State distinguishes problems at the same locations that differ in the state found there: accepting a difference
	// accepts only the current state.
	State string
}

// Map changes every value and every literal text of the problem. It removes the fix if it would have to change what the
// fix writes to a file.
func (p *Problem) Map(change func(string) string) {
	p.Message, p.Help = p.Message.Map(change), p.Help.Map(change)
	p.Notes = slices.Clone(p.Notes)
	for i := range p.Notes {
		p.Notes[i] = p.Notes[i].Map(change)
	}
	for _, locations := range []*[]Location{&p.Locations, &p.Related} {
		*locations = slices.Clone(*locations)
		for i := range *locations {
			l := &(*locations)[i]
			l.Label, l.Suggestion, l.Object = l.Label.Map(change), change(l.Suggestion), change(l.Object)
		}
	}
	if f := p.Fix; f != nil && (change(f.Text) != f.Text || change(f.Description) != f.Description) {
		p.Fix = nil
	}
}

// Restate replaces canonical values in all texts with the form written in the manifest.
func (p *Problem) Restate(written map[string]string) {
	differs := false
	for canonical, text := range written {
		differs = differs || canonical != text
	}
	if !differs {
		return
	}
	restate := func(text *Text) {
		*text = text.Map(func(value string) string { return cmp.Or(written[value], value) })
	}
	restate(&p.Message)
	restate(&p.Help)
	for i := range p.Notes {
		restate(&p.Notes[i])
	}
	for _, locations := range [][]Location{p.Locations, p.Related} {
		for i := range locations {
			restate(&locations[i].Label)
		}
	}
}

// Fix replaces one range in one file.
type Fix struct {
	File *source.File
	Span source.Span
	// Text is the replacement as it is written in the file.
	Text string
	// Description describes the fix in the imperative: `replace "a" with "b"`.
	Description string
}
