package policies_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/policy/prepared"
)

// TestMain refuses to test policies that have changed since policies.bin was generated: the program runs the latter.
func TestMain(m *testing.M) {
	p, err := prepared.Embedded()
	sources, unread := policy.Digest()
	if err != nil || unread != nil || p.Digest != sources {
		fmt.Fprintln(os.Stderr, "policies.bin is out of date; run: go generate ./...")
		os.Exit(1)
	}
	os.Exit(m.Run())
}
