package report

import "github.com/tenantlint/tenantlint/internal/finding"

// Of more than mostEqual findings of one rule in a file that say the same of different values, a report for
// people shows fewEqual and counts the rest.
const maxEqual, shownEqual = 10, 3

// sameKind identifies findings that say the same of different values, in one file.
type sameKind struct{ rule, level, path, template string }

func kindOf(f *finding.Finding) sameKind {
	return sameKind{f.Rule.ID, f.Level.String(), f.Locations[0].File.Path, f.Message.Template}
}

// collapsed says for each finding whether it is shown, and how many that say the same are not shown after it.
type collapsed struct {
	shown bool
	more  int
}

// collapse decides which findings are shown.
func collapse(findings []finding.Finding) []collapsed {
	total, seen := map[sameKind]int{}, map[sameKind]int{}
	for i := range findings {
		total[kindOf(&findings[i])]++
	}
	all := make([]collapsed, len(findings))
	for i := range findings {
		kind := kindOf(&findings[i])
		seen[kind]++
		n := total[kind]
		all[i].shown = n <= maxEqual || seen[kind] <= shownEqual
		if n > maxEqual && seen[kind] == shownEqual {
			all[i].more = n - shownEqual
		}
	}
	return all
}
