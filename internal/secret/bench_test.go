package secret

import (
	"strings"
	"testing"
)

// BenchmarkScan measures scanning a file without credentials, which happens in every run.
func BenchmarkScan(b *testing.B) {
	text := []byte(strings.Repeat("  - {name: contoso-sales-production, type: Production, id: 11111111-1111-4111-8111-111111111111, owner: ana@contoso.com}\n", 1000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if len(Scan(text)) > 0 {
			b.Fatal("found a credential in a file without any")
		}
	}
}
