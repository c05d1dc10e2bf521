package report

import (
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// tallied is the result of tally.
type tallied struct {
	levels [problem.Error + 1]int // number of findings of each level
	files  int                    // number of files with a location of a finding
}

// tally counts findings, and the files that they are in.
func tally(findings []finding.Finding) tallied {
	var c tallied
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
