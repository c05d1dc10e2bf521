package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/page"
	"github.com/tenantlint/tenantlint/internal/policy"
)

// data is the command that lists the data tables of the rules and their dates.
func (s *session) data(ctx *cli.Context) error {
	tables, err := policy.DataTables()
	if err != nil {
		return err
	}
	switch ctx.String("format") {
	case "json":
		return s.print(func(w io.Writer) error { return dataJSON(w, tables) })
	case "markdown":
		return s.print(func(w io.Writer) error {
			_, err := io.WriteString(w, page.Data(tables))
			return err
		})
	}
	return s.print(func(w io.Writer) error { return dataText(w, tables) })
}

// dataText writes name, date and summary of the tables in aligned columns.
func dataText(w io.Writer, tables []policy.DataTable) error {
	widest := 0
	for _, t := range tables {
		widest = max(widest, len(t.Name))
	}
	var b strings.Builder
	for _, t := range tables {
		summary := t.Summary
		if t.Setting != "" {
			summary += fmt.Sprintf(" (extend with %q in .tenantlint.yaml)", t.Setting)
		}
		fmt.Fprintf(&b, "%-*s  %s  %s\n", widest, t.Name, t.Date, summary)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// jsonTable is one table of "data --format json"; all keys are always present.
type jsonTable struct {
	Name    string   `json:"name"`
	Summary string   `json:"about"`
	Date    string   `json:"date"`
	Setting string   `json:"setting"`
	Source  []string `json:"source"`
}

func dataJSON(w io.Writer, tables []policy.DataTable) error {
	all := make([]jsonTable, 0, len(tables))
	for _, t := range tables {
		all = append(all, jsonTable{t.Name, t.Summary, t.Date, t.Setting, append([]string{}, t.Source...)})
	}
	return harmless.Encode(w, all)
}
