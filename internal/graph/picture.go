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
	// emptyReason is the reason why there is nothing to show, notice a notice that nodes are counts or that some are
	// missing; both are empty otherwise.
	emptyReason, notice string
	groups              []group
	edges               []edge
}

// group is a labeled frame around nodes; without an id it is not drawn.
type group struct {
	id, label, note string
	key             string
	counts          LevelCounts
	outside         bool
	nodes           []node
}

// node is a box, or a point where lines meet.
type node struct {
	id, key     string
	label, note string
	stage       string
	counts      LevelCounts
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
	from, to, label           string
	kind                      edgeKind
	bidirectional, undirected bool
	blocked                   bool
	counts                    LevelCounts
}

// ids generates node ids by counting, so that no two names can end up with the same id.
type ids map[string]int

func (n ids) next(prefix string) string {
	n[prefix]++
	return prefix + strconv.Itoa(n[prefix])
}

// picture returns the nodes and edges of a view. If full is set, it never shows counts instead of environments.
func (m *Model) picture(v View, full bool) *picture {
	p := &picture{view: v, emptyReason: m.emptyReason(v)}
	p.title, p.subtitle = m.heading(v)
	if p.emptyReason != "" {
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
		m.tenantPicture(p, full)
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
	if m.ShowsCounts() {
		subtitle = fmt.Sprintf(
			"%s in %s, counted by tenant, stage and location",
			count(len(m.Environments), "environment"),
			count(len(tenants), "tenant"),
		)
	}
	if !m.ShowFindings {
		return title, subtitle
	}
	sign := ", "
	if m.ShowsCounts() {
		sign = "; "
	}
	if len(m.Findings) == 0 {
		return title, subtitle + sign + "no findings"
	}
	return title, subtitle + sign + count(len(m.Findings), "finding")
}

// emptyReason returns the reason why a view has nothing to show, or "" if it has.
func (m *Model) emptyReason(v View) string {
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
	case v == Trust && len(m.Relations) == 0 && (!m.ShowFindings || len(m.tenantConflicts()) == 0):
		return "no relations between tenants" + in
	}
	return ""
}

// tenantConflicts merges the conflicts between tenants, including those of their environments, into one for each pair of
// tenants.
func (m *Model) tenantConflicts() []*Conflict {
	byPair := map[[2]*Tenant]*Conflict{}
	var all []*Conflict
	for _, c := range m.Conflicts {
		if c.From == c.To {
			continue
		}
		pair := [2]*Tenant{c.From, c.To}
		k := byPair[pair]
		if k == nil {
			k = &Conflict{From: c.From, To: c.To}
			byPair[pair] = k
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
	if t.Key == undeclaredTenant {
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
	return node{id: n.next("e"), key: e.Key, label: e.Name, note: e.subtitle(), stage: e.Stage, counts: m.CountLevels(e.Findings), kind: "environment"}
}

func (m *Model) tenantPicture(p *picture, full bool) {
	n := ids{}
	nodeID := map[*Environment]string{}
	groupID := map[*Tenant]string{}
	counted := !full && m.ShowsCounts()
	if counted {
		p.notice = "showing counts; for one tenant in full: tenantlint graph --tenant NAME"
	}
	for _, t := range m.visibleTenants() {
		g := group{id: n.next("t"), key: t.Key, label: t.Name, note: t.subtitle(), counts: m.CountLevels(t.Findings), outside: !t.Declared}
		groupID[t] = g.id
		if counted {
			for _, c := range m.buckets(t) {
				g.nodes = append(g.nodes, node{
					id: n.next("c"), key: c.Key, label: cmp.Or(c.location, "location not given"), stage: c.stage, counts: m.CountLevels(c.Findings),
					kind: "count", n: c.n, note: count(c.n, "environment"),
				})
			}
		} else {
			for _, e := range t.Environments {
				x := m.environmentNode(e, n)
				nodeID[e] = x.id
				g.nodes = append(g.nodes, x)
			}
		}
		p.groups = append(p.groups, g)
	}
	if !m.ShowFindings {
		return
	}
	conflicts := m.Conflicts
	if counted {
		conflicts = m.tenantConflicts()
	}
	for _, c := range conflicts {
		from, to := groupID[c.From], groupID[c.To]
		if c.FromEnvironment != nil {
			from, to = nodeID[c.FromEnvironment], nodeID[c.ToEnvironment]
		}
		if from == "" || to == "" || from == to {
			continue
		}
		p.edges = append(p.edges, edge{
			from: from, to: to, kind: conflictEdge, counts: m.CountLevels(c.Findings), undirected: true,
			label: m.conflictLabel(c.Findings, func(s string) bool { return len(s) <= 60 }),
		})
	}
}

// bucket is a count of the environments of a tenant that have the same stage and location.
type bucket struct {
	Object

	stage, location string
	n               int
}

// buckets counts the environments of a tenant by stage and location, in the order of stages; within a stage it sorts by
// the most severe level first, then by size.
func (m *Model) buckets(t *Tenant) []*bucket {
	byKey := map[[2]string]*bucket{}
	var all []*bucket
	for _, e := range t.Environments {
		stage := stages[stageIndex(e.Stage)]
		k := [2]string{stage, e.Location}
		c := byKey[k]
		if c == nil {
			c = &bucket{stage: stage, location: e.Location}
			c.Key = t.Key + " · " + stageName(stage) + " · " + cmp.Or(e.Location, "location not given")
			byKey[k] = c
			all = append(all, c)
		}
		c.n++
		c.Findings = append(c.Findings, e.Findings...)
	}
	for _, c := range all {
		slices.Sort(c.Findings)
		c.Findings = slices.Compact(c.Findings)
	}
	slices.SortStableFunc(all, func(x, y *bucket) int {
		return cmp.Or(
			stageIndex(x.stage)-stageIndex(y.stage),
			int(m.CountLevels(y.Findings).mostSevere())-int(m.CountLevels(x.Findings).mostSevere()),
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

// missingStages returns the stages that a deployment should have before production but does not, and the counts of the
// findings about its stages.
func (m *Model) missingStages(d *Deployment) (names []string, counts LevelCounts) {
	has := map[string]bool{}
	for _, s := range d.Stages {
		has[s.Name] = true
	}
	if d.Scenario == "demo" || !has["production"] || has["validation"] || has["test"] {
		return nil, LevelCounts{}
	}
	return []string{"validation", "test"}, m.CountLevels(d.stageFindings.Findings)
}

func (m *Model) deploymentPicture(p *picture) {
	n := ids{}
	for _, d := range m.Deployments {
		g := group{id: n.next("d"), key: d.Key, label: d.Name, note: d.subtitle(), counts: m.CountLevels(d.Findings)}
		missing, counts := m.missingStages(d)
		var previous []string
		join := func(to []string) {
			if len(previous) > 1 && len(to) > 1 { // n + m lines instead of n * m
				via := n.next("j")
				g.nodes = append(g.nodes, node{id: via, kind: "joint"})
				p.connect(previous, []string{via}, edge{kind: changeEdge, undirected: true})
				previous = []string{via}
			}
			p.connect(previous, to, edge{kind: changeEdge})
			if len(to) > 0 {
				previous = to
			}
		}
		for _, s := range d.Stages {
			if s.Name == "production" {
				for _, name := range missing {
					x := node{id: n.next("m"), kind: "missing", label: "no " + name + " stage", stage: name, counts: counts}
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
		g := group{id: n.next("s"), key: d.Key, label: d.Name, note: d.kind() + ", " + d.allowedText(), counts: m.CountLevels(d.Findings)}
		nodeID := map[*Step]string{}
		for _, s := range d.Steps {
			x := m.environmentNode(s.Environment, n)
			x.label, x.note, x.outside = s.Environment.Key, s.Environment.Location, s.Outside
			nodeID[s] = x.id
			g.nodes = append(g.nodes, x)
			if s.From != nil {
				label := strings.TrimSpace(s.TransferKind + " " + s.TransferName)
				p.edges = append(p.edges, edge{from: nodeID[s.From], to: x.id, kind: dataEdge, label: label})
			}
		}
		lastNode := map[*Environment]string{}
		for _, s := range d.Steps {
			lastNode[s.Environment] = nodeID[s]
		}
		for _, s := range d.Steps {
			for _, e := range s.BackTo {
				p.edges = append(p.edges, edge{from: nodeID[s], to: lastNode[e], kind: dataEdge, label: "back"})
			}
		}
		p.groups = append(p.groups, g)
	}
}

// allowedText describes the locations where the data may be stored.
func (d *DataSet) allowedText() string {
	if !d.Restricted {
		return "no residency rule"
	}
	return "allowed: " + strings.Join(d.Allowed, ", ")
}

func (m *Model) trustPicture(p *picture) {
	n := ids{}
	nodeID := map[*Tenant]string{}
	for _, t := range m.trustTenants() {
		nodeID[t] = n.next("t")
		p.groups = append(
			p.groups,
			group{
				nodes: []node{
					{
						id:      nodeID[t],
						key:     t.Key,
						label:   t.Name,
						note:    t.subtitle(),
						kind:    "tenant",
						counts:  m.CountLevels(t.Findings),
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
				from:          nodeID[r.From],
				to:            nodeID[r.To],
				kind:          trustEdge,
				label:         r.Group + ": " + r.Label,
				bidirectional: r.Bidirectional,
				undirected:    r.Undirected,
				blocked:       r.Blocked,
				counts:        m.CountLevels(r.Findings),
			},
		)
	}
	if m.ShowFindings {
		for _, c := range m.tenantConflicts() {
			p.edges = append(p.edges, edge{
				from: nodeID[c.From], to: nodeID[c.To], kind: conflictEdge, undirected: true, counts: m.CountLevels(c.Findings),
				label: m.conflictLabel(c.Findings, func(s string) bool { return len(s) <= 60 }),
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
	if m.ShowFindings {
		for _, c := range m.tenantConflicts() {
			used[c.From], used[c.To] = true, true
		}
	}
	return slices.DeleteFunc(slices.Clone(m.Tenants), func(t *Tenant) bool { return !used[t] && (t.Outside || m.Tenant != "" || !t.Declared) })
}
