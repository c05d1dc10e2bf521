package policies_test

import (
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/page"
)

// TestInputPage holds the page of the input to the tables that policies see.
func TestInputPage(t *testing.T) {
	filetest.Golden(t, "INPUT.md", page.Input(), *update)
}
