// Package problem holds what every stage reports: problems of the input as data. A problem names values,
// places and what was probably meant; no stage parses a sentence that another one wrote, and how a problem
// looks is the business of a report.
package problem

import (
	"cmp"
	"slices"

	"github.com/tenantlint/tenantlint/internal/source"
)

// Location is one location that a problem shows, with what is to be seen there.
type Location struct {
	File *source.File
	Span source.Span
	// Label says in a few words what is here; it may be zero.
	Label Text
	// Suggestion is what was probably meant here, as a value and not as it is written in the file; it may
	// be empty.
	Suggestion string
	// Anchor is where the value is written that an alias or a merge key brings here; it is empty where the
	// value is written in place.
	Anchor source.Span
	// Object is the logical path of the object that is here, such as "contoso-eu/domains/contoso.com": it survives
	// moved lines and renamed files.
	Object string
}

// Caption returns what a report shows at the location: what was probably meant there, or else its label.
func (l Location) Caption() Text {
	if l.Suggestion == "" {
		return l.Label
	}
	return Say(`did you mean "{suggestion}"?`, Args{"suggestion": l.Suggestion})
}

// Problem is what one stage on the way has to say about the input. Level, help and source come
// from the rule's metadata; a problem carries only what differs from case to case.
type Problem struct {
	// Rule is the id of the rule, as in "domain/federated-once".
	Rule string
	// Level overrides the rule's default level; NoLevel leaves it.
	Level Level
	// Message is one short sentence: lower case, no full stop, values in double quotes.
	Message Text
	// Locations are the locations of the problem, all of equal rank and never empty; in a symmetrical conflict every
	// declaration is one.
	Locations []Location
	// Related are further places that explain the problem.
	Related []Location
	// Notes add facts; Help, if set, replaces the help of the rule.
	Notes []Text
	Help  Text
	// Fix is an exact repair, where there is one.
	Fix *Fix
	// State is what was found at the locations, where another state is another problem: who accepts that something
	// differs accepts what it is now.
	State string
}

// Map changes every value in what the problem says, and the texts that are literal. Where it would change
// what is written to a file, there is no fix.
func (p *Problem) Map(change func(string) string) {
	p.Message, p.Help = p.Message.Map(change), p.Help.Map(change)
	p.Notes = slices.Clone(p.Notes)
	for i := range p.Notes {
		p.Notes[i] = p.Notes[i].Map(change)
	}
	for _, list := range []*[]Location{&p.Locations, &p.Related} {
		*list = slices.Clone(*list)
		for i := range *list {
			l := &(*list)[i]
			l.Label, l.Suggestion, l.Object = l.Label.Map(change), change(l.Suggestion), change(l.Object)
		}
	}
	if f := p.Fix; f != nil && (change(f.Text) != f.Text || change(f.Description) != f.Description) {
		p.Fix = nil
	}
}

// Restate replaces canonical values by the text of the manifest, in all texts.
func (p *Problem) Restate(written map[string]string) {
	differs := false
	for compared, text := range written {
		differs = differs || compared != text
	}
	if !differs {
		return
	}
	say := func(text *Text) {
		*text = text.Map(func(value string) string { return cmp.Or(written[value], value) })
	}
	say(&p.Message)
	say(&p.Help)
	for i := range p.Notes {
		say(&p.Notes[i])
	}
	for _, locations := range [][]Location{p.Locations, p.Related} {
		for i := range locations {
			say(&locations[i].Label)
		}
	}
}

// Fix replaces one range of one file.
type Fix struct {
	File *source.File
	Span source.Span
	// Text is what is there afterwards, as it is written in the file.
	Text string
	// Description says what the fix does, as an order: `replace "a" by "b"`.
	Description string
}
