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

// Suppression says which findings are known and accepted, where and why.
type Suppression struct {
	// Names are rule ids or groups.
	Names []Name
	// Reason says why; without one nothing is suppressed.
	Reason string
	// Until is the last day as YYYY-MM-DD, or the invalid text instead; empty means no end.
	Until string
	// File and Span are where it is written.
	File *source.File
	Span source.Span
	// Line is the line of File that a comment is about, counted from 1, or 0 for all of Document. Last is the
	// last line where it is about several.
	Line, Last int
	Document   source.Span
	// Misspelled is true if it is none: a comment that is meant to be one.
	Misspelled bool
	// External is true if it is in the configuration. Path is then a pattern of paths and Object a logical path; one
	// may be empty.
	External     bool
	Path, Object string
}

// Name is the name of a rule or a group, and where it is written.
type Name struct {
	Text string
	Span source.Span
}

// Marker is what a comment that suppresses begins with:
//
//	# tenantlint:ignore rule[, rule] -- reason [until 2027-01-31]
const Marker = "tenantlint:ignore"

// Ignores returns the suppressions in the comments of a document, and the comments that are meant to be some.
func Ignores(d *manifest.Document) []*Suppression {
	var all []*Suppression
	for _, c := range d.Comments(Marker) {
		s := readComment(d.File.Data[c.Span.Start:c.Span.End], c.Span.Start)
		s.File, s.Span, s.Line, s.Document = d.File, c.Span, c.Line, d.Span
		stretch(s, d.Root)
		all = append(all, s)
	}
	return append(all, misspelled(d)...)
}

// dash splits the names from the reason.
var dash = pattern.New(`(?:^|[ \t])--(?:[ \t]|$)`)

// lastDay is the end of a reason that says until when; brackets are what the documentation writes
// round what may be left out.
var lastDay = pattern.New(`(?:^|[ \t])\[?until[ \t]+([0-9][^ \t\]]*)\]?$`)

// readComment reads a comment that is at an offset of its file.
func readComment(text []byte, offset int) *Suppression {
	s := &Suppression{}
	at := bytes.Index(text, []byte(Marker)) + len(Marker)
	names, reason := text[at:], ""
	split := dash().FindIndex(names)
	if split != nil {
		names, reason = names[:split[0]], string(bytes.TrimSpace(names[split[1]:]))
	}
	s.Names = readNames(names, offset+at, split == nil)
	if day := lastDay().FindStringSubmatchIndex(reason); day != nil {
		s.Until = reason[day[2]:day[3]]
		reason = strings.TrimSpace(reason[:day[0]])
	}
	s.Reason = reason
	return s
}

// readNames returns the words of a list. One that ends with its last comma leaves out the rest of the
// text, which is a reason without its dashes.
func readNames(text []byte, offset int, ends bool) []Name {
	var names []Name
	comma := true
	for i := 0; i < len(text); {
		if c := text[i]; c == ',' || c == ' ' || c == '\t' {
			comma = comma || c == ','
			i++
			continue
		}
		if ends && !comma {
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

// isDay reports whether s is a day of the calendar as year-month-day.
func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// maxYears is the number of years from which on the end of a suppression is none.
const maxYears = 10

// isFar reports whether a day is far behind today, both as year-month-day.
func isFar(day, today string) bool {
	end, err := time.Parse(time.DateOnly, today)
	return err == nil && day > end.AddDate(maxYears, 0, 0).Format(time.DateOnly)
}

// covers reports whether the suppression is about what is at a location, whatever the rule.
func (s *Suppression) covers(loc problem.Location) bool {
	if !s.External {
		return loc.File.Path == s.File.Path && (s.Line == 0 && s.Document.Start <= loc.Span.Start && loc.Span.Start <= s.Document.End ||
			s.Line > 0 && s.coversLine(s.File.Position(loc.Span.Start).Line))
	}
	return (s.Path == "" || source.Matches(s.Path, loc.File.Path)) &&
		(s.Object == "" || inside(loc.Object, s.Object) || inside(reference(loc.Object), s.Object))
}

func (s *Suppression) coversLine(line int) bool {
	return s.Line <= line && line <= max(s.Line, s.Last)
}

// reference returns a logical path as messages refer to the object: without the list that it is in, as
// contoso/crm for contoso/environments/crm.
func reference(object string) string {
	tenant, rest, _ := strings.Cut(object, "/")
	if _, name, ok := strings.Cut(rest, "/"); ok {
		return tenant + "/" + name
	}
	return object
}

// inside reports whether a logical path is another one or goes on from it.
func inside(path, above string) bool {
	above = strings.TrimSuffix(above, "/")
	return len(path) >= len(above) && strings.EqualFold(path[:len(above)], above) && (len(path) == len(above) || path[len(above)] == '/')
}
