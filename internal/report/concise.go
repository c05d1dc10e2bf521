package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/result"
)

// Concise writes one line for each finding, in the form that editors and grep understand:
// path:line:col: level: message (also path:line:col) [rule].
func Concise(w io.Writer, run *result.Run, o Options) error {
	run = relativeTo(run, o.Dir)
	b := bufio.NewWriter(w)
	for i := range run.Findings {
		f := &run.Findings[i]
		first := formatLocation(f.Locations[0])
		if strings.HasPrefix(strings.TrimLeft(first, " "), "::") {
			// GitHub Actions executes lines that begin with two colons after optional whitespace.
			first = "./" + first
		}
		_, _ = fmt.Fprintf(b, "%s: %s: %s [%s]\n", first, f.Level, locatedFinding{f, 0}.text(), harmless.Text(f.Rule.ID))
	}
	return b.Flush() // returns the first write error
}
