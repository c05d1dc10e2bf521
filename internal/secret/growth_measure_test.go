//go:build measure

package secret

import (
	"math"
	"strings"
	"testing"
	"time"
)

// TestGrowth checks that scanning takes linear time, whatever the text repeats: reading the rest of the text at each
// mark would take sixteen times as long for four times the text. The minimum of several measurements counts.
func TestGrowth(t *testing.T) {
	for _, shape := range []string{
		"a1~8Q~", "a18Q~", "~", "-----BEGIN " + "PRIVATE KEY-----", "-----BEGIN " + "PRIVATE KEY-----\nMII\n", "-----BEGIN RSA ", "-----END ",
		"AZDO", strings.Repeat("a", 76) + "AZDO", "eyJ", "eyJ-aaa-aaa-.", "eyJ-aaa-aaa-.eyJ", "ghp_", "github_pat_", "_", "gh", "sig=", "?sig=", "&sig=aaaa",
		"AccountKey=", "AccountKey = ", "SharedAccessKey=a b", "password=", "password:", "password: \\\"", "pwd:'", "clientsecret\t\t=", "\"\"\"", "= ", ":", "d:", "d \t", strings.Repeat("abcd234567efg", 4) + " ",
	} {
		t.Run(shape, func(t *testing.T) {
			checkGrowth(t, func(size int) func() {
				text := []byte(strings.Repeat(shape, size/len(shape)))
				return func() { Scan(text) }
			})
		})
	}
	t.Run("redacted", func(t *testing.T) {
		checkGrowth(t, func(size int) func() {
			value := strings.Repeat(string(filler), size)
			redact := newRedactor([]string{value + "x", value[:size/2] + ","})
			return func() { redact(value) }
		})
	})
}

func checkGrowth(t *testing.T, prepare func(size int) (run func())) {
	t.Helper()
	measure := func(size int) time.Duration {
		run := prepare(size)
		fastest := time.Duration(math.MaxInt64)
		for range 20 {
			start := time.Now()
			run()
			fastest = min(fastest, time.Since(start))
		}
		return fastest
	}
	short, long := measure(1<<14), measure(1<<16)
	if growth := float64(long) / float64(short); growth > 10 {
		t.Errorf("%s for 16 KiB, %s for 64: %.1f times", short, long, growth)
	}
}
