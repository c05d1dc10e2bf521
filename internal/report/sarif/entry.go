package sarif

import (
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// entry is a finding with its suppression and baseline state.
type entry struct {
	*finding.Finding

	// showsSuppressions reports whether the log includes suppressions; by is the suppression of this finding, or nil.
	showsSuppressions bool
	by                *finding.Suppression
	// state is the baseline state, or "" if there is no baseline.
	state string
}

// The baseline states of a result (3.27.24).
const (
	stateNew       = "new"
	stateUnchanged = "unchanged"
)

// entriesOf returns the findings of a run and, if accepted is set, the suppressed findings and those in the baseline. A
// baseline does not contain suppressed findings, so their state is new.
func entriesOf(run *result.Run, accepted bool) []entry {
	state := ""
	if run.HasBaseline {
		state = stateNew
	}
	var all []entry
	for i := range run.Findings {
		all = append(all, entry{Finding: &run.Findings[i], showsSuppressions: accepted, state: state})
	}
	if !accepted {
		return all
	}
	for i := range run.Suppressed {
		s := &run.Suppressed[i]
		all = append(all, entry{Finding: &s.Finding, showsSuppressions: true, by: s.By, state: state})
	}
	for i := range run.Known {
		all = append(all, entry{Finding: &run.Known[i], showsSuppressions: true, state: stateUnchanged})
	}
	return all
}

// priority returns the priority of an entry if not all fit: open findings by level, accepted ones last.
func (e *entry) priority() int {
	if e.by != nil || e.state == stateUnchanged {
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
	case e.by == nil:
		return []suppression{}
	}
	s := suppression{Kind: "inSource", Status: "accepted", Justification: justification(e.by)}
	if e.by.External {
		s.Kind = "external"
	}
	if e.by.File != nil {
		s.Location = &location{PhysicalLocation: b.physicalLocationOf(e.by.File, e.by.Span)}
	}
	return []suppression{s}
}

// justification returns the reason of a suppression, and the date on which it expires.
func justification(s *finding.Suppression) string {
	reason := s.Reason
	if s.Until != "" {
		reason += " (until " + s.Until + ")"
	}
	return clip(reason, maxText)
}

// locate returns the artifact location of a file of the run.
func (b *builder) locate(name string) artifactLocation {
	return locate(b.repository.Path(name))
}

// physicalLocationOf returns the location of a span, with snippets of the span and the lines around it.
func (b *builder) physicalLocationOf(file *source.File, span source.Span) physicalLocation {
	r := newRegion(file, span)
	r.Snippet = snippet(file, span.Start, span.End)
	return physicalLocation{
		ArtifactLocation: b.locate(file.Path),
		Region:           &r,
		ContextRegion:    around(file, r),
	}
}
