package sarif_test

import (
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
)

// TestPrepared makes sure that what is embedded describes the rules as they are.
func TestPrepared(t *testing.T) {
	var want strings.Builder
	for _, r := range policy.Rules() {
		line, err := report.NewLine(sarif.NewRule(r))
		if err != nil {
			t.Fatal(err)
		}
		want.WriteString(string(line) + "\n")
	}
	filetest.Golden(t, "rules.jsonl", want.String(), *update)
}
