package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Options selects what pictures show.
type Options struct {
	// Findings are the findings of a run; pictures show them if ShowFindings is set.
	Findings     []finding.Finding
	ShowFindings bool
	// PlatformFacts are facts about data residency and connectors; nil if there are none.
	PlatformFacts *policy.PlatformFacts
	// Tenant limits pictures to the tenant of this name, if it is not empty.
	Tenant string
}

// UnknownTenantError reports that Options.Tenant is not in the topology; Known lists the tenants that are.
type UnknownTenantError struct {
	Name  string
	Known []string
}

func (e *UnknownTenantError) Error() string {
	return fmt.Sprintf("no tenant %q in the topology", e.Name)
}

// Build builds the model of a topology. It returns an UnknownTenantError if o.Tenant is not in it.
func Build(t *topology.Topology, o Options) (*Model, error) {
	b := &builder{
		Model:        &Model{Manifests: len(t.Documents), Findings: o.Findings, ShowFindings: o.ShowFindings, Tenant: o.Tenant},
		t:            t,
		facts:        o.PlatformFacts,
		tenants:      map[string]*Tenant{},
		environments: map[string]*Environment{},
	}
	b.addTenantsAndEnvironments()
	b.addDeployments()
	b.addDataSets()
	b.addRelations()
	b.sort()
	if t := b.tenants[o.Tenant]; o.Tenant != "" && (t == nil || t.Outside) {
		e := &UnknownTenantError{Name: o.Tenant}
		for _, t := range b.Tenants {
			if !t.Outside {
				e.Known = append(e.Known, t.Key)
			}
		}
		return nil, e
	}
	b.assignFindings()
	if o.Tenant != "" {
		b.restrictTo(b.tenants[o.Tenant])
	}
	return b.Model, nil
}

// builder holds the state that is needed only while a model is built.
type builder struct {
	*Model

	t            *topology.Topology
	facts        *policy.PlatformFacts
	tenants      map[string]*Tenant
	environments map[string]*Environment
	objectIndex  objectIndex
	isolation    map[string]isolation
	position     map[*Tenant]int // index in Model.Tenants
}

// undeclaredTenant is the key of the placeholder for tenants that environments refer to but no manifest declares. No
// tenant can have this name.
const undeclaredTenant = "?"

// tenant returns the tenant with the given key; it adds one if no manifest declares it.
func (b *builder) tenant(key string) *Tenant {
	if t := b.tenants[key]; t != nil {
		return t
	}
	t := &Tenant{Object: Object{Key: key}, Name: cmp.Or(key, "without a name")}
	if key == undeclaredTenant {
		t.Name = "not declared"
	}
	b.tenants[key] = t
	b.Tenants = append(b.Tenants, t)
	return t
}

// outsideTenant returns the organization with the given name, and marks it as outside the topology unless it is declared
// or has environments.
func (b *builder) outsideTenant(name string) *Tenant {
	t := b.tenant(name)
	if !t.Declared && len(t.Environments) == 0 {
		t.Outside = true
	}
	return t
}

// addTenantsAndEnvironments adds tenants and environments. If several have the same name, the first one wins, as it does
// in the resolution of references.
func (b *builder) addTenantsAndEnvironments() {
	for r := range b.t.Rows("tenants") {
		key := clean(r.Text("name"))
		if b.tenants[key] != nil {
			continue
		}
		t := b.tenant(key)
		t.Declared = true
		t.Name, t.Location, t.Relationship = clean(
			cmp.Or(r.Text("displayName"), key, "without a name"),
		), clean(
			r.Text("location"),
		), clean(
			r.Text("relationship"),
		)
		t.Primary = r.Bool("primary")
		b.objectIndex.add(key, &t.Object)
	}
	for r := range b.t.Rows("environments") {
		name, key := clean(r.Text("name")), clean(r.Text("key"))
		tenant := clean(r.Text("tenant"))
		if name == "" { // invalid by the schema, but the key may still contain the name
			name = cmp.Or(strings.TrimPrefix(key, tenant+"/"), "without a name")
		}
		if key == "" {
			tenant = undeclaredTenant
			key = undeclaredTenant + "/" + name
		} else if tenant == "" {
			tenant, _, _ = strings.Cut(key, "/")
		}
		if b.environments[key] != nil {
			continue
		}
		t := b.tenant(tenant)
		e := &Environment{
			Object: Object{Key: key}, Name: name, Tenant: t, Type: clean(r.Text("type")),
			Stage: clean(r.Text("stage")), Location: clean(cmp.Or(r.Text("location"), r.Text("macroRegion"), r.Text("azureRegion"))),
		}
		b.environments[key] = e
		b.Environments = append(b.Environments, e)
		t.Environments = append(t.Environments, e)
		b.objectIndex.add(strings.TrimPrefix(tenant, undeclaredTenant)+"/environments/"+name, &e.Object)
	}
}

// addDeployments adds the deployments.
func (b *builder) addDeployments() {
	for r := range b.t.Rows("deployments") {
		name := clean(r.Text("name"))
		d := &Deployment{
			Object:   Object{Key: "deployments/" + name},
			Name:     name,
			Scenario: clean(r.Text("scenario")),
			Engine:   clean(r.Text("engine")),
		}
		for o := range r.List("devOps") {
			if t := clean(cmp.Or(o.Text("tenant"), o.Text("organization"))); t != "" {
				d.DevOps = append(d.DevOps, t)
			}
		}
		for s := range r.List("stages") {
			stage := Stage{Name: clean(s.Text("stage"))}
			for ref := range s.List("environments") {
				if e := b.environments[clean(ref.Text("key"))]; e != nil && !slices.Contains(stage.Environments, e) {
					stage.Environments = append(stage.Environments, e)
					if !slices.Contains(e.Deployments, name) {
						e.Deployments = append(e.Deployments, name)
					}
				}
			}
			slices.SortFunc(stage.Environments, func(a, b *Environment) int { return strings.Compare(a.Key, b.Key) })
			d.Stages = append(d.Stages, stage)
		}
		b.Deployments = append(b.Deployments, d)
		b.objectIndex.add(d.Key, &d.Object)
		b.objectIndex.stages.add(d.Key+"/stages", &d.stageFindings)
	}
}

// rank returns the sort rank of a tenant: primary, internal, partner, undeclared, outside the topology.
func (t *Tenant) rank() int {
	switch {
	case t.Outside:
		return 4
	case !t.Declared:
		return 3
	case t.Relationship == "partner":
		return 2
	case t.Primary:
		return 0
	}
	return 1
}

// sort sorts everything by properties of the topology, independent of the order of manifests.
func (b *builder) sort() {
	slices.SortStableFunc(b.Tenants, func(x, y *Tenant) int {
		return cmp.Or(x.rank()-y.rank(), strings.Compare(x.Key, y.Key))
	})
	compareEnvironments := func(x, y *Environment) int {
		return cmp.Or(
			stageIndex(x.Stage)-stageIndex(y.Stage),
			strings.Compare(x.Location, y.Location),
			strings.Compare(x.Name, y.Name),
			strings.Compare(x.Key, y.Key),
		)
	}
	b.Environments = b.Environments[:0]
	for _, t := range b.Tenants {
		slices.SortStableFunc(t.Environments, compareEnvironments)
		b.Environments = append(b.Environments, t.Environments...)
	}
	for _, e := range b.Environments {
		slices.Sort(e.Deployments)
	}
	slices.SortStableFunc(b.Deployments, func(x, y *Deployment) int { return strings.Compare(x.Name, y.Name) })
	slices.SortStableFunc(b.DataSets, func(x, y *DataSet) int {
		ruled := 0
		if x.Restricted != y.Restricted {
			ruled = 1
			if x.Restricted {
				ruled = -1
			}
		}
		return cmp.Or(ruled, y.hops()-x.hops(), strings.Compare(x.Name, y.Name), strings.Compare(x.Key, y.Key))
	})
	position := map[*Tenant]int{}
	for i, t := range b.Tenants {
		position[t] = i
	}
	b.position = position
	slices.SortStableFunc(b.Relations, func(x, y *Relation) int {
		return cmp.Or(
			slices.Index(relationGroups, x.Group)-slices.Index(relationGroups, y.Group),
			position[x.From]-position[y.From],
			position[x.To]-position[y.To],
			strings.Compare(x.Label, y.Label),
			strings.Compare(x.Key, y.Key),
		)
	})
}

// restrictTo removes everything that does not involve tenant t.
func (b *builder) restrictTo(t *Tenant) {
	b.Environments = t.Environments
	inTenant := func(e *Environment) bool { return e.Tenant == t }
	b.Deployments = slices.DeleteFunc(b.Deployments, func(d *Deployment) bool {
		return !slices.ContainsFunc(d.Stages, func(s Stage) bool { return slices.ContainsFunc(s.Environments, inTenant) })
	})
	b.DataSets = slices.DeleteFunc(b.DataSets, func(d *DataSet) bool {
		return !slices.ContainsFunc(d.Steps, func(s *Step) bool { return inTenant(s.Environment) })
	})
	b.Relations = slices.DeleteFunc(b.Relations, func(r *Relation) bool { return r.From != t && r.To != t })
	b.Conflicts = slices.DeleteFunc(b.Conflicts, func(c *Conflict) bool { return c.From != t && c.To != t })
}
