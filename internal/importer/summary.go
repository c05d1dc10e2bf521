package importer

import (
	"fmt"
	"slices"
	"strings"
)

// String returns a short description of the export, for example: graph domains: 4 domains of tenant "contoso".
func (f File) String() string {
	if f.Form == "" {
		return "not recognized: " + f.Reason
	}
	text := fmt.Sprintf("%s: %s%s", f.Form, countNoun(f.Count, f.Noun), tenantPhrase(f.Tenants))
	if f.Partial {
		text += ", a page"
	}
	if !f.Imported {
		text += ", not imported"
	}
	return text
}

func tenantPhrase(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	switch {
	case len(names) == 0:
		return ""
	case len(names) == 1:
		return " of tenant " + quoted[0]
	}
	return " of tenants " + strings.Join(quoted, ", ")
}

// Summary describes exports, with one line for each form and tenant.
func Summary(files []File) []string {
	type group struct {
		file  File
		count int
	}
	groups := map[string]*group{}
	var order []string
	for _, f := range files {
		key := f.Form + "\x00" + strings.Join(f.Tenants, "\x00")
		if f.Form == "" {
			key = "\x00" + f.Reason
		}
		g := groups[key]
		if g == nil {
			g = &group{file: f}
			g.file.Count = 0
			groups[key] = g
			order = append(order, key)
		}
		g.count++
		g.file.Count += f.Count
		g.file.Partial = g.file.Partial || f.Partial
	}
	slices.Sort(order)
	var lines []string
	for _, key := range order {
		g := groups[key]
		where := countNoun(g.count, "file")
		if g.count == 1 {
			where = g.file.Path
		}
		lines = append(lines, where+": "+g.file.String())
	}
	return lines
}
