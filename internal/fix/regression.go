package fix

import (
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// findingKey identifies a finding by its rule, file and offset after the edits.
type findingKey struct {
	rule, path string
	offset     int
}

// verifyFindings compares the findings before and after edits and returns the reason to reject the edits, if any: a
// repaired finding remains, or a new one is at least as severe. For the finding of a policy, a new finding anywhere
// counts. After the repair of a syntax or schema error, policies evaluate values that were invalid before, so only a
// new finding in the repaired text counts.
func verifyFindings(before, after []finding.Finding, edits []edit, patches map[string]patch) problem.Text {
	known := map[findingKey]int{}
	for i := range before {
		for _, p := range findingKeys(&before[i], patches, patch.newOffset) {
			known[p]++
		}
	}
	remaining := map[findingKey]int{}
	var added []*finding.Finding
	for i := range after {
		old := false
		for _, p := range findingKeys(&after[i], patches, patch.snapOffset) {
			remaining[p]++
			old = old || known[p] > 0
		}
		if !old {
			added = append(added, &after[i])
		}
	}
	for i := range edits {
		for j := range edits[i].findings {
			p := findingKeys(&edits[i].findings[j], patches, patch.newOffset)[0]
			if known[p]--; remaining[p] > known[p] {
				return problem.Literal("the finding would remain")
			}
		}
	}
	for _, f := range added {
		for i := range edits {
			if isRegression(f, &edits[i], patches) {
				return problem.Say("it would cause another finding: {message} [{rule}]", problem.Args{"message": f.Message.String(), "rule": f.Rule.ID})
			}
		}
	}
	return problem.Text{}
}

// isRegression reports whether a new finding is a reason to reject an edit.
func isRegression(f *finding.Finding, e *edit, patches map[string]patch) bool {
	repaired := &e.findings[0]
	if f.Level < repaired.Level {
		return false
	}
	if stageOf(repaired.Rule) == policyStage {
		return true
	}
	path := e.fix.File.Path
	start := patches[path].newOffset(e.fix.Span.Start)
	for _, s := range f.Locations {
		if s.File.Path == path && start <= s.Span.Start && s.Span.Start < start+len(e.fix.Text) {
			return true
		}
	}
	return false
}

// findingKeys returns the key of a finding at each of its locations; mapOffset maps an offset in a changed file to the
// offset after the edits.
func findingKeys(f *finding.Finding, patches map[string]patch, mapOffset func(patch, int) int) []findingKey {
	all := make([]findingKey, len(f.Locations))
	for i, s := range f.Locations {
		all[i] = findingKey{f.Rule.ID, s.File.Path, mapOffset(patches[s.File.Path], s.Span.Start)}
	}
	return all
}
