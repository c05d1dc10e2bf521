package page

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/markdown"
	"github.com/tenantlint/tenantlint/internal/policy"
)

// dataIntro is what there is to know before the table.
const dataIntro = `# What the rules know of the world

Locations, types, roles, products and the like are data, not code: a file each in this folder, with the documents it was read
from and the day of the youngest of them. ` + "`tenantlint data`" + ` prints the same list. Microsoft adds to most of them; what a table
does not know is never an error. Where a table can be extended, the configuration has a key for it.

<!-- made from the files beside it by: go generate ./... -->

| Table | What it holds | As of | Extended by | Read from |
|---|---|---|---|---|
`

// Data returns the page of the tables of facts.
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
			markdown.Prose(t.About),
			t.Date,
			setting,
			strings.Join(links, " "),
		)
	}
	return b.String()
}
