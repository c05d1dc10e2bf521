package policy

import (
	"io/fs"
	"slices"

	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/policies"
)

// unknownField matches the check in a policy of whether a field is unknown.
var unknownField = pattern.New(`\bunknown(?:\.|\[")([A-Za-z0-9]+)`)

// RequiredFields returns the fields that make a built-in rule skip an object if their value is unknown, sorted. Fields
// that only the library checks are not included. It returns nil for a custom rule.
func RequiredFields(r *rule.Rule) []string {
	if r.Dir != "" {
		return nil
	}
	text, err := fs.ReadFile(policies.FS, r.ID+"/rule.rego")
	if err != nil {
		return nil
	}
	var fields []string
	for _, m := range unknownField().FindAllSubmatch(text, -1) {
		fields = append(fields, string(m[1]))
	}
	slices.Sort(fields)
	return slices.Compact(fields)
}
