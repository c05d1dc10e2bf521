package result

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/wording"
)

// Comparison says how much of the manifests was compared with exports, and what was not.
type Comparison struct {
	// Exports counts the files that were read as exports, Foreign those that are none or are not imported.
	Exports, Foreign int
	// Tenants are those that both sides have, sorted.
	Tenants []string
	// Objects and Fields were compared.
	Objects, Fields int
	// Apart are the fields that the manifests have and no export contains, the most frequent first; Unknown counts
	// those that the manifests list as unknown, Measured those that hold a measurement.
	Apart             []Uncompared
	Unknown, Measured int
	// Quiet counts the environments that the platform made and no manifest declares.
	Quiet int
	// Parts are the lists of which the exports hold a part, in words.
	Parts []string
	// Absent are the lists of the manifests of which no export holds an entry, in words.
	Absent []string
}

// Uncompared is a field that was not compared, and of how many objects.
type Uncompared struct {
	Field   string
	Objects int
}

// shownFields is the number of fields that are named.
const shownFields = 4

// Lines say it in sentences, without a full stop.
func (c *Comparison) Lines() []string {
	tenants := "no tenant"
	if len(c.Tenants) > 0 {
		tenants = wording.Count(len(c.Tenants), "tenant")
	}
	lines := []string{
		fmt.Sprintf(
			"compared %s of %s of %s with %s",
			wording.Count(c.Fields, "field"),
			wording.Count(c.Objects, "object"),
			tenants,
			wording.Count(c.Exports, "export"),
		),
	}
	var not []string
	if n := len(c.Apart); n > 0 {
		all, examples := 0, make([]string, 0, shownFields)
		for i, f := range c.Apart {
			all += f.Objects
			if i < shownFields {
				examples = append(examples, fmt.Sprintf("%s %d", f.Field, f.Objects))
			}
		}
		if n > shownFields {
			examples = append(examples, "and more")
		}
		not = append(not, fmt.Sprintf("%s that no export tells (%s)", wording.Count(all, "field"), strings.Join(examples, ", ")))
	}
	if c.Unknown > 0 {
		not = append(not, fmt.Sprintf("%d unknown in the manifests", c.Unknown))
	}
	if c.Measured > 0 {
		not = append(not, wording.Count(c.Measured, "measurement"))
	}
	if c.Quiet > 0 {
		not = append(not, wording.Count(c.Quiet, "environment")+" that the platform made")
	}
	if len(not) > 0 {
		lines = append(lines, "not compared: "+strings.Join(not, ", "))
	}
	if n := len(c.Absent); n > 0 {
		shown := c.Absent[:min(n, shownFields)]
		more := ""
		if n > shownFields {
			more = fmt.Sprintf(" and %d more lists", n-shownFields)
		}
		lines = append(lines, "no export lists "+strings.Join(shown, ", ")+more)
	}
	return append(lines, c.Parts...)
}
