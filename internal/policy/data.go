package policy

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"

	"github.com/tenantlint/tenantlint/policies"
)

// DataTable is a file of facts that rules look things up in, with where they come from.
type DataTable struct {
	// Name is that of the file, without its ending.
	Name string
	// Summary says in one sentence what it holds.
	Summary string
	// Date is the day, as YYYY-MM-DD, of the youngest document that it was read from.
	Date string
	// Source are the documents.
	Source []string
	// Setting is the key of the configuration that extends it, or "".
	Setting string
}

// settings are the keys of the configuration that extend a table.
var settings = map[string]string{"locations": "locations", "residency": "residency"}

// DataTables returns the tables of facts that the program holds, ordered by name.
func DataTables() ([]DataTable, error) {
	s, err := list(policies.FS)
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
		tables = append(tables, DataTable{Name: name, Summary: t.Summary, Date: t.Date, Source: t.Source, Setting: settings[name]})
	}
	return tables, nil
}
