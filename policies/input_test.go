package policies_test

import (
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/page"
)

// TestInputPage checks INPUT.md against the tables of the input.
func TestInputPage(t *testing.T) {
	filetest.Golden(t, "INPUT.md", page.Input(), *update)
}
