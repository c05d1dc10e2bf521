package report

import (
	"io"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// outputVersion is the version of the JSON report, which schema/output.schema.json describes. It is incremented when a key
// changes its meaning or is removed, but not when one is added.
const outputVersion = 1

// The types of the JSON report. Keys without a value are omitted, except arrays.
type (
	output struct {
		Version   int             `json:"version"`
		Tool      outputTool      `json:"tool"`
		Summary   outputSummary   `json:"summary"`
		Unchecked outputUnchecked `json:"unchecked"`
		Findings  Items           `json:"findings"` // outputFinding
		Notices   []outputNotice  `json:"notices"`
	}
	outputUnchecked struct {
		Rules  []string        `json:"rules"`
		Fields []outputUnknown `json:"fields"`
		Files  []outputSkip    `json:"files"`
	}
	outputUnknown struct {
		Field string         `json:"field"`
		Path  string         `json:"path"`
		Start outputPosition `json:"start"`
		End   outputPosition `json:"end"`
	}
	outputSkip struct {
		Path   string `json:"path"`
		Reason string `json:"reason"`
	}
	outputTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	outputSummary struct {
		Files            int `json:"files"`
		SkippedFiles     int `json:"skippedFiles"`
		Manifests        int `json:"manifests"`
		Tenants          int `json:"tenants"`
		Environments     int `json:"environments"`
		Rules            int `json:"rules"`
		Findings         int `json:"findings"`
		Errors           int `json:"errors"`
		Warnings         int `json:"warnings"`
		Notes            int `json:"notes"`
		FilesWithFinding int `json:"filesWithFindings"`
		Suppressed       int `json:"suppressed"`
		Known            int `json:"inBaseline"`
		Stale            int `json:"staleBaselineEntries"`
	}
	outputFinding struct {
		Rule        string           `json:"rule"`
		Level       string           `json:"level"`
		Message     string           `json:"message"`
		Template    string           `json:"template,omitempty"`
		Params      problem.Args     `json:"params,omitempty"`
		Fingerprint string           `json:"fingerprint,omitempty"`
		Locations   []outputLocation `json:"locations"`
		Related     []outputLocation `json:"related"`
		Notes       []string         `json:"notes"`
		Help        string           `json:"help,omitempty"`
		Source      *outputReference `json:"source,omitempty"`
		HelpURI     string           `json:"helpUri"`
		Fix         *outputFix       `json:"fix,omitempty"`
	}
	outputLocation struct {
		Path        string         `json:"path"`
		Start       outputPosition `json:"start"`
		End         outputPosition `json:"end"`
		Label       string         `json:"label,omitempty"`
		Suggestion  string         `json:"suggestion,omitempty"`
		Object      string         `json:"object,omitempty"`
		Fingerprint string         `json:"fingerprint,omitempty"`
	}
	outputPosition struct {
		Line       int `json:"line"`
		Column     int `json:"column"`
		ByteOffset int `json:"byteOffset"`
	}
	outputReference struct {
		Document string `json:"document"`
		Heading  string `json:"heading,omitempty"`
		URL      string `json:"url,omitempty"`
	}
	outputFix struct {
		Description string         `json:"description"`
		Path        string         `json:"path"`
		Start       outputPosition `json:"start"`
		End         outputPosition `json:"end"`
		Text        string         `json:"text"`
	}
	outputNotice struct {
		Path    string `json:"path,omitempty"`
		Message string `json:"message"`
	}
)

// JSON writes a run as JSON for scripts, according to schema/output.schema.json.
func JSON(w io.Writer, run *result.Run, _ Options) error {
	c := countFindings(run.Findings)
	out := output{
		Version: outputVersion,
		Tool:    outputTool{ToolName, run.Version},
		Summary: outputSummary{
			Files:            run.Totals.Files,
			SkippedFiles:     run.Totals.SkippedFiles,
			Manifests:        run.Totals.Manifests,
			Tenants:          run.Totals.Tenants,
			Environments:     run.Totals.Environments,
			Rules:            len(run.Rules),
			Findings:         len(run.Findings),
			Errors:           c.levels[problem.Error],
			Warnings:         c.levels[problem.Warning],
			Notes:            c.levels[problem.Note],
			FilesWithFinding: c.files,
			Suppressed:       len(run.Suppressed),
			Known:            len(run.Known),
			Stale:            len(run.Stale),
		},
		Unchecked: newOutputUnchecked(&run.Unchecked),
		Notices:   make([]outputNotice, 0, len(run.Notices)),
	}
	for _, n := range run.Notices {
		out.Notices = append(out.Notices, outputNotice(n))
	}
	findings := func(i int) any { return newOutputFinding(&run.Findings[i]) }
	return WriteJSON(w, out, List{`"findings": []`, len(run.Findings), findings})
}

func newOutputUnchecked(u *result.Unchecked) outputUnchecked {
	out := outputUnchecked{Rules: []string{}, Fields: []outputUnknown{}, Files: []outputSkip{}}
	for _, r := range u.Rules {
		out.Rules = append(out.Rules, r.ID)
	}
	for _, f := range u.Fields {
		out.Fields = append(
			out.Fields,
			outputUnknown{f.Name, f.File.Path, newOutputPosition(f.File, f.Span.Start), newOutputPosition(f.File, f.Span.End)},
		)
	}
	for _, s := range u.Files {
		out.Files = append(out.Files, outputSkip{s.Path, s.Reason})
	}
	return out
}

func newOutputFinding(f *finding.Finding) outputFinding {
	out := outputFinding{
		Rule:        f.Rule.ID,
		Level:       f.Level.String(),
		Message:     f.Message.String(),
		Fingerprint: f.Fingerprint(0),
		Locations:   newOutputLocations(f.Locations),
		Related:     newOutputLocations(f.Related),
		Notes:       sentences(f.Notes),
		Help:        f.Help.String(),
		HelpURI:     RuleURL(f.Rule),
	}
	for i := range out.Locations {
		out.Locations[i].Fingerprint = f.Fingerprint(i)
	}
	if f.Message.Args != nil {
		out.Template, out.Params = f.Message.Template, f.Message.Args
	}
	if len(f.Rule.Sources) > 0 {
		reference := outputReference(f.Rule.Sources[0])
		out.Source = &reference
	}
	if f.Fix != nil {
		out.Fix = &outputFix{
			Description: f.Fix.Description,
			Path:        f.Fix.File.Path,
			Start:       newOutputPosition(f.Fix.File, f.Fix.Span.Start),
			End:         newOutputPosition(f.Fix.File, f.Fix.Span.End),
			Text:        f.Fix.Text,
		}
	}
	return out
}

// sentences returns the texts as strings; the result is never nil.
func sentences(texts []problem.Text) []string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = t.String()
	}
	return all
}

func newOutputLocations(locs []problem.Location) []outputLocation {
	out := make([]outputLocation, 0, len(locs))
	for _, loc := range locs {
		out = append(out, outputLocation{
			Path:       loc.File.Path,
			Start:      newOutputPosition(loc.File, loc.Span.Start),
			End:        newOutputPosition(loc.File, loc.Span.End),
			Label:      loc.Caption().String(),
			Suggestion: loc.Suggestion,
			Object:     loc.Object,
		})
	}
	return out
}

func newOutputPosition(file *source.File, offset int) outputPosition {
	p := file.Position(offset)
	return outputPosition{Line: p.Line, Column: p.Column, ByteOffset: offset}
}
