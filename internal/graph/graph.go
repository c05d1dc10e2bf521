// Package graph turns a topology into pictures: what there is, how a change moves, where data goes, and who
// trusts whom. The model is neutral; each format writes it in a file of its own, and a picture is the same
// bytes for the same topology. It evaluates nothing: what is wrong comes to it as findings.
package graph

import (
	"cmp"
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// View is one question that a picture answers.
type View string

// The views.
const (
	Tenants     View = "tenants"
	Deployments View = "deployments"
	Data        View = "data"
	Trust       View = "trust"
)

// Views are all views in their order; the first one is the default.
func Views() []View { return []View{Tenants, Deployments, Data, Trust} }

// title returns the title of a view and what it shows.
func (v View) title() (title, subtitle string) {
	switch v {
	case Deployments:
		return "Deployments", "how a change moves through stages and tenants"
	case Data:
		return "Data", "where data is stored, where it flows, and where it is allowed"
	case Trust:
		return "Trust", "who has access from where, and what tenants allow each other"
	default:
		return "Tenants and environments", ""
	}
}

// The sizes up to which a picture shows everything; a larger topology is counted.
const (
	maxEnvironments = 60
	maxTenants      = 8
	maxInStage      = 12
)

// stages are all stages in the order of a pipeline; the last one is none.
var stages = []string{"development", "validation", "test", "production", "training", "host", "other", ""}

// stageIndex returns where a stage is in the pipeline; an unknown one counts as other.
func stageIndex(stage string) int {
	if i := slices.Index(stages, stage); i >= 0 {
		return i
	}
	return len(stages) - 2
}

// stageName returns what a picture calls a stage.
func stageName(stage string) string { return cmp.Or(stage, "no stage") }

// Object is what findings are about and a picture shows.
type Object struct {
	// Key is what people call it: contoso, contoso/crm, deployments/enterprise.
	Key string
	// Findings are indexes into those of the model, ascending, each once.
	Findings []int
}

// Tenant is a tenant, or an organization outside the topology.
type Tenant struct {
	Object

	Name, Location, Relationship string
	Primary                      bool
	// Declared is true if a manifest declares it, Outside that it is named and not part of the topology.
	Declared, Outside bool
	Environments      []*Environment
}

// Environment is an environment of a tenant.
type Environment struct {
	Object

	Name, Type, Stage, Location string
	Tenant                      *Tenant
	// Deployments are the names of those that it is a stage of.
	Deployments []string
}

// Stage is a stage of a deployment.
type Stage struct {
	Name         string
	Environments []*Environment
}

// Deployment is the way of a change through stages.
type Deployment struct {
	Object

	Name, Scenario, Engine string
	DevOps                 []string
	Stages                 []Stage
	// stageFindings are those about its stages.
	stageFindings Object
}

// Step is an environment that data reaches.
type Step struct {
	Environment *Environment
	Hops        int
	// From is the step before, nil where the data is stored; By and Of are what brings it: "master data" and
	// its name.
	From   *Step
	By, Of string
	// Back are environments that it goes on to and was at before.
	Back []*Environment
	// Outside is true if the data may not be here.
	Outside bool
}

// DataSet is data and where it gets to.
type DataSet struct {
	Object

	Name, Class, Subjects string
	// Ruled is true if Allowed are the locations where it may be; without a rule it may be anywhere.
	Ruled   bool
	Allowed []string
	Steps   []*Step
}

// hops is the largest number of hops.
func (d *DataSet) hops() int {
	maxHops := 0
	for _, s := range d.Steps {
		maxHops = max(maxHops, s.Hops)
	}
	return maxHops
}

// The groups of relations, in their order.
var relationGroups = []string{"Guests", "Cross-tenant access", "Tenant isolation", "Connections", "Collaboration", "Agreements"}

// Relation is what two tenants have with each other.
type Relation struct {
	Object

	Group, Label string
	From, To     *Tenant
	// Both is true if it goes both ways, Joint that it has no direction, Blocked that it is declared and that
	// settings do not let it through.
	Both, Joint, Blocked bool
}

// Conflict is what findings say of one object in two locations.
type Conflict struct {
	// From and To are tenants, or environments.
	From, To                       *Tenant
	FromEnvironment, ToEnvironment *Environment
	Findings                       []int
}

// Model is all that pictures show of a topology.
type Model struct {
	Tenants      []*Tenant
	Environments []*Environment
	Deployments  []*Deployment
	DataSets     []*DataSet
	Relations    []*Relation
	Conflicts    []*Conflict
	// Manifests is the number of manifests that the topology is made of.
	Manifests int
	// Findings are those of the run, and Marked says that pictures show them.
	Findings []finding.Finding
	Marked   bool
	// Tenant is the key of the one that pictures are about, or "".
	Tenant string
	// owners are, for each finding, the objects that it is about.
	owners [][]*Object
	// outer are the tenants that each finding is about, and whether it is about what is in none.
	outer [][]string
}

// Elsewhere is the placeholder for findings that belong to no tenant.
const Elsewhere = "topology"

// TenantsOf returns the tenants that a finding is about, and Elsewhere, sorted.
func (m *Model) TenantsOf(i int) []string { return m.outer[i] }

// ObjectsOf returns the keys of the objects that a finding is about.
func (m *Model) ObjectsOf(i int) []string {
	var keys []string
	for _, o := range m.owners[i] {
		keys = append(keys, o.Key)
	}
	return keys
}

// Marks counts findings by level.
type Marks struct{ Errors, Warnings, Notes int }

// All is the number of findings.
func (k Marks) All() int { return k.Errors + k.Warnings + k.Notes }

// level returns the most severe level of the findings.
func (k Marks) level() problem.Level {
	switch {
	case k.Errors > 0:
		return problem.Error
	case k.Warnings > 0:
		return problem.Warning
	case k.Notes > 0:
		return problem.Note
	}
	return problem.NoLevel
}

// Count is a number of findings of a level.
type Count struct {
	Level problem.Level
	N     int
}

// Levels returns the levels that there are, the most severe first.
func (k Marks) Levels() []Count {
	return slices.DeleteFunc([]Count{{problem.Error, k.Errors}, {problem.Warning, k.Warnings}, {problem.Note, k.Notes}},
		func(c Count) bool { return c.N == 0 })
}

// Marks counts findings of the model; none are counted where it does not show them.
func (m *Model) Marks(findings []int) Marks {
	var k Marks
	if !m.Marked {
		return k
	}
	for _, i := range findings {
		switch m.Findings[i].Level {
		case problem.Error:
			k.Errors++
		case problem.Warning:
			k.Warnings++
		default:
			k.Notes++
		}
	}
	return k
}

// visibleTenants are those that have a column: all that are not outside, or the one that is requested.
func (m *Model) visibleTenants() []*Tenant {
	return slices.DeleteFunc(slices.Clone(m.Tenants), func(t *Tenant) bool {
		return t.Outside || m.Tenant != "" && t.Key != m.Tenant
	})
}

// Counted reports whether the picture of tenants shows counts instead of environments.
func (m *Model) Counted() bool {
	if m.Tenant != "" {
		return false
	}
	tenants := m.visibleTenants()
	if len(m.Environments) > maxEnvironments || len(tenants) > maxTenants {
		return true
	}
	for _, t := range tenants {
		var stageCounts [8]int
		for _, e := range t.Environments {
			if stageCounts[stageIndex(e.Stage)]++; stageCounts[stageIndex(e.Stage)] > maxInStage {
				return true
			}
		}
	}
	return false
}
