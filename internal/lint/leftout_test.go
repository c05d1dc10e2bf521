package lint_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/tier"
)

// entryPattern matches a line of a manifest, or one entry in braces.
var entryPattern = regexp.MustCompile(`(?m)^.*\n|[a-zA-Z]+: [^,\n{}\[\]]+(, )?`)

// TestLeftOut checks that no rule fails if a manifest lacks something: each failing example is checked without one of
// its entries, such as the name of a tenant. Evaluation must not return incomplete findings.
func TestLeftOut(t *testing.T) {
	engine, err := lint.Prepare(lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	i, namePattern := 0, regexp.MustCompile(`^(name|tenant): `)
	for _, data := range examples(t, "policies/*/*/fail/*.yaml") {
		for _, at := range entryPattern.FindAllIndex(data, -1) {
			if i++; !namePattern.Match(data[at[0]:at[1]]) && i%tier.Of(60, 8) > 0 {
				continue
			}
			files := map[string][]byte{"/a.yaml": slices.Concat(data[:at[0]], data[at[1]:])}
			o := lint.Options{Engine: engine, AllowEmpty: true, Workers: 1, Today: "2026-12-31", Find: source.FindOptions{Overlay: files}}
			if _, err := lint.Run(t.Context(), o); err != nil {
				t.Errorf("%v, without %q in\n%s", err, data[at[0]:at[1]], data)
			}
		}
	}
}
