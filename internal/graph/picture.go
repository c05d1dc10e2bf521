package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// picture is a view as a graph of nodes and edges, for the formats whose renderers do their own layout.
type picture struct {
	view            View
	title, subtitle string
	// empty is the reason why there is nothing to show, counted a notice that nodes are counts or that some are missing;
	// both are empty otherwise.
	empty, counted string
	groups         []group
	edges          []edge
}

// group is a labeled frame around nodes; without an id it is not drawn.
type group struct {
	id, label, note string
	key             string
	marks           Marks
	outside         bool
	nodes           []node
}

// node is a box, or a point where lines meet.
type node struct {
	id, key     string
	label, note string
	stage       string
	marks       Marks
	// kind is "environment", "tenant", "count", "missing", or "joint" for a point where lines meet.
	kind string
	// n is the number of environments in a node of kind "count".
	n       int
	outside bool // for data: outside the allowed locations
}

type edgeKind string

const (
	changeEdge   edgeKind = "change"
	dataEdge     edgeKind = "data"
	trustEdge    edgeKind = "trust"
	conflictEdge edgeKind = "conflict"
)

// edge is a line between two nodes.
type edge struct {
	from, to, label string
	kind            edgeKind
	both, joint     bool
	blocked         bool
	marks           Marks
}

// ids generates node ids by counting, so that no two names can end up with the same id.
type ids map[string]int

func (n ids) next(prefix string) string {
	n[prefix]++
	return prefix + strconv.Itoa(n[prefix])
}

// picture returns the nodes and edges of a view. If whole is set, it never shows counts instead of environments.
func (m *Model) picture(v View, whole bool) *picture {
	p := &picture{view: v, empty: m.empty(v)}
	p.title, p.subtitle = m.heading(v)
	if p.empty != "" {
		return p
	}
	switch v {
	case Deployments:
		m.deploymentPicture(p)
	case Data:
		m.dataPicture(p)
	case Trust:
		m.trustPicture(p)
	default:
		m.tenantPicture(p, whole)
	}
	return p
}

// heading returns the title of a picture, and a subtitle that describes what it shows.
func (m *Model) heading(v View) (title, subtitle string) {
	title, subtitle = v.title()
	if m.Tenant != "" {
		title += " of " + m.Tenant
	}
	if v != Tenants {
		return title, subtitle
	}
	tenants := m.visibleTenants()
	subtitle = count(len(tenants), "tenant") + ", " + count(len(m.Environments), "environment")
	if m.Counted() {
		subtitle = fmt.Sprintf(
			"%s in %s, counted by tenant, stage and location",
			count(len(m.Environments), "environment"),
			count(len(tenants), "tenant"),
		)
	}
	if !m.Marked {
		return title, subtitle
	}
	sign := ", "
	if m.Counted() {
		sign = "; "
	}
	if len(m.Findings) == 0 {
		return title, subtitle + sign + "no findings"
	}
	return title, subtitle + sign + count(len(m.Findings), "finding")
}

// empty returns the reason why a view has nothing to show, or "" if it has.
func (m *Model) empty(v View) string {
	in := " in " + count(m.Manifests, "manifest")
	if m.Tenant != "" {
		in = " of tenant " + strconv.Quote(m.Tenant)
	}
	switch {
	case m.Manifests == 0:
		return "no manifests"
	case v == Tenants && len(m.visibleTenants()) == 0:
		return "no tenants or environments" + in
	case v == Deployments && len(m.Deployments) == 0:
		return "no deployments" + in
	case v == Data && len(m.DataSets) == 0:
		return "no data sets" + in
	case v == Trust && len(m.Relations) == 0 && (!m.Marked || len(m.tenantConflicts()) == 0):
		return "no relations between tenants" + in
	}
	return ""
}

// tenantConflicts merges the conflicts between tenants, including those of their environments, into one for each pair of
// tenants.
func (m *Model) tenantConflicts() []*Conflict {
	joined := map[[2]*Tenant]*Conflict{}
	var all []*Conflict
	for _, c := range m.Conflicts {
		if c.From == c.To {
			continue
		}
		pair := [2]*Tenant{c.From, c.To}
		k := joined[pair]
		if k == nil {
			k = &Conflict{From: c.From, To: c.To}
			joined[pair] = k
			all = append(all, k)
		}
		k.Findings = append(k.Findings, c.Findings...)
	}
	for _, k := range all {
		k.Findings = unique(k.Findings)
	}
	return all
}

// subtitle returns the second line of a tenant.
func (t *Tenant) subtitle() string {
	if t.Outside {
		return "outside the topology"
	}
	if t.Key == strayTenant {
		return "tenants that are not declared"
	}
	parts := []string{t.Key}
	if !t.Declared {
		parts = append(parts, "not declared")
	}
	if t.Location != "" {
		parts = append(parts, t.Location)
	}
	switch {
	case t.Primary:
		parts = append(parts, "primary")
	case t.Relationship == "partner":
		parts = append(parts, "partner")
	}
	return strings.Join(parts, " · ")
}

// subtitle returns the second line of an environment.
func (e *Environment) subtitle() string {
	return strings.Trim(e.Type+" · "+e.Location, " ·")
}

func (m *Model) environmentNode(e *Environment, n ids) node {
	return node{id: n.next("e"), key: e.Key, label: e.Name, note: e.subtitle(), stage: e.Stage, marks: m.Marks(e.Findings), kind: "environment"}
}

func (m *Model) tenantPicture(p *picture, whole bool) {
	n := ids{}
	at := map[*Environment]string{}
	frame := map[*Tenant]string{}
	counted := !whole && m.Counted()
	if counted {
		p.counted = "showing counts; for one tenant in full: tenantlint graph --tenant NAME"
	}
	for _, t := range m.visibleTenants() {
		g := group{id: n.next("t"), key: t.Key, label: t.Name, note: t.subtitle(), marks: m.Marks(t.Findings), outside: !t.Declared}
		frame[t] = g.id
		if counted {
			for _, c := range m.cells(t) {
				g.nodes = append(g.nodes, node{
					id: n.next("c"), key: c.Key, label: cmp.Or(c.location, "location not given"), stage: c.stage, marks: m.Marks(c.Findings),
					kind: "count", n: c.n, note: count(c.n, "environment"),
				})
			}
		} else {
			for _, e := range t.Environments {
				x := m.environmentNode(e, n)
				at[e] = x.id
				g.nodes = append(g.nodes, x)
			}
		}
		p.groups = append(p.groups, g)
	}
	if !m.Marked {
		return
	}
	conflicts := m.Conflicts
	if counted {
		conflicts = m.tenantConflicts()
	}
	for _, c := range conflicts {
		from, to := frame[c.From], frame[c.To]
		if c.FromEnvironment != nil {
			from, to = at[c.FromEnvironment], at[c.ToEnvironment]
		}
		if from == "" || to == "" || from == to {
			continue
		}
		p.edges = append(p.edges, edge{
			from: from, to: to, kind: conflictEdge, marks: m.Marks(c.Findings), joint: true,
			label: m.says(c.Findings, func(s string) bool { return len(s) <= 60 }),
		})
	}
}

// stack is a count of the environments of a tenant that have the same stage and location.
type stack struct {
	Object

	stage, location string
	n               int
}

// cells counts the environments of a tenant by stage and location, in the order of stages; within a stage it sorts by
// the most severe level first, then by size.
func (m *Model) cells(t *Tenant) []*stack {
	by := map[[2]string]*stack{}
	var all []*stack
	for _, e := range t.Environments {
		stage := stages[stageIndex(e.Stage)]
		k := [2]string{stage, e.Location}
		c := by[k]
		if c == nil {
			c = &stack{stage: stage, location: e.Location}
			c.Key = t.Key + " · " + stageName(stage) + " · " + cmp.Or(e.Location, "location not given")
			by[k] = c
			all = append(all, c)
		}
		c.n++
		c.Findings = append(c.Findings, e.Findings...)
	}
	for _, c := range all {
		slices.Sort(c.Findings)
		c.Findings = slices.Compact(c.Findings)
	}
	slices.SortStableFunc(all, func(x, y *stack) int {
		return cmp.Or(
			stageIndex(x.stage)-stageIndex(y.stage),
			int(m.Marks(y.Findings).level())-int(m.Marks(x.Findings).level()),
			y.n-x.n,
			strings.Compare(x.location, y.location),
		)
	})
	return all
}

// subtitle returns the second line of a deployment.
func (d *Deployment) subtitle() string {
	parts := []string{}
	if d.Scenario != "" {
		parts = append(parts, scenarioName(d.Scenario))
	}
	if d.Engine != "" {
		parts = append(parts, d.Engine)
	}
	return strings.Join(parts, " · ")
}

func scenarioName(s string) string {
	if s == "multiTenant" {
		s = "multitenant"
	}
	return s + " scenario"
}

// missing returns the stages that a deployment should have before production but does not, and the counts of the
// findings about its stages.
func (m *Model) missing(d *Deployment) (names []string, marks Marks) {
	has := map[string]bool{}
	for _, s := range d.Stages {
		has[s.Name] = true
	}
	if d.Scenario == "demo" || !has["production"] || has["validation"] || has["test"] {
		return nil, Marks{}
	}
	return []string{"validation", "test"}, m.Marks(d.stageFindings.Findings)
}

func (m *Model) deploymentPicture(p *picture) {
	n := ids{}
	for _, d := range m.Deployments {
		g := group{id: n.next("d"), key: d.Key, label: d.Name, note: d.subtitle(), marks: m.Marks(d.Findings)}
		missing, marks := m.missing(d)
		var before []string
		join := func(to []string) {
			if len(before) > 1 && len(to) > 1 { // n + m lines instead of n * m
				via := n.next("j")
				g.nodes = append(g.nodes, node{id: via, kind: "joint"})
				p.connect(before, []string{via}, edge{kind: changeEdge, joint: true})
				before = []string{via}
			}
			p.connect(before, to, edge{kind: changeEdge})
			if len(to) > 0 {
				before = to
			}
		}
		for _, s := range d.Stages {
			if s.Name == "production" {
				for _, name := range missing {
					x := node{id: n.next("m"), kind: "missing", label: "no " + name + " stage", stage: name, marks: marks}
					g.nodes = append(g.nodes, x)
					join([]string{x.id})
				}
			}
			var to []string
			for _, e := range s.Environments {
				x := m.environmentNode(e, n)
				x.stage = s.Name
				x.label = e.Key
				g.nodes = append(g.nodes, x)
				to = append(to, x.id)
			}
			join(to)
		}
		p.groups = append(p.groups, g)
	}
}

// connect adds a copy of the edge like from each node in from to each node in to.
func (p *picture) connect(from, to []string, like edge) {
	for _, like.from = range from {
		for _, like.to = range to {
			p.edges = append(p.edges, like)
		}
	}
}

func (m *Model) dataPicture(p *picture) {
	n := ids{}
	for _, d := range m.DataSets {
		g := group{id: n.next("s"), key: d.Key, label: d.Name, note: d.kind() + ", " + d.allowed(), marks: m.Marks(d.Findings)}
		at := map[*Step]string{}
		for _, s := range d.Steps {
			x := m.environmentNode(s.Environment, n)
			x.label, x.note, x.outside = s.Environment.Key, s.Environment.Location, s.Outside
			at[s] = x.id
			g.nodes = append(g.nodes, x)
			if s.From != nil {
				p.edges = append(p.edges, edge{from: at[s.From], to: x.id, kind: dataEdge, label: strings.TrimSpace(s.By + " " + s.Of)})
			}
		}
		ends := map[*Environment]string{}
		for _, s := range d.Steps {
			ends[s.Environment] = at[s]
		}
		for _, s := range d.Steps {
			for _, e := range s.Back {
				p.edges = append(p.edges, edge{from: at[s], to: ends[e], kind: dataEdge, label: "back"})
			}
		}
		p.groups = append(p.groups, g)
	}
}

// allowed describes the locations where the data may be stored.
func (d *DataSet) allowed() string {
	if !d.Ruled {
		return "no residency rule"
	}
	return "allowed: " + strings.Join(d.Allowed, ", ")
}

func (m *Model) trustPicture(p *picture) {
	n := ids{}
	at := map[*Tenant]string{}
	for _, t := range m.trustTenants() {
		at[t] = n.next("t")
		p.groups = append(
			p.groups,
			group{
				nodes: []node{
					{
						id:      at[t],
						key:     t.Key,
						label:   t.Name,
						note:    t.subtitle(),
						kind:    "tenant",
						marks:   m.Marks(t.Findings),
						outside: t.Outside || !t.Declared,
					},
				},
			},
		)
	}
	for _, r := range m.Relations {
		p.edges = append(
			p.edges,
			edge{
				from:    at[r.From],
				to:      at[r.To],
				kind:    trustEdge,
				label:   r.Group + ": " + r.Label,
				both:    r.Both,
				joint:   r.Joint,
				blocked: r.Blocked,
				marks:   m.Marks(r.Findings),
			},
		)
	}
	if m.Marked {
		for _, c := range m.tenantConflicts() {
			p.edges = append(p.edges, edge{
				from: at[c.From], to: at[c.To], kind: conflictEdge, joint: true, marks: m.Marks(c.Findings),
				label: m.says(c.Findings, func(s string) bool { return len(s) <= 60 }),
			})
		}
	}
}

// trustTenants returns the tenants of the trust view: the declared ones, and those with a relation or conflict. For a
// single tenant it returns only the latter.
func (m *Model) trustTenants() []*Tenant {
	used := map[*Tenant]bool{}
	for _, r := range m.Relations {
		used[r.From], used[r.To] = true, true
	}
	if m.Marked {
		for _, c := range m.tenantConflicts() {
			used[c.From], used[c.To] = true, true
		}
	}
	return slices.DeleteFunc(slices.Clone(m.Tenants), func(t *Tenant) bool { return !used[t] && (t.Outside || m.Tenant != "" || !t.Declared) })
}
