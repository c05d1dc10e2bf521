package manifest

import (
	"fmt"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/tenantlint/tenantlint/internal/source"
)

// tenantManifest returns a manifest of about 2 kB per ten environments.
func tenantManifest(environments int) string {
	var b strings.Builder
	b.WriteString(`# yaml-language-server: $schema=https://raw.githubusercontent.com/tenantlint/tenantlint/main/schema/manifest.schema.json
apiVersion: tenantlint/v1
kind: Tenant
name: contoso-eu
id: 6f1c8a2e-3b7d-4c55-9f0e-1a2b3c4d5e6f
displayName: Contoso Europe
relationship: internal
location: europe
allowedLocations: [europe, france, germany]
domains:
  - name: contoso-eu.onmicrosoft.com
    isInitial: true
    isVerified: true
  - name: contoso.eu # the main one
    isDefault: true
    isVerified: true
    authenticationType: Managed
capacity: {databaseMB: 102400, fileMB: 409600, logMB: 10240}
environments:
`)
	for i := range environments {
		fmt.Fprintf(&b, `  - name: sales-%d
    id: 0a1b2c3d-0000-4000-8000-%012d
    type: Production
    stage: production
    location: europe
    securityGroup: "sales-users"
    dataverse:
      url: https://contoso-sales-%d.crm4.dynamics.com/
      consumption: {databaseMB: %d, fileMB: 2048}
`, i, i, i, 1000+i)
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	lim := DefaultLimits()
	for _, size := range []struct {
		name         string
		environments int
	}{{"2kB", 6}, {"1MB", 3900}} {
		text := []byte(tenantManifest(size.environments))
		b.Run(size.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if r := Parse(source.NewFile("a.yaml", text), lim, false); len(r.Documents) != 1 {
					b.Fatal(r.Problems)
				}
			}
		})
		b.Run(size.name+"/yaml.v3 alone", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				var n yaml.Node
				if err := yaml.Unmarshal(text, &n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCandidate(b *testing.B) {
	text := []byte(strings.ReplaceAll(tenantManifest(3900), "tenantlint/v1", "apps/v1"))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if Candidate(text) {
			b.Fatal("foreign text is a candidate")
		}
	}
}
