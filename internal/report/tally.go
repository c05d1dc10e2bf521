package report

import (
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// findingCounts is the result of countFindings.
type findingCounts struct {
	levels [problem.Error + 1]int // number of findings of each level
	files  int                    // number of files with a location of a finding
}

// countFindings counts findings, and the files that they are in.
func countFindings(findings []finding.Finding) findingCounts {
	var c findingCounts
	files := map[string]bool{}
	for i := range findings {
		c.levels[findings[i].Level]++
		for _, loc := range findings[i].Locations {
			files[loc.File.Path] = true
		}
	}
	c.files = len(files)
	return c
}
