package policies_test

import (
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/page"
)

// TestInputPage checks the page of the input against the tables that policies see.
func TestInputPage(t *testing.T) {
	filetest.Golden(t, "INPUT.md", page.Input(), *update)
}
