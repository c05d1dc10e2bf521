package report

import (
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// tallied counts findings.
type tallied struct {
	levels [problem.Error + 1]int // findings of each level
	files  int                    // that hold a location of a finding
}

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
