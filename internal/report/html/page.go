package html

import (
	"cmp"
	"fmt"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/graph"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/wording"
)

const (
	// maxFindings is the maximum number of findings on a page; the most severe ones take precedence.
	maxFindings = 5000
	// maxGroups and maxTenants are the maximum numbers of rule groups and tenants in the overview.
	maxGroups, maxTenants = 8, 8
	// maxListed is the maximum number of rows of most tables.
	maxListed = 1000
)

// page is the data of the template. Strings are plain text; the template escapes them.
type page struct {
	assets

	Title, Origin string
	Levels        []levelCount
	Checked       string
	Fixable       int
	Symbols       template.HTML

	Tenants    []string
	Groups     []groupRow
	MoreGroups hiddenGroups
	Start      []startItem

	Views []view

	Findings                     []findingRow
	All, NotShown                int
	TenantFacet, GroupFacet      []facet
	RuleRows                     []ruleRow
	Outcomes                     []outcome
	Suppressed                   []suppressedRow
	Known                        []tableRow
	KnownMore, Stale             int
	Files                        []fileRow
	FilesMore                    int
	Skipped, Unknown, Notices    []tableRow
	SkippedMore, UnknownMore     int
	SkippedFiles, Links, TooBig  int
	SuppressedCount, UnknownSize int

	// pictureObjects contains, by finding, the keys of objects that exist only in pictures.
	pictureObjects map[int][]string
}

type levelCount struct {
	Level string
	N     int
	Noun  string
}

type groupRow struct {
	Name  string
	Cells []matrixCell
	All   int
}

type matrixCell struct {
	Level, Link, Label string
	N                  int
}

type hiddenGroups struct{ Groups, Findings int }

type startItem struct{ Link, Text, Rest, Code string }

type view struct {
	ID, Title, Short, Summary string
	SVG                       template.HTML
	Table                     graph.Table
}

type facet struct {
	Value string
	N     int
}

type findingRow struct {
	ID, Level, Message, Rule, RuleLink, Title string
	Location, More                            string
	Tenants, Objects                          string
	Fixable, Conflict                         bool
	Excerpts                                  []report.Excerpt
	Fix                                       string
	Notes                                     []string
	Address                                   string
}

type ruleRow struct {
	Anchor, ID, Title, Level, Description, Help, URL string
	State, Symbol, Outcome                           string
	N                                                int
	Sources                                          []rule.Reference
}

type outcome struct {
	State, Symbol, Text string
	N                   int
}

type suppressedRow struct{ Level, Rule, RuleLink, Message, Location, Reason, Until, By string }

type tableRow struct{ A, B, C string }

type fileRow struct{ Path, Kinds string }

// filterLink returns a URL fragment that filters the findings. pairs are alternating keys and values.
func filterLink(pairs ...string) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		parts = append(parts, pairs[i]+"="+url.QueryEscape(pairs[i+1]))
	}
	return "#" + strings.Join(parts, "&")
}

// anchor returns the id of the row of a rule.
func anchor(id string) string { return "r-" + strings.ReplaceAll(id, "/", "-") }

func newPage(run *result.Run, m *graph.Model) *page {
	//nolint:gosec // constant
	p := &page{
		assets:         pageAssets(),
		pictureObjects: map[int][]string{},
		All:            len(run.Findings),
		Symbols:        template.HTML(graph.Symbols()),
	}
	p.heading(run, m)
	p.overview(run, m)
	p.pictures(m)
	p.findings(run, m)
	p.rules(run)
	p.accepted(run)
	p.inputs(run)
	return p
}

// heading sets the title, the origin, and the summary of what was checked and found.
func (p *page) heading(run *result.Run, m *graph.Model) {
	p.Title = "Tenant topology"
	if run.Topology != nil {
		for r := range run.Topology.Rows("topologies") {
			if name := harmless.Text(r.Text("name")); name != "" {
				p.Title = name
			}
			break
		}
	}
	if p.Title == "Tenant topology" && len(m.Tenants) > 0 && m.Tenants[0].Declared {
		p.Title = m.Tenants[0].Name
	}
	origin := []string{report.ToolName + " " + run.Version}
	if r := run.Repository; r != nil && r.Revision != "" {
		commit := "commit " + harmless.Text(r.Revision[:min(len(r.Revision), 7)])
		if r.Branch != "" {
			commit += " on " + harmless.Text(r.Branch)
		}
		origin = append(origin, commit)
	}
	if run.Today != "" {
		origin = append(origin, "as of "+harmless.Text(run.Today))
	}
	p.Origin = strings.Join(origin, " · ")
	counts := [problem.Error + 1]int{}
	for i := range run.Findings {
		counts[run.Findings[i].Level]++
		if run.Findings[i].Fix != nil {
			p.Fixable++
		}
	}
	for _, l := range []problem.Level{problem.Error, problem.Warning, problem.Note} {
		noun := l.String()
		if counts[l] != 1 {
			noun += "s"
		}
		p.Levels = append(p.Levels, levelCount{l.String(), counts[l], noun})
	}
	t := run.Totals
	p.SuppressedCount, p.UnknownSize = len(run.Suppressed), len(run.Unchecked.Fields)
	parts := []string{
		wording.Count(t.Manifests, "manifest") + " in " + wording.Count(t.Files, "file"),
		wording.Count(t.Tenants, "tenant"),
		wording.Count(t.Environments, "environment"),
	}
	p.Checked = "Checked " + strings.Join(parts, ", ") + ", against " + wording.Count(len(run.Rules), "rule")
	if idle := len(run.Unchecked.Rules); idle > 0 {
		p.Checked += fmt.Sprintf(" (%d had nothing to check)", idle)
	}
	p.Checked += "."
}

// overview counts findings by rule group and tenant, and sets the suggestions of where to start.
func (p *page) overview(run *result.Run, m *graph.Model) {
	type key struct{ group, tenant string }
	count, level := map[key]int{}, map[key]problem.Level{}
	type groupTotals struct {
		name        string
		errors, all int
		tenants     map[string]bool
	}
	groups := map[string]*groupTotals{}
	byTenant, byGroup := map[string]int{}, map[string]int{}
	for i := range run.Findings {
		f := &run.Findings[i]
		g := groups[f.Rule.Group]
		if g == nil {
			g = &groupTotals{name: f.Rule.Group, tenants: map[string]bool{}}
			groups[f.Rule.Group] = g
		}
		g.all++
		byGroup[g.name]++
		if f.Level == problem.Error {
			g.errors++
		}
		for _, t := range m.TenantsOf(i) {
			k := key{g.name, t}
			count[k]++
			level[k] = max(level[k], f.Level)
			g.tenants[t] = true
			byTenant[t]++
		}
	}
	all := make([]*groupTotals, 0, len(groups))
	for _, g := range groups {
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b *groupTotals) int {
		return cmp.Or(
			min(1, b.errors)-min(1, a.errors),
			len(b.tenants)-len(a.tenants),
			b.errors-a.errors,
			b.all-a.all,
			strings.Compare(a.name, b.name),
		)
	})
	for _, t := range m.Tenants {
		if !t.Outside && (byTenant[t.Key] > 0 || len(m.Tenants) <= maxTenants) {
			p.Tenants = append(p.Tenants, t.Key)
		}
	}
	if len(p.Tenants) > maxTenants {
		slices.SortStableFunc(p.Tenants, func(a, b string) int { return byTenant[b] - byTenant[a] })
		p.Tenants = p.Tenants[:maxTenants]
	}
	p.Tenants = append(p.Tenants, graph.NoTenant)
	for i, g := range all {
		if i >= maxGroups {
			p.MoreGroups.Groups++
			p.MoreGroups.Findings += g.all
			continue
		}
		row := groupRow{Name: g.name, All: g.all}
		for _, t := range p.Tenants {
			k := key{g.name, t}
			cell := matrixCell{N: count[k]}
			if cell.N > 0 {
				cell.Level = level[k].String()
				cell.Link = filterLink("group", g.name, "tenant", t)
				cell.Label = fmt.Sprintf("%s, %s: %s, most severe: %s", g.name, t, wording.Count(cell.N, "finding"), cell.Level)
			}
			row.Cells = append(row.Cells, cell)
		}
		p.Groups = append(p.Groups, row)
	}
	for _, t := range slices.Sorted(keys(byTenant)) {
		p.TenantFacet = append(p.TenantFacet, facet{t, byTenant[t]})
	}
	slices.SortStableFunc(p.TenantFacet, func(a, b facet) int { return cmp.Or(noTenantLast(a)-noTenantLast(b), b.N-a.N) })
	for _, g := range slices.Sorted(keys(byGroup)) {
		p.GroupFacet = append(p.GroupFacet, facet{g, byGroup[g]})
	}
	slices.SortStableFunc(p.GroupFacet, func(a, b facet) int { return b.N - a.N })
	p.start(run, m)
}

// noTenantLast is a sort key that puts findings without a tenant last.
func noTenantLast(f facet) int {
	if f.Value == graph.NoTenant {
		return 1
	}
	return 0
}

// keys returns an iterator over the keys of a map.
func keys(m map[string]int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// isConflict reports whether a finding is an error that involves two tenants.
func isConflict(f *finding.Finding, tenants []string) bool {
	n := len(tenants)
	if slices.Contains(tenants, graph.NoTenant) {
		n--
	}
	return f.Level == problem.Error && len(f.Locations) > 1 && n > 1
}

// start sets the suggestions of where to start.
func (p *page) start(run *result.Run, m *graph.Model) {
	unreadable := map[string]bool{}
	conflicts := 0
	findingsPerObject := map[string]int{}
	for i := range run.Findings {
		f := &run.Findings[i]
		if f.Rule.Group == "parse" {
			unreadable[f.Locations[0].File.Path] = true
		}
		if isConflict(f, m.TenantsOf(i)) {
			conflicts++
		}
		for _, o := range m.ObjectsOf(i) {
			findingsPerObject[o]++
		}
	}
	if n := len(unreadable); n > 0 {
		p.Start = append(
			p.Start,
			startItem{
				Link: filterLink("group", "parse"),
				Text: wording.Count(n, "file") + " cannot be read as a whole.",
				Rest: "Fix that first: other results for what it declares may be incomplete.",
			},
		)
	}
	if p.Fixable > 0 {
		p.Start = append(
			p.Start,
			startItem{
				Link: filterLink("fix", "1"),
				Text: wording.Count(p.Fixable, "finding") + " can be fixed automatically:",
				Code: "tenantlint fix --write",
			},
		)
	}
	if conflicts > 0 {
		p.Start = append(
			p.Start,
			startItem{
				Link: filterLink("conflict", "1"),
				Text: wording.Count(conflicts, "error") + " between tenants.",
				Rest: "Decide which tenant keeps the object.",
			},
		)
	}
	environment, most := "", 1
	for _, e := range m.Environments {
		if findingsPerObject[e.Key] > most {
			environment, most = e.Key, findingsPerObject[e.Key]
		}
	}
	if environment != "" {
		p.Start = append(
			p.Start,
			startItem{
				Link: filterLink("object", environment),
				Text: "Environment " + environment,
				Rest: "has the most findings: " + strconv.Itoa(most) + ".",
			},
		)
	}
}

// pictures draws the views of the topology.
func (p *page) pictures(m *graph.Model) {
	short := map[graph.View]string{graph.Tenants: "Tenants", graph.Deployments: "Deployments", graph.Data: "Data", graph.Trust: "Trust"}
	descriptions := map[graph.View]string{
		graph.Tenants:     "Environments by stage and location, and which of them have findings",
		graph.Deployments: "How a change moves through stages and tenants",
		graph.Data:        "Where data is stored, where it flows, and where it is allowed",
		graph.Trust:       "Who has access from where, and what tenants allow each other",
	}
	for _, v := range graph.Views() {
		table := m.Table(v)
		table.Rows = table.Rows[:min(len(table.Rows), maxListed)]
		drawing := m.Draw(v, true)
		for _, o := range drawing.Objects { // counts of environments are objects only in the picture
			for _, i := range o.Findings {
				if !slices.Contains(m.ObjectsOf(i), o.Key) {
					p.pictureObjects[i] = append(p.pictureObjects[i], o.Key)
				}
			}
		}
		p.Views = append(p.Views, view{
			ID: string(v), Title: table.Caption, Short: short[v], Summary: descriptions[v],
			SVG: template.HTML(drawing.SVG), Table: table, //nolint:gosec // the drawing escapes what it shows
		})
	}
}

// findings sets the rows of the findings, the most severe first.
func (p *page) findings(run *result.Run, m *graph.Model) {
	shown := make([]int, len(run.Findings))
	for i := range shown {
		shown[i] = i
	}
	slices.SortStableFunc(shown, func(a, b int) int { return int(run.Findings[b].Level) - int(run.Findings[a].Level) })
	if len(shown) > maxFindings {
		p.NotShown = len(shown) - maxFindings
		shown = shown[:maxFindings]
	}
	for _, i := range shown {
		f := &run.Findings[i]
		tenants := m.TenantsOf(i)
		row := findingRow{
			ID: "f-" + f.Fingerprint(
				0,
			),
			Level:    f.Level.String(),
			Message:  harmless.Text(f.Message.String()),
			Rule:     harmless.Text(f.Rule.ID),
			RuleLink: "#" + anchor(f.Rule.ID),
			Title: harmless.Text(
				f.Rule.Title,
			),
			Location: formatLocation(f.Locations[0]),
			Tenants:  strings.Join(tenants, "\n"),
			Objects:  strings.Join(append(m.ObjectsOf(i), p.pictureObjects[i]...), "\n"),
			Fixable:  f.Fix != nil,
			Conflict: isConflict(f, tenants),
			Excerpts: report.Excerpts(f),
			Fix:      harmless.Text(strings.Join(strings.Fields(f.Help.String()), " ")),
			Address:  sourceURL(run.Repository, f.Locations[0]),
		}
		if n := len(f.Locations) - 1; n > 0 {
			row.More = "and " + wording.Count(n, "more location")
		}
		for _, n := range f.Notes {
			row.Notes = append(row.Notes, harmless.Text(n.String()))
		}
		if f.Fix != nil {
			row.Notes = append(row.Notes, "tenantlint fix can do it: "+harmless.Text(f.Fix.Description))
		}
		p.Findings = append(p.Findings, row)
	}
}

// formatLocation returns path:line of a location.
func formatLocation(l problem.Location) string {
	return fmt.Sprintf("%s:%d", harmless.Text(l.File.Path), l.File.Position(l.Span.Start).Line)
}

// sourceURL returns the URL of a location on the code host, or "" if it is not known.
func sourceURL(r *result.Repository, l problem.Location) string {
	if r == nil || r.URL == "" || r.Revision == "" || !strings.HasPrefix(r.URL, "https://github.com/") {
		return ""
	}
	file := path.Join("/", r.Path(l.File.Path))
	return r.URL + "/blob/" + url.PathEscape(
		r.Revision,
	) + (&url.URL{Path: file}).EscapedPath() + fmt.Sprintf(
		"#L%d",
		l.File.Position(l.Span.Start).Line,
	)
}
