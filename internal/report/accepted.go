package report

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// accepted counts in brackets the findings that the report leaves out, with a blank before them;
// nothing where there are none.
func accepted(run *result.Run) string {
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
