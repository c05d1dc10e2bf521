package report

import (
	"io"
	"strconv"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
)

// The parts of a Code Quality report that GitLab reads.
type (
	qualityIssue struct {
		Description string          `json:"description"`
		CheckName   string          `json:"check_name"`
		Fingerprint string          `json:"fingerprint"`
		Severity    string          `json:"severity"`
		Location    qualityLocation `json:"location"`
	}
	qualityLocation struct {
		Path  string       `json:"path"`
		Lines qualityLines `json:"lines"`
	}
	qualityLines struct {
		Begin int `json:"begin"`
		End   int `json:"end"`
	}
)

// GitLab writes a run as a Code Quality report, with an issue for each location of a finding. Issues have the fingerprints
// of the locations, so that a merge request does not report findings as new that have only moved.
func GitLab(w io.Writer, run *result.Run, _ Options) error {
	findings := locatedFindings(run.Findings)
	return WriteJSON(w, Items{}, List{"[]", len(findings), func(i int) any {
		f := findings[i]
		at := f.location()
		return qualityIssue{
			Description: f.description(),
			CheckName:   f.Rule.ID,
			Fingerprint: f.Fingerprint(f.index),
			Severity:    qualitySeverity(f.Finding),
			Location: qualityLocation{run.Repository.Path(at.File.Path), qualityLines{
				Begin: f.startLine(),
				End:   at.File.Position(max(at.Span.Start, at.Span.End)).Line,
			}},
		}
	}})
}

// description returns the message of a finding with its suggestion and help, because the widget shows only the description.
func (f locatedFinding) description() string {
	text := f.text()
	if suggestion := f.location().Suggestion; suggestion != "" {
		text += "; did you mean " + strconv.Quote(harmless.Text(suggestion)) + "?"
	}
	if !f.Help.IsZero() {
		text += "; help: " + harmless.Text(oneLine(f.Help.String()))
	}
	return text
}

// qualitySeverity maps a level to a severity of GitLab. An error is major, or critical if the rule is about security;
// blocker is never used.
func qualitySeverity(f *finding.Finding) string {
	switch {
	case f.Level == problem.Error && f.Rule.SecuritySeverity != "":
		return "critical"
	case f.Level == problem.Error:
		return "major"
	case f.Level == problem.Warning:
		return "minor"
	}
	return "info"
}
