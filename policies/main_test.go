package policies_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/policy/prepared"
)

// TestMain tests no policies that have changed since they were prepared: the program runs them as they were.
func TestMain(m *testing.M) {
	p, err := prepared.Embedded()
	sources, unread := policy.Digest()
	if err != nil || unread != nil || p.Digest != sources {
		fmt.Fprintln(os.Stderr, "policies.bin is not made of the policies as they are; run: go generate ./...")
		os.Exit(1)
	}
	os.Exit(m.Run())
}
