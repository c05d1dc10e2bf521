package finding

import (
	"bytes"
	"strings"
	"time"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Suppression declares which findings are known and accepted, where, and why.
type Suppression struct {
	// Names are rule ids or groups.
	Names []Name
	// Reason is why they are accepted; without one, nothing is suppressed.
	Reason string
	// Until is the last day as YYYY-MM-DD, or the invalid text in its place; empty means no end.
	Until string
	// File and Span are where it is written.
	File *source.File
	Span source.Span
	// Line is the line of File that a comment covers, counted from 1, or 0 for all of Document. Last is the last line
	// if it covers several.
	Line, Last int
	Document   source.Span
	// Misspelled is true for a comment that is meant to be a suppression but is not a valid one.
	Misspelled bool
	// External is true if it is written in the configuration. Path is then a pattern of paths and Object a logical
	// path; either may be empty.
	External     bool
	Path, Object string
}

// Name is the name of a rule or a group, and where it is written.
type Name struct {
	Text string
	Span source.Span
}

// Marker starts a comment that suppresses findings:
//
//	# tenantlint:ignore rule[, rule] -- reason [until 2027-01-31]
const Marker = "tenantlint:ignore"

// CommentSuppressions returns the suppressions in the comments of a document, including the misspelled ones.
func CommentSuppressions(d *manifest.Document) []*Suppression {
	var all []*Suppression
	for _, c := range d.Comments(Marker) {
		s := parseComment(d.File.Data[c.Span.Start:c.Span.End], c.Span.Start)
		s.File, s.Span, s.Line, s.Document = d.File, c.Span, c.Line, d.Span
		extendToFlowValue(s, d.Root)
		all = append(all, s)
	}
	return append(all, misspelledComments(d)...)
}

// reasonSeparator separates the names from the reason.
var reasonSeparator = pattern.New(`(?:^|[ \t])--(?:[ \t]|$)`)

// untilPattern matches the end date at the end of a reason. The brackets around it are optional because the
// documentation uses them to mark an optional part.
var untilPattern = pattern.New(`(?:^|[ \t])\[?until[ \t]+([0-9][^ \t\]]*)\]?$`)

// parseComment parses a comment at the given offset of its file.
func parseComment(text []byte, offset int) *Suppression {
	s := &Suppression{}
	at := bytes.Index(text, []byte(Marker)) + len(Marker)
	names, reason := text[at:], ""
	split := reasonSeparator().FindIndex(names)
	if split != nil {
		names, reason = names[:split[0]], string(bytes.TrimSpace(names[split[1]:]))
	}
	s.Names = parseNames(names, offset+at, split == nil)
	if day := untilPattern().FindStringSubmatchIndex(reason); day != nil {
		s.Until = reason[day[2]:day[3]]
		reason = strings.TrimSpace(reason[:day[0]])
	}
	s.Reason = reason
	return s
}

// parseNames returns the names in a list. If noReason is true, there are no dashes after the list, and it ends before
// the first word that does not follow a comma: the rest is a reason without its dashes.
func parseNames(text []byte, offset int, noReason bool) []Name {
	var names []Name
	comma := true
	for i := 0; i < len(text); {
		if c := text[i]; c == ',' || c == ' ' || c == '\t' {
			comma = comma || c == ','
			i++
			continue
		}
		if noReason && !comma {
			break
		}
		start := i
		for i < len(text) && text[i] != ',' && text[i] != ' ' && text[i] != '\t' {
			i++
		}
		names = append(names, Name{string(text[start:i]), source.Span{Start: offset + start, End: offset + i}})
		comma = false
	}
	return names
}

// isDate reports whether s is a valid date as YYYY-MM-DD.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// maxYears is the number of years up to which an end date is meaningful.
const maxYears = 10

// isDistant reports whether a day is more than maxYears after today, both as YYYY-MM-DD.
func isDistant(day, today string) bool {
	end, err := time.Parse(time.DateOnly, today)
	return err == nil && day > end.AddDate(maxYears, 0, 0).Format(time.DateOnly)
}

// covers reports whether the suppression covers a location, regardless of the rule.
func (s *Suppression) covers(loc problem.Location) bool {
	if !s.External {
		return loc.File.Path == s.File.Path && (s.Line == 0 && s.Document.Start <= loc.Span.Start && loc.Span.Start <= s.Document.End ||
			s.Line > 0 && s.coversLine(s.File.Position(loc.Span.Start).Line))
	}
	return (s.Path == "" || source.Matches(s.Path, loc.File.Path)) &&
		(s.Object == "" || isWithin(loc.Object, s.Object) || isWithin(reference(loc.Object), s.Object))
}

func (s *Suppression) coversLine(line int) bool {
	return s.Line <= line && line <= max(s.Line, s.Last)
}

// reference returns a logical path in the form in which messages refer to the object: without the list that contains
// it, as contoso/crm for contoso/environments/crm.
func reference(object string) string {
	tenant, rest, _ := strings.Cut(object, "/")
	if _, name, ok := strings.Cut(rest, "/"); ok {
		return tenant + "/" + name
	}
	return object
}

// isWithin reports whether a logical path is equal to another one or below it.
func isWithin(path, parent string) bool {
	parent = strings.TrimSuffix(parent, "/")
	return len(path) >= len(parent) && strings.EqualFold(path[:len(parent)], parent) && (len(path) == len(parent) || path[len(parent)] == '/')
}
