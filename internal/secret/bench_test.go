package secret

import (
	"strings"
	"testing"
)

// BenchmarkScan measures the look at the bytes of a file without credentials, which every run takes.
func BenchmarkScan(b *testing.B) {
	text := []byte(strings.Repeat("  - {name: contoso-sales-production, type: Production, id: 11111111-1111-4111-8111-111111111111, owner: ana@contoso.com}\n", 1000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if len(Scan(text)) > 0 {
			b.Fatal("something was found")
		}
	}
}
