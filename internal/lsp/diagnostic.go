package lsp

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
)

// maxRelated is the maximum number of other locations that a diagnostic lists, to keep a conflict between a thousand
// files readable.
const maxRelated = 10

// severities are the severities of the protocol.
var severities = map[problem.Level]int{problem.Error: 1, problem.Warning: 2, problem.Note: 3}

// diagnose assigns the findings, and the problems of the configuration, to the files in which they are shown.
func (s *server) diagnose(st *state) {
	for _, p := range st.config {
		for i, loc := range p.Locations {
			d := s.diagnostic(st, p.Locations, i, p.Related, text{p.Message.String(), loc.Caption().String(), p.Notes, p.Help.String()})
			d.Severity, d.Code = severities[problem.Error], "config"
			uri := st.uri(loc.File)
			st.published[uri] = append(st.published[uri], publishedFinding{diagnostic: d, loc: loc})
		}
	}
	if st.result == nil {
		return
	}
	for _, path := range slices.Sorted(maps.Keys(st.unparsed)) {
		for i := range st.unparsed[path] {
			f := &st.unparsed[path][i]
			uri := st.uri(f.Locations[0].File)
			st.published[uri] = append(st.published[uri], publishedFinding{s.finding(st, f, 0), f, f.Locations[0]})
		}
	}
	findings := st.result.Run.Findings
	for i := range findings {
		f := &findings[i]
		for j, loc := range f.Locations {
			if st.isUnparsed(loc.File) {
				continue // refers to an earlier text
			}
			uri := st.uri(loc.File)
			st.published[uri] = append(st.published[uri], publishedFinding{s.finding(st, f, j), f, loc})
		}
	}
	for _, all := range st.published {
		slices.SortStableFunc(all, func(a, b publishedFinding) int { return compare(a.Range.Start, b.Range.Start) })
	}
}

// finding returns the diagnostic of a finding at one of its locations.
func (s *server) finding(st *state, f *finding.Finding, loc int) diagnostic {
	d := s.diagnostic(
		st,
		f.Locations,
		loc,
		f.Related,
		text{f.Message.String(), f.Locations[loc].Caption().String(), f.Notes, f.Help.String()},
	)
	d.Severity, d.Code = severities[f.Level], f.Rule.ID
	if url := report.RuleURL(f.Rule); url != "" && s.client.TextDocument.PublishDiagnostics.CodeDescriptionSupport {
		d.CodeDescription = &codeDescription{url}
	}
	return d
}

// text contains the lines of a diagnostic's message.
type text struct {
	message, label string
	notes          []problem.Text
	help           string
}

func (t text) String() string {
	lines := []string{t.message}
	if t.label != "" {
		lines = append(lines, t.label)
	}
	for _, note := range t.notes {
		lines = append(lines, "note: "+note.String())
	}
	if t.help != "" {
		lines = append(lines, "help: "+t.help)
	}
	return strings.Join(lines, "\n")
}

// diagnostic returns the diagnostic for one of several locations, with links to the others.
func (s *server) diagnostic(st *state, locs []problem.Location, loc int, explain []problem.Location, t text) diagnostic {
	at := locs[loc]
	others := slices.Concat(locs[:loc], locs[loc+1:])
	more := max(0, len(others)-maxRelated)
	others = others[:len(others)-more]
	links := s.client.TextDocument.PublishDiagnostics.RelatedInformation
	if !links && len(others) > 0 {
		labels := make([]string, len(others))
		for i, other := range others {
			p := other.File.Position(other.Span.Start)
			labels[i] = fmt.Sprintf("%s:%d:%d", other.File.Path, p.Line, p.Column)
		}
		t.notes = append(slices.Clip(t.notes), problem.Literal("also at "+strings.Join(labels, ", ")))
	}
	if more > 0 {
		t.notes = append(slices.Clip(t.notes), problem.Literal(fmt.Sprintf("and at %d more locations", more)))
	}
	d := diagnostic{Range: s.encoding.toRange(at.File, at.Span), Source: report.ToolName, Message: t.String()}
	if links {
		for _, other := range others {
			d.RelatedInformation = append(d.RelatedInformation, s.related(st, other, "and here"))
		}
		for _, other := range explain[:min(len(explain), maxRelated)] {
			d.RelatedInformation = append(d.RelatedInformation, s.related(st, other, "see here"))
		}
	}
	return d
}

// related returns a link to a location. what describes the location if it has no label of its own.
func (s *server) related(st *state, loc problem.Location, what string) relatedInformation {
	if !loc.Caption().IsZero() {
		what = loc.Caption().String()
	}
	return relatedInformation{location{st.uri(loc.File), s.encoding.toRange(loc.File, loc.Span)}, what}
}
