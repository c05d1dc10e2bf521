package sarif

import (
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// entry is a finding with its suppression and baseline state.
type entry struct {
	*finding.Finding

	// showsSuppressions reports whether the log includes suppressions; suppression is the one of this finding, or nil.
	showsSuppressions bool
	suppression       *finding.Suppression
	// baselineState is the baseline state, or "" if there is no baseline.
	baselineState string
}

// The baseline states of a result (3.27.24).
const (
	stateNew       = "new"
	stateUnchanged = "unchanged"
)

// newEntries returns the findings of a run and, if accepted is set, the suppressed findings and those in the baseline. A
// baseline does not contain suppressed findings, so their state is new.
func newEntries(run *result.Run, accepted bool) []entry {
	state := ""
	if run.HasBaseline {
		state = stateNew
	}
	var all []entry
	for i := range run.Findings {
		all = append(all, entry{Finding: &run.Findings[i], showsSuppressions: accepted, baselineState: state})
	}
	if !accepted {
		return all
	}
	for i := range run.Suppressed {
		s := &run.Suppressed[i]
		all = append(all, entry{Finding: &s.Finding, showsSuppressions: true, suppression: s.By, baselineState: state})
	}
	for i := range run.Known {
		all = append(all, entry{Finding: &run.Known[i], showsSuppressions: true, baselineState: stateUnchanged})
	}
	return all
}

// priority returns the priority of an entry if not all fit: open findings by level, accepted ones last.
func (e *entry) priority() int {
	if e.suppression != nil || e.baselineState == stateUnchanged {
		return 0
	}
	return int(e.Level)
}

// suppressions returns the suppressions of a result: nil if the log does not include them, otherwise a list with at most
// one.
func (b *builder) suppressions(e *entry) []suppression {
	switch {
	case !e.showsSuppressions:
		return nil
	case e.suppression == nil:
		return []suppression{}
	}
	s := suppression{Kind: "inSource", Status: "accepted", Justification: justification(e.suppression)}
	if e.suppression.External {
		s.Kind = "external"
	}
	if e.suppression.File != nil {
		s.Location = &location{PhysicalLocation: b.newPhysicalLocation(e.suppression.File, e.suppression.Span)}
	}
	return []suppression{s}
}

// justification returns the reason of a suppression, and the date on which it expires.
func justification(s *finding.Suppression) string {
	reason := s.Reason
	if s.Until != "" {
		reason += " (until " + s.Until + ")"
	}
	return truncate(reason, maxText)
}

// artifact returns the artifact location of a file of the run.
func (b *builder) artifact(name string) artifactLocation {
	return newArtifactLocation(b.repository.Path(name))
}

// newPhysicalLocation returns the location of a span, with snippets of the span and the lines around it.
func (b *builder) newPhysicalLocation(file *source.File, span source.Span) physicalLocation {
	r := newRegion(file, span)
	r.Snippet = snippet(file, span.Start, span.End)
	return physicalLocation{
		ArtifactLocation: b.artifact(file.Path),
		Region:           &r,
		ContextRegion:    contextRegion(file, r),
	}
}
