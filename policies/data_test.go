package policies_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/page"
	"github.com/tenantlint/tenantlint/internal/policy"
)

// TestData checks that each table of facts has sources and a date, and that the page lists the tables.
func TestData(t *testing.T) {
	tables, err := policy.DataTables()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		if table.Summary == "" || len(table.Source) == 0 {
			t.Errorf("data/%s.json: no summary or source", table.Name)
		}
		if _, err := time.Parse(time.DateOnly, table.Date); err != nil {
			t.Errorf("data/%s.json: date %q, want YYYY-MM-DD", table.Name, table.Date)
		}
		for _, url := range table.Source {
			if !strings.HasPrefix(url, "https://") {
				t.Errorf("data/%s.json: source %q is not an https URL", table.Name, url)
			}
		}
	}
	filetest.Golden(t, filepath.Join("data", "README.md"), page.Data(tables), *update)
}
