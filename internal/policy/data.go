package policy

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"

	"github.com/tenantlint/tenantlint/policies"
)

// DataTable describes a data file in which rules look up facts, and its sources.
type DataTable struct {
	// Name is the name of the file without its extension.
	Name string
	// Summary describes the contents in one sentence.
	Summary string
	// Date is the date, as YYYY-MM-DD, of the most recent source document.
	Date string
	// Source lists the documents that the facts were taken from.
	Source []string
	// Setting is the configuration key that extends the table, or "".
	Setting string
}

// tableSettings maps tables to the configuration keys that extend them.
var tableSettings = map[string]string{"locations": "locations", "residency": "residency"}

// DataTables returns the built-in tables of facts, ordered by name.
func DataTables() ([]DataTable, error) {
	s, err := listSources(policies.FS)
	if err != nil {
		return nil, err
	}
	tables := make([]DataTable, 0, len(s.data))
	for _, f := range s.data {
		text, err := fs.ReadFile(policies.FS, f)
		if err != nil {
			return nil, err
		}
		var t struct {
			Summary string   `json:"about"`
			Date    string   `json:"date"`
			Source  []string `json:"source"`
		}
		if err := json.Unmarshal(text, &t); err != nil {
			return nil, &Error{File: f, Message: "is not a table of facts"}
		}
		name := strings.TrimSuffix(path.Base(f), ".json")
		tables = append(tables, DataTable{Name: name, Summary: t.Summary, Date: t.Date, Source: t.Source, Setting: tableSettings[name]})
	}
	return tables, nil
}
