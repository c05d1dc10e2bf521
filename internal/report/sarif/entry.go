package sarif

import (
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// entry is a finding with what the results of it say of its being accepted.
type entry struct {
	*finding.Finding

	// showsSuppressions is true if the log shows suppressions, by is the one of this finding, if any.
	showsSuppressions bool
	by                *finding.Suppression
	// state is the one against the baseline, empty where there is none.
	state string
}

// The states of a result against a baseline (3.27.24).
const (
	stateNew       = "new"
	stateUnchanged = "unchanged"
)

// entriesOf returns the findings of a run and, if accepted needs it, then the suppressed ones and those of the
// baseline. A suppressed finding is in no baseline, so its state is that of a new one.
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

// priority orders entries by what a reader must not miss: the open ones by level, then the accepted.
func (e *entry) priority() int {
	if e.by != nil || e.state == stateUnchanged {
		return 0
	}
	return int(e.Level)
}

// suppressions returns what the result of an entry says of its suppression: nothing, none, or the one.
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

// justification is the reason of a suppression, and the day on which it ends.
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

// physicalLocationOf returns the location of a span, with its text and the lines around it.
func (b *builder) physicalLocationOf(file *source.File, span source.Span) physicalLocation {
	r := newRegion(file, span)
	r.Snippet = snippet(file, span.Start, span.End)
	return physicalLocation{
		ArtifactLocation: b.locate(file.Path),
		Region:           &r,
		ContextRegion:    around(file, r),
	}
}
