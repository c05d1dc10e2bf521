package importer_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/tenantlint/tenantlint/internal/importer"
)

// estate returns an export of n environments with all fields that the service returns.
func estate(environments int) []importer.Export {
	var b bytes.Buffer
	b.WriteString(`{"value": [`)
	for i := range environments {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id": "/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/e0e00000-0000-4b00-8b00-%012d",
			"type": "Microsoft.BusinessAppPlatform/scopes/environments", "location": "europe", "name": "e0e00000-0000-4b00-8b00-%012d", "properties": {
			"tenantId": "5a1f0000-1111-4c00-8a00-000000000001", "azureRegion": "westeurope", "displayName": "Team %d", "description": "", "createdTime": "2025-04-01T08:00:00Z",
			"createdBy": {"id": "SYSTEM", "displayName": "SYSTEM", "type": "NotSpecified"}, "provisioningState": "Succeeded", "creationType": "User", "environmentSku": "Sandbox", "isDefault": false,
			"capacity": [{"capacityType": "Database", "actualConsumption": 1392.68, "ratedConsumption": 1392.68, "capacityUnit": "MB"}, {"capacityType": "File", "actualConsumption": 15.5}, {"capacityType": "Log", "actualConsumption": 1}],
			"clientUris": {"admin": "https://admin.example/environments/%d/hub", "maker": "https://make.example/environments/%d/home"}, "databaseType": "CommonDataService",
			"linkedEnvironmentMetadata": {"resourceId": "0f0f0000-0000-4b00-8b00-%012d", "friendlyName": "Team %d", "uniqueName": "unq%d", "domainName": "team-%d", "version": "9.2", "instanceUrl": "https://team-%d.crm4.dynamics.com/",
			"instanceApiUrl": "https://team-%d.api.crm4.dynamics.com", "baseLanguage": 1033, "instanceState": "Ready", "securityGroupId": "90900000-0000-4b00-8b00-%012d"},
			"states": {"management": {"id": "Ready"}, "runtime": {"id": "Enabled"}}, "bingChatEnabled": false, "copilotPolicies": {"crossGeoCopilotDataMovementEnabled": false},
			"protectionStatus": {"keyManagedBy": "Microsoft"}, "connectedGroups": [], "governanceConfiguration": {"protectionLevel": "Basic"}}}`, i, i, i, i, i, i, i, i, i, i, i, i%100)
	}
	b.WriteString("]}")
	return []importer.Export{{Path: "environments.json", Data: b.Bytes()}}
}

// BenchmarkImport imports estates of different sizes; the time per environment should be constant.
func BenchmarkImport(b *testing.B) {
	for _, environments := range []int{100, 1_000, 10_000} {
		exports := estate(environments)
		b.Run(fmt.Sprint(environments), func(b *testing.B) {
			b.SetBytes(int64(len(exports[0].Data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := importer.Import(exports, importer.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkUpdate imports an estate again into the manifests that were imported from it.
func BenchmarkUpdate(b *testing.B) {
	for _, environments := range []int{100, 1_000, 10_000} {
		r, err := importer.Import(estate(environments), importer.Options{})
		if err != nil {
			b.Fatal(err)
		}
		var existing []importer.Export
		for _, m := range r.Manifests {
			existing = append(existing, manifestFiles(m)...)
		}
		b.Run(fmt.Sprint(environments), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if changes, _, err := importer.Update(existing, r, importer.Options{}, false); err != nil || len(changes) > 0 {
					b.Fatal(len(changes), err)
				}
			}
		})
	}
}

// TestLargeEstate checks that manifests with ten thousand environments can be read again.
func TestLargeEstate(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a second")
	}
	r, err := importer.Import(estate(10_000), importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var existing []importer.Export
	texts := map[string][]byte{}
	for _, m := range r.Manifests {
		existing = append(existing, manifestFiles(m)...)
	}
	for _, e := range existing {
		texts[e.Path] = e.Data
	}
	if problems := lint(texts); len(problems) > 0 || len(texts) != 4 {
		t.Fatal(len(texts), problems[0].Message)
	}
	if changes, notes, err := importer.Update(existing, r, importer.Options{}, false); len(changes) > 0 || len(notes) > 0 || err != nil {
		t.Fatal(len(changes), notes, err)
	}
}

// manifestFiles returns the files that a manifest is written to.
func manifestFiles(m importer.Manifest) []importer.Export {
	all := []importer.Export{{Path: m.Name + ".yaml", Data: m.Text}}
	for i, part := range m.Parts {
		all = append(all, importer.Export{Path: fmt.Sprintf("%s-environments-%d.yaml", m.Name, i+1), Data: part})
	}
	return all
}
