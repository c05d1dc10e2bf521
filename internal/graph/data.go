package graph

import (
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/topology"
)

// transfer is a transfer of data to other environments: a flow of master data, a connection, or a step from one stage of a
// deployment to the next. The environments of a stage share one transfer, so that their number stays linear.
type transfer struct {
	kind, name string
	to         []*Environment
}

// residencyRules finds the locations where data may be stored. Residency rules of the topology override the built-in ones.
type residencyRules struct {
	b        *builder
	override map[[2]string][]string
}

func (b *builder) residencyRules() *residencyRules {
	r := &residencyRules{b: b, override: map[[2]string][]string{}}
	for row := range b.t.Rows("residency") {
		if !row.Unknown("allowedLocations") && !row.Unknown("subjects") {
			key := [2]string{row.Text("class"), row.Text("subjects")}
			r.override[key] = append(r.override[key], row.Texts("allowedLocations")...)
		}
	}
	return r
}

// lookup returns the locations where the data set in row may be stored, and whether a rule restricts them at all.
func (r *residencyRules) lookup(row topology.Row) (allowed []string, restricted bool) {
	if row.Unknown("subjects") || r.b.facts == nil {
		return nil, false
	}
	class := row.Text("class")
	for _, scope := range r.b.facts.Scopes(row.Text("subjects")) {
		if override, ok := r.override[[2]string{class, scope}]; ok {
			override = slices.Clone(override)
			slices.Sort(override)
			return slices.Compact(override), true
		}
		if allowed, ok := r.b.facts.Residency(class, scope); ok {
			return allowed, true
		}
	}
	return nil, false
}

// addDataSets adds the data sets, each with the environments that its data reaches.
func (b *builder) addDataSets() {
	transfers := b.transfers()
	rules := b.residencyRules()
	add := func(row topology.Row, home *Environment, path string) {
		if home == nil {
			return
		}
		d := &DataSet{Name: clean(row.Text("name")), Class: clean(row.Text("class")), Subjects: clean(row.Text("subjects"))}
		d.Key = path + "/data/" + d.Name
		d.Allowed, d.Restricted = rules.lookup(row)
		d.trace(home, transfers)
		b.DataSets = append(b.DataSets, d)
		b.objectIndex.dataSets.add(d.Key, &d.Object)
	}
	for r := range b.t.Rows("environments") {
		e := b.environments[clean(r.Text("key"))]
		for d := range r.List("data") {
			if e != nil {
				add(d, e, e.Tenant.Key+"/environments/"+e.Name)
			}
		}
	}
	for r := range b.t.Rows("masterData") {
		for d := range r.List("data") {
			add(d, b.environments[clean(r.Text("master"))], "masterData/"+clean(r.Text("name")))
		}
	}
}

// transfers returns the transfers out of each environment.
func (b *builder) transfers() map[*Environment][]*transfer {
	out := map[*Environment][]*transfer{}
	add := func(kind, name string, from, to *Environment) {
		if from != nil && to != nil {
			out[from] = append(out[from], &transfer{kind: kind, name: name, to: []*Environment{to}})
		}
	}
	for r := range b.t.Rows("masterData") {
		for f := range r.List("flows") {
			add("master data", clean(r.Text("name")), b.environments[clean(f.Text("from"))], b.environments[clean(f.Text("to"))])
		}
	}
	for r := range b.t.Rows("connections") {
		add("connection", clean(r.Text("connector")), b.environments[clean(r.Text("from"))], b.environments[clean(r.Text("to"))])
	}
	for _, d := range b.Deployments {
		for i := 1; i < len(d.Stages); i++ {
			w := &transfer{kind: "deployment", name: d.Name, to: d.Stages[i].Environments}
			for _, e := range d.Stages[i-1].Environments {
				out[e] = append(out[e], w)
			}
		}
	}
	return out
}

// trace adds a step for every environment that data stored in home reaches. It searches breadth first, so that each
// environment has the fewest possible hops.
func (d *DataSet) trace(home *Environment, transfers map[*Environment][]*transfer) {
	seen := map[*Environment]*Step{}
	used := map[*transfer]bool{}
	visit := func(e *Environment, from *Step, t *transfer) {
		s := &Step{Environment: e, From: from, Outside: d.Restricted && e.Location != "" && !slices.Contains(d.Allowed, e.Location)}
		if from != nil {
			s.Hops, s.TransferKind, s.TransferName = from.Hops+1, t.kind, t.name
		}
		seen[e] = s
		d.Steps = append(d.Steps, s)
	}
	visit(home, nil, nil)
	for i := 0; i < len(d.Steps); i++ { //nolint:intrange // the loop appends to d.Steps
		step := d.Steps[i]
		for _, t := range transfers[step.Environment] {
			if used[t] {
				continue
			}
			used[t] = true
			for _, e := range t.to {
				switch before := seen[e]; {
				case before == nil:
					visit(e, step, t)
				case step.passed(e):
					step.BackTo = append(step.BackTo, e)
				}
			}
		}
	}
}

// passed reports whether e is on the path to s, s included.
func (s *Step) passed(e *Environment) bool {
	for step := s; step != nil; step = step.From {
		if step.Environment == e {
			return true
		}
	}
	return false
}

// kind describes the data: its class, and whose data it is.
func (d *DataSet) kind() string {
	if d.Subjects == "" {
		return d.Class
	}
	return strings.TrimSpace(d.Class + " of " + d.Subjects)
}
