package lint_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

const tenantHead = `apiVersion: tenantlint/v1
kind: Tenant
name: contoso
id: 11111111-1111-4111-8111-111111111111
location: europe
domains: [{name: contoso.onmicrosoft.com, isInitial: true}]
administrators: [{userPrincipalName: admin@contoso.onmicrosoft.com, roles: [PowerPlatformAdministrator]}]
`

// lintFiles lints files with the given names.
func lintFiles(t *testing.T, files map[string]string) *result.Run {
	t.Helper()
	overlay := map[string][]byte{}
	for name, text := range files {
		overlay["/"+name] = []byte(text)
	}
	result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Overlay: overlay}})
	if err != nil {
		t.Fatal(err)
	}
	return &result.Run
}

// outline returns for each finding the rule, the locations with their text, and the related locations.
func outline(r *result.Run) []string {
	var all []string
	for _, f := range r.Findings {
		line := f.Rule.ID
		for _, l := range f.Locations {
			line += fmt.Sprintf(" %d<%s>", l.File.Position(l.Span.Start).Line, l.File.Data[l.Span.Start:l.Span.End])
		}
		for _, l := range f.Related {
			line += fmt.Sprintf(" (%d<%s>)", l.File.Position(l.Span.Start).Line, l.File.Data[l.Span.Start:l.Span.End])
		}
		all = append(all, line)
	}
	return all
}

// TestFindingsAtUse checks that a finding is reported where a value is used, with the place where it is written
// as a related location, and that a suppression applies to the use.
func TestFindingsAtUse(t *testing.T) {
	const base = tenantHead + "environments:\n  - &base\n    name: try\n    type: Trial\n    openToTenant: true\n    location: europe\n"
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"merge key", base + "  - <<: *base\n    name: crm\n    stage: production\n", []string{"environment/type-for-stage 14<<<> (16<production>) (11<Trial>)"}},
		{
			"alias", base + "  - name: crm\n    type: &type Trial\n    stage: production\n    openToTenant: true\n  - name: erp\n    type: *type\n    stage: production\n    openToTenant: true\n",
			[]string{"environment/type-for-stage 15<Trial> (16<production>)", "environment/type-for-stage 19<*type> (20<production>) (15<Trial>)"},
		},
		{
			"two uses", base + "  - <<: *base\n    name: crm\n    stage: production\n  - <<: *base\n    name: erp\n    stage: production\n",
			[]string{"environment/type-for-stage 14<<<> (16<production>) (11<Trial>)", "environment/type-for-stage 17<<<> (19<production>) (11<Trial>)"},
		},
		{
			"suppressed at one use", base + "  # tenantlint:ignore environment/type-for-stage -- why\n  - <<: *base\n    name: crm\n    stage: production\n  - <<: *base\n    name: erp\n    stage: production\n",
			[]string{"environment/type-for-stage 18<<<> (20<production>) (11<Trial>)"},
		},
		{"written in place", base + "  - {<<: {type: Trial}, name: crm, stage: production, openToTenant: true}\n", []string{"environment/type-for-stage 14<Trial> (14<production>)"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := lintFiles(t, map[string]string{"a.yaml": tt.text})
			if diff := cmp.Diff(tt.want, outline(r)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			var b bytes.Buffer
			if err := sarif.Write(&b, r, report.Options{}); err != nil {
				t.Fatal(err)
			}
			var log struct {
				Runs []struct {
					Results []json.RawMessage `json:"results"`
				} `json:"runs"`
			}
			if err := json.Unmarshal(b.Bytes(), &log); err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, result := range log.Runs[0].Results {
				if seen[string(result)] {
					t.Errorf("duplicate result: %s", result)
				}
				seen[string(result)] = true
			}
		})
	}
}
