// Package rule describes rules without evaluating them: their metadata, the names that refer to them, and which of them
// are selected. Package policy evaluates them.
package rule

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// Rule describes a rule. All prose comes from the METADATA annotation of its policy.
type Rule struct {
	// ID is group/name. It is public, and its meaning never changes.
	ID          string
	Group, Name string
	// Title names the problem in one line, without a period.
	Title string
	// Description explains why, in full sentences.
	Description string
	// Help says what to do, in the imperative, in lower case and without a period.
	Help string
	// Level is the default level of a finding.
	Level problem.Level
	// Sources lists the documents that state the rule; the first is shown with each finding.
	Sources []Reference
	// URL is the page of a custom rule; it is empty for built-in rules.
	URL string
	// Dir is the folder of a custom rule as shown in messages; it is empty for built-in rules.
	Dir string
	// Abs is the absolute path of that folder.
	Abs string
	// Since is the version that introduced the rule. Aliases are earlier ids of what it checks: rules that resulted
	// from the split of another may share an alias, and one of them may have it as its id.
	Since   string
	Aliases []string
	// Tags, Precision (very-high, high, medium, low) and SecuritySeverity ("" or "0.1" to "10.0")
	// are properties of a rule in SARIF.
	Tags             []string
	Precision        string
	SecuritySeverity string
}

// Map applies change to all prose and URLs of the rule.
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

// Reference is a section of a document: the document's title, the heading and the URL.
type Reference struct {
	Document, Heading, URL string
}

// String returns the reference as shown in reports.
func (r Reference) String() string {
	if r.Heading == "" {
		return r.Document
	}
	return r.Document + ", " + r.Heading
}

// Mandatory reports whether the rule is always evaluated: it cannot be disabled, suppressed or baselined, because a
// file that does not parse must never look clean.
func (r *Rule) Mandatory() bool { return r.Group == "parse" || r.Group == "suppression" }

// matchKind is how a name matches a rule. A more specific match is greater, and takes precedence.
type matchKind uint8

const (
	noMatch matchKind = iota
	groupMatch
	aliasMatch
	idMatch
)

func (r *Rule) match(name string) matchKind {
	switch {
	case r.ID == name:
		return idMatch
	case slices.Contains(r.Aliases, name):
		return aliasMatch
	case r.Group == name:
		return groupMatch
	}
	return noMatch
}

// Matches reports whether a name is the rule's id, an earlier id of it, or its group.
func (r *Rule) Matches(name string) bool { return r.match(name) != noMatch }
