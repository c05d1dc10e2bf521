package policy

import (
	"io/fs"
	"slices"

	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/policies"
)

// unknownField is how a policy checks whether a field is unknown.
var unknownField = pattern.New(`\bunknown(?:\.|\[")([A-Za-z0-9]+)`)

// Abstains returns the fields without which a rule of the program says nothing about an object, sorted; what its
// library needs is not among them. Of a rule that the user wrote nothing is known.
func Abstains(r *rule.Rule) []string {
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
