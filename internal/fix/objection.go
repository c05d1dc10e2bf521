package fix

import (
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// place is where a rule found something, as it stands after the edits.
type place struct {
	rule, path string
	offset     int
}

// objection says why edits should not be made, by what is found before and after them: because
// what they repair is still there, or because they bring what is as grave. A policy sees all that it
// evaluates, so whatever its repair brings counts; what the parser and the schema refuse no policy sees, so
// of what comes to light by their repairs only that counts which stands in the place of the repair.
func objection(before, after []finding.Finding, edits []edit, moved map[string]patch) problem.Text {
	known := map[place]int{}
	for i := range before {
		for _, p := range places(&before[i], moved, patch.move) {
			known[p]++
		}
	}
	left := map[place]int{}
	var fresh []*finding.Finding
	for i := range after {
		old := false
		for _, p := range places(&after[i], moved, patch.settle) {
			left[p]++
			old = old || known[p] > 0
		}
		if !old {
			fresh = append(fresh, &after[i])
		}
	}
	for i := range edits {
		for j := range edits[i].findings {
			p := places(&edits[i].findings[j], moved, patch.move)[0]
			if known[p]--; left[p] > known[p] {
				return problem.Literal("the finding would stay")
			}
		}
	}
	for _, f := range fresh {
		for i := range edits {
			if counts(f, &edits[i], moved) {
				return problem.Say("it would bring another finding: {message} [{rule}]", problem.Args{"message": f.Message.String(), "rule": f.Rule.ID})
			}
		}
	}
	return problem.Text{}
}

// counts says whether a finding that was not there before speaks against an edit.
func counts(f *finding.Finding, e *edit, moved map[string]patch) bool {
	repaired := &e.findings[0]
	if f.Level < repaired.Level {
		return false
	}
	if stageOf(repaired.Rule) == lastStage {
		return true
	}
	path := e.fix.File.Path
	start := moved[path].move(e.fix.Span.Start)
	for _, s := range f.Locations {
		if s.File.Path == path && start <= s.Span.Start && s.Span.Start < start+len(e.fix.Text) {
			return true
		}
	}
	return false
}

// places are where a finding shows; to says where an offset of a changed file stands after the edits.
func places(f *finding.Finding, moved map[string]patch, to func(patch, int) int) []place {
	all := make([]place, len(f.Locations))
	for i, s := range f.Locations {
		all[i] = place{f.Rule.ID, s.File.Path, to(moved[s.File.Path], s.Span.Start)}
	}
	return all
}
