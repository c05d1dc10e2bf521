// Package finding holds what the program reports: a problem, judged by its rule and put in order.
package finding

import (
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Finding is one problem with all that a report shows of it.
type Finding struct {
	Rule    *policy.Rule
	Level   source.Level
	Message string
	// Sites are all of equal rank, ordered by path and place; there is at least one.
	Sites []source.Site
	// Related explain the finding; they keep the order the rule gave them.
	Related []source.Site
	Notes   []string
	Help    string
	Fix     *source.Fix
}
