package report

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// acceptedSummary returns the numbers of findings that the report leaves out, in parentheses and after a space, or "" if
// there are none.
func acceptedSummary(run *result.Run) string {
	var parts []string
	if n := len(run.Suppressed); n > 0 {
		parts = append(parts, fmt.Sprintf("%d suppressed", n))
	}
	if n := len(run.Known); n > 0 {
		parts = append(parts, fmt.Sprintf("%d in the baseline", n))
	}
	if n := len(run.Stale); n > 0 {
		parts = append(parts, wording.Count(n, "stale baseline entry"))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}
