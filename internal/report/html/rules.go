package html

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
)

// outcomes lists the possible outcomes of a rule, in display order.
var outcomes = []outcome{
	{State: "violated", Symbol: "✕", Text: "violated"},
	{State: "unknown", Symbol: "?", Text: "not evaluated everywhere: unknown"},
	{State: "held", Symbol: "✓", Text: "held"},
	{State: "idle", Symbol: "–", Text: "nothing to check"},
}

// rules sets the rows of the rules, with the outcome of each.
func (p *page) rules(run *result.Run) {
	findings := map[string]int{}
	for i := range run.Findings {
		findings[run.Findings[i].Rule.ID]++
	}
	idle := map[string]bool{}
	for _, r := range run.Unchecked.Rules {
		idle[r.ID] = true
	}
	unknown := map[string]int{}
	for _, f := range run.Unchecked.Fields {
		unknown[f.Name]++
	}
	count := map[string]int{}
	for _, r := range run.AllRules() {
		row := ruleRow{
			Anchor: anchor(r.ID),
			ID:     harmless.Text(r.ID),
			Title:  harmless.Text(r.Title),
			Level:  r.Level.String(),
			N:      findings[r.ID],
			Description: harmless.Text(
				strings.Join(strings.Fields(r.Description), " "),
			),
			Help:    harmless.Text(strings.Join(strings.Fields(r.Help), " ")),
			URL:     report.RuleURL(r),
			Sources: r.Sources,
		}
		var fields []string
		if len(unknown) > 0 {
			for _, name := range policy.RequiredFields(r) {
				if n := unknown[name]; n > 0 {
					fields = append(fields, fmt.Sprintf("%s (%d)", name, n))
				}
			}
		}
		state := 2
		switch {
		case row.N > 0:
			state = 0
		case idle[r.ID]:
			state = 3
		case len(fields) > 0:
			state = 1
		}
		row.State, row.Symbol, row.Outcome = outcomes[state].State, outcomes[state].Symbol, outcomes[state].Text
		if len(fields) > 0 && state < 2 {
			row.Outcome += "; unknown: " + strings.Join(fields, ", ")
			if state == 1 {
				row.Outcome = "not evaluated where unknown: " + strings.Join(fields, ", ")
			}
		}
		count[row.State]++
		p.RuleRows = append(p.RuleRows, row)
	}
	for _, o := range outcomes {
		o.N = count[o.State]
		p.Outcomes = append(p.Outcomes, o)
	}
}

// accepted sets the rows of suppressed findings, with reason and expiry, and of findings in the baseline.
func (p *page) accepted(run *result.Run) {
	for i := range run.Suppressed {
		s := &run.Suppressed[i]
		row := suppressedRow{
			Level:    s.Level.String(),
			Rule:     harmless.Text(s.Rule.ID),
			RuleLink: "#" + anchor(s.Rule.ID),
			Message:  harmless.Text(s.Message.String()),
			Location: formatLocation(s.Locations[0]),
		}
		if s.By != nil {
			row.Reason, row.Until = harmless.Text(s.By.Reason), harmless.Text(s.By.Until)
			if s.By.File != nil {
				row.By = fmt.Sprintf("%s:%d", harmless.Text(s.By.File.Path), s.By.File.Position(s.By.Span.Start).Line)
			}
		}
		p.Suppressed = append(p.Suppressed, row)
	}
	for i := range run.Known {
		if i == maxListed {
			p.KnownMore = len(run.Known) - i
			break
		}
		f := &run.Known[i]
		p.Known = append(p.Known, tableRow{harmless.Text(f.Rule.ID), harmless.Text(f.Message.String()), formatLocation(f.Locations[0])})
	}
	p.Stale = len(run.Stale)
}

// inputs sets the rows of files that were read and skipped, of unknown fields and of notices.
func (p *page) inputs(run *result.Run) {
	kinds := map[string][]string{}
	var paths []string
	if run.Topology != nil {
		for _, d := range run.Topology.Documents {
			file := harmless.Text(d.File.Path)
			if kinds[file] == nil {
				paths = append(paths, file)
			}
			kinds[file] = append(kinds[file], harmless.Text(strings.TrimSpace(d.Kind()+" "+d.Name())))
		}
	}
	slices.Sort(paths)
	for i, file := range paths {
		if i == maxListed {
			p.FilesMore = len(paths) - i
			break
		}
		names := kinds[file]
		text := strings.Join(names[:min(len(names), 10)], ", ")
		if len(names) > 10 {
			text += fmt.Sprintf(" and %d more", len(names)-10)
		}
		p.Files = append(p.Files, fileRow{file, text})
	}
	for i, f := range run.Unchecked.Files {
		if i == maxListed {
			p.SkippedMore = len(run.Unchecked.Files) - i
			break
		}
		p.Skipped = append(p.Skipped, tableRow{A: harmless.Text(f.Path), B: harmless.Text(f.Reason)})
	}
	for _, link := range run.Totals.BrokenLinks {
		p.Skipped = append(p.Skipped, tableRow{A: harmless.Text(link), B: "a broken symbolic link"})
	}
	for i, f := range run.Unchecked.Fields {
		if i == maxListed {
			p.UnknownMore = len(run.Unchecked.Fields) - i
			break
		}
		p.Unknown = append(
			p.Unknown,
			tableRow{
				harmless.Text(f.Name),
				harmless.Text(unknownFieldObject(run, f)),
				fmt.Sprintf("%s:%d", harmless.Text(f.File.Path), f.File.Position(f.Span.Start).Line),
			},
		)
	}
	for _, n := range run.Notices {
		p.Notices = append(p.Notices, tableRow{A: harmless.Text(n.Path), B: harmless.Text(n.Message)})
	}
	p.SkippedFiles, p.Links, p.TooBig = run.Totals.SkippedFiles, run.Totals.Links, run.Totals.TooLarge
}

// unknownFieldObject returns the logical path of the object that lists a field as unknown.
func unknownFieldObject(run *result.Run, f result.UnknownField) string {
	if run.Topology == nil {
		return ""
	}
	object := run.Topology.ObjectAt(f.File, f.Span.Start)
	if i := strings.LastIndex(object, "/unknown"); i >= 0 {
		object = object[:i]
	}
	return object
}
