package lint

import (
	"fmt"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

// redactNames redacts credentials in the names of all files that were found and returns a problem for each input whose
// name contains one. Redacted names remain distinct.
func redactNames(found *source.FindResult) []problem.Problem {
	var problems []problem.Problem
	seen := map[string]bool{}
	for i := range found.Inputs {
		in := &found.Inputs[i]
		redacted, p := secret.RedactPath(in.Path)
		if p == nil {
			continue
		}
		for n := 2; seen[redacted]; n++ {
			redacted = fmt.Sprintf("%s (%d)", p.Locations[0].File.Path, n)
		}
		seen[redacted] = true
		in.Path, p.Locations[0].File = redacted, source.NewFile(redacted, nil)
		problems = append(problems, *p)
	}
	for _, skips := range [][]source.Skip{found.Skips, found.ContextSkips} {
		for i := range skips {
			skips[i].Path = secret.Redact(skips[i].Path)
		}
	}
	for i := range found.BrokenLinks {
		found.BrokenLinks[i] = secret.Redact(found.BrokenLinks[i])
	}
	return problems
}
