package sarif_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
)

// TestPrepared checks that the embedded descriptors of the rules and the kinds of notification are up to date.
func TestPrepared(t *testing.T) {
	descriptors := slices.Clone(sarif.NotificationKinds)
	for _, r := range policy.Rules() {
		descriptors = append(descriptors, sarif.NewRule(r))
	}
	var want strings.Builder
	for _, d := range descriptors {
		line, err := report.EncodeLine(d)
		if err != nil {
			t.Fatal(err)
		}
		want.WriteString(string(line) + "\n")
	}
	filetest.Golden(t, "descriptors.jsonl", want.String(), *update)
}
