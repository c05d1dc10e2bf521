package result

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/wording"
)

// Comparison summarizes what was compared with exports and what was not.
type Comparison struct {
	// Exports is the number of files that were read as exports, Ignored the number of other files: no exports, or not
	// supported.
	Exports, Ignored int
	// Tenants are the tenants on both sides, sorted.
	Tenants []string
	// Objects and Fields are the numbers of objects and fields that were compared.
	Objects, Fields int
	// NotExported are the fields in manifests that no export contains, the most frequent first. Unknown is the number
	// of fields that the manifests list as unknown, Measured the number of those that contain measurements.
	NotExported       []Uncompared
	Unknown, Measured int
	// PlatformCreated is the number of environments that the platform created and no manifest declares.
	PlatformCreated int
	// Partial describes the lists that the exports contain only partially.
	Partial []string
	// Missing describes the lists in manifests of which the exports contain no entry.
	Missing []string
}

// Uncompared is a field that was not compared, and the number of objects that have it.
type Uncompared struct {
	Field   string
	Objects int
}

// shownFields is the largest number of fields and lists that Lines shows.
const shownFields = 4

// Lines returns the summary as sentences without a period.
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
	var notCompared []string
	if n := len(c.NotExported); n > 0 {
		all, examples := 0, make([]string, 0, shownFields)
		for i, f := range c.NotExported {
			all += f.Objects
			if i < shownFields {
				examples = append(examples, fmt.Sprintf("%s %d", f.Field, f.Objects))
			}
		}
		if n > shownFields {
			examples = append(examples, "and more")
		}
		notCompared = append(
			notCompared,
			fmt.Sprintf("%s that no export contains (%s)", wording.Count(all, "field"), strings.Join(examples, ", ")),
		)
	}
	if c.Unknown > 0 {
		notCompared = append(notCompared, fmt.Sprintf("%d unknown in the manifests", c.Unknown))
	}
	if c.Measured > 0 {
		notCompared = append(notCompared, wording.Count(c.Measured, "measurement"))
	}
	if c.PlatformCreated > 0 {
		notCompared = append(notCompared, wording.Count(c.PlatformCreated, "environment")+" created by the platform")
	}
	if len(notCompared) > 0 {
		lines = append(lines, "not compared: "+strings.Join(notCompared, ", "))
	}
	if n := len(c.Missing); n > 0 {
		shown := c.Missing[:min(n, shownFields)]
		more := ""
		if n > shownFields {
			more = fmt.Sprintf(" and %d more lists", n-shownFields)
		}
		lines = append(lines, "no export lists "+strings.Join(shown, ", ")+more)
	}
	return append(lines, c.Partial...)
}
