package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/cli"
	"github.com/tenantlint/tenantlint/internal/filetest"
)

// fingerprints lints files and returns, in order, the rule and tenantlint's own fingerprint of each SARIF result.
func fingerprints(t *testing.T, files map[string]string) []string {
	t.Helper()
	dir := filetest.Dir(t, files)
	var stdout, stderr bytes.Buffer
	code := cli.Main(t.Context(), cli.Env{
		Args: []string{"--format", "sarif", "."}, Dir: dir, Stdin: strings.NewReader(""), Stdout: &stdout,
		Stderr: &stderr, Lookup: func(string) (string, bool) { return "", false },
	})
	if code != cli.Findings {
		t.Fatalf("exit %d: %s", code, stderr.String())
	}
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID              string            `json:"ruleId"`
				PartialFingerprints map[string]string `json:"partialFingerprints"`
			} `json:"results"`
		} `json:"runs"`
	}
	if err := json.Unmarshal(stdout.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range log.Runs[0].Results {
		ids = append(ids, r.RuleID+" "+r.PartialFingerprints["tenantlintIdentity/v1"])
	}
	slices.Sort(ids)
	return ids
}

const (
	head = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nid: 11111111-1111-4111-8111-111111111111\nunknown: [administrators]\ndomains:\n  - {name: contoso.onmicrosoft.com, isInitial: true}\n"
	crm  = "  - name: crm\n    type: Production\n    location: europe\n    openToTenant: true\n"
	hr   = "  - name: hr\n    type: Developer\n    stage: production\n    location: europe\n"
)

// TestStableFingerprints checks that an alert keeps its fingerprint when lines, the order of objects or files change,
// and that a new mistake has a new one.
func TestStableFingerprints(t *testing.T) {
	before := fingerprints(t, map[string]string{"tenants/contoso.yaml": head + "environments:\n" + crm + hr})
	if len(before) < 2 || len(slices.Compact(slices.Clone(before))) != len(before) {
		t.Fatalf("want several findings with distinct fingerprints, got %q", before)
	}
	document := "apiVersion: tenantlint/v1\nkind: Environment\ntenant: contoso\nname: hr\ntype: Developer\nstage: production\nlocation: europe\n"
	for name, files := range map[string]map[string]string{
		"lines inserted":       {"tenants/contoso.yaml": "# a comment\n\n" + head + "\n\nenvironments:\n\n" + crm + "\n" + hr},
		"environments swapped": {"tenants/contoso.yaml": head + "environments:\n" + hr + crm},
		"file moved":           {"moved/to/elsewhere.yml": head + "environments:\n" + crm + hr},
		"object moved":         {"tenants/contoso.yaml": head + "environments:\n" + crm, "environments/hr.yaml": document},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(before, fingerprints(t, files)); diff != "" {
				t.Errorf("fingerprints (-before +after):\n%s", diff)
			}
		})
	}
	more := fingerprints(t, map[string]string{"tenants/contoso.yaml": head + "environments:\n" + crm + hr + strings.Replace(crm, "crm", "erp", 1)})
	if len(more) != len(before)+1 {
		t.Errorf("with one more mistake there are %d fingerprints, before %d", len(more), len(before))
	}
}
