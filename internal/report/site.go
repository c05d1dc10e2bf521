package report

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// siteOf is a finding at one of its sites.
type siteOf struct {
	*finding.Finding

	site int
}

// at returns the site.
func (s siteOf) at() problem.Location { return s.Locations[s.site] }

// line returns the line on which the site begins.
func (s siteOf) line() int { return s.at().File.Position(s.at().Span.Start).Line }

// others lists the other sites, as places does. It looks at no more of them than it lists: every site of
// a finding may ask for its others.
func (s siteOf) others() string {
	first := s.Locations[:min(len(s.Locations), listedPlaces+1)]
	if s.site < len(first) {
		first = slices.Concat(first[:s.site], first[s.site+1:])
	}
	return listing(first, len(s.Locations)-1)
}

// text says what the finding says, and in brackets where else.
func (s siteOf) text() string {
	if len(s.Locations) == 1 {
		return harmless.Text(s.Message.String())
	}
	return harmless.Text(s.Message.String()) + " (also " + s.others() + ")"
}

// trailer are the lines that follow the message where there is room for several.
func (s siteOf) trailer() []string {
	var lines []string
	for _, note := range s.Notes {
		lines = append(lines, "note: "+harmless.Text(note.String()))
	}
	if !s.Help.IsZero() {
		lines = append(lines, "help: "+harmless.Text(oneLine(s.Help.String())))
	}
	return lines
}

// sitesOf returns every finding at each of its sites, in order.
func sitesOf(findings []finding.Finding) []siteOf {
	var all []siteOf
	for i := range findings {
		for site := range findings[i].Locations {
			all = append(all, siteOf{&findings[i], site})
		}
	}
	return all
}
