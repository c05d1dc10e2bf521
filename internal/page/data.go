package page

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/markdown"
	"github.com/tenantlint/tenantlint/internal/policy"
)

// dataIntro is the text above the table.
const dataIntro = `# Data tables of the rules

Locations, types, roles, products and the like are data, not code: each file in this folder is one table, with the documents
that it was taken from and the date of the newest of them. ` + "`tenantlint data`" + ` prints the same list. Microsoft extends most of
these lists, so a value that is not in a table is never an error. If a table can be extended, the column names the key of the
configuration.

<!-- generated from the files in this folder by: go generate ./... -->

| Table | Content | As of | Extended by | Sources |
|---|---|---|---|---|
`

// Data returns the page on the data tables.
func Data(tables []policy.DataTable) string {
	var b strings.Builder
	b.WriteString(dataIntro)
	for _, t := range tables {
		setting := ""
		if t.Setting != "" {
			setting = markdown.Code(t.Setting)
		}
		links := make([]string, len(t.Source))
		for i, url := range t.Source {
			links[i] = fmt.Sprintf("[%d](%s)", i+1, url)
		}
		fmt.Fprintf(
			&b,
			"| [%s](%s.json) | %s | %s | %s | %s |\n",
			t.Name,
			t.Name,
			markdown.Prose(t.Summary),
			t.Date,
			setting,
			strings.Join(links, " "),
		)
	}
	return b.String()
}
