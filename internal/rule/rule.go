// Package rule holds what is known of rules without evaluating them: their metadata, the names by which
// people call them, and which of them are selected. How a rule is evaluated is the business of package policy.
package rule

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// Rule is what is known of a rule without evaluating it. All prose comes from the METADATA
// annotation of its policy.
type Rule struct {
	// ID is public and never changes its meaning: group/name.
	ID          string
	Group, Name string
	// Title states in one line what holds, without a full stop.
	Title string
	// Description says why, in whole sentences.
	Description string
	// Help says what to do, as an order in lower case and without a full stop.
	Help string
	// Level is the default level of a finding.
	Level problem.Level
	// Sources are the documents that state the rule; the first one is shown with each finding.
	Sources []Reference
	// URL is the page of a rule that comes from elsewhere; the program's own rules leave it empty.
	URL string
	// Dir is the folder of a rule that the user wrote, as messages call it; the program's own rules
	// leave it empty.
	Dir string
	// Abs is where that folder is.
	Abs string
	// Since is the version that brought the rule. Aliases are earlier ids of what it checks: several rules may share
	// one that was split, and one of them may still have it as its id.
	Since   string
	Aliases []string
	// Tags, Precision (very-high, high, medium, low) and SecuritySeverity ("" or "0.1" to "10.0")
	// are SARIF's properties of a rule.
	Tags             []string
	Precision        string
	SecuritySeverity string
}

// Map changes all prose and addresses of the rule.
func (r *Rule) Map(change func(string) string) {
	for _, text := range []*string{&r.Title, &r.Description, &r.Help, &r.URL, &r.Since, &r.Precision, &r.SecuritySeverity} {
		*text = change(*text)
	}
	for i := range r.Tags {
		r.Tags[i] = change(r.Tags[i])
	}
	for i := range r.Sources {
		s := &r.Sources[i]
		s.Document, s.Heading, s.URL = change(s.Document), change(s.Heading), change(s.URL)
	}
}

// Reference names a location in a document: its title, the heading and the address.
type Reference struct {
	Document, Heading, URL string
}

// String returns the reference as the reports show it.
func (r Reference) String() string {
	if r.Heading == "" {
		return r.Document
	}
	return r.Document + ", " + r.Heading
}

// Mandatory reports whether the rule is always evaluated: it cannot be disabled, suppressed or baselined, as a file
// that does not parse must never look clean.
func (r *Rule) Mandatory() bool { return r.Group == "parse" || r.Group == "suppression" }

// naming is how a name matches a rule; the more specific match takes precedence.
type naming uint8

const (
	unnamed naming = iota
	byGroup
	byAlias
	byID
)

func (r *Rule) matchName(name string) naming {
	switch {
	case r.ID == name:
		return byID
	case slices.Contains(r.Aliases, name):
		return byAlias
	case r.Group == name:
		return byGroup
	}
	return unnamed
}

// Matches reports whether a name is the rule's id, an earlier id of it, or its group.
func (r *Rule) Matches(name string) bool { return r.matchName(name) != unnamed }
