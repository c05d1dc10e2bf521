package report

import "github.com/tenantlint/tenantlint/internal/finding"

// If a file has more than maxSameKind findings of the same kind, a report for people shows shownSameKind of them and
// counts the rest.
const maxSameKind, shownSameKind = 10, 3

// messageKind identifies findings in one file that have the same rule, level and message apart from its values.
type messageKind struct{ rule, level, path, template string }

func kindOf(f *finding.Finding) messageKind {
	return messageKind{f.Rule.ID, f.Level.String(), f.Locations[0].File.Path, f.Message.Template}
}

// collapsed records whether a finding is shown, and how many findings of the same kind are left out after it.
type collapsed struct {
	shown bool
	more  int
}

// collapse returns an entry for each finding.
func collapse(findings []finding.Finding) []collapsed {
	total, seen := map[messageKind]int{}, map[messageKind]int{}
	for i := range findings {
		total[kindOf(&findings[i])]++
	}
	all := make([]collapsed, len(findings))
	for i := range findings {
		kind := kindOf(&findings[i])
		seen[kind]++
		n := total[kind]
		all[i].shown = n <= maxSameKind || seen[kind] <= shownSameKind
		if n > maxSameKind && seen[kind] == shownSameKind {
			all[i].more = n - shownSameKind
		}
	}
	return all
}
