package report

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// listedPlaces is the number of places up to which a list names each.
const listedPlaces = 10

// place returns path:line:col of the first byte of a site, columns in characters.
func place(site problem.Location) string {
	p := site.File.Position(site.Span.Start)
	return fmt.Sprintf("%s:%d:%d", harmless.Text(site.File.Path), p.Line, p.Column)
}

// places lists sites, and says how many more there are where they are too many to list.
func places(sites []problem.Location) string { return listing(sites, len(sites)) }

// listing lists the first of so many sites.
func listing(first []problem.Location, all int) string {
	first = first[:min(len(first), listedPlaces)]
	names := make([]string, 0, len(first))
	for _, site := range first {
		names = append(names, place(site))
	}
	list := strings.Join(names, ", ")
	if rest := all - len(first); rest > 0 {
		list += fmt.Sprintf(" and %d more", rest)
	}
	return list
}
