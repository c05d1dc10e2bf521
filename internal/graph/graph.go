// Package graph draws a topology: its tenants and environments, how changes are deployed, where data flows, and which
// tenants trust each other. The model does not depend on a format, and each format has its own file. Output is
// deterministic: the same topology yields the same bytes. The package evaluates no rules; it shows the findings that
// it is passed.
package graph

import (
	"cmp"
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// View selects what a picture shows.
type View string

// The views.
const (
	Tenants     View = "tenants"
	Deployments View = "deployments"
	Data        View = "data"
	Trust       View = "trust"
)

// Views returns all views in display order; the first one is the default.
func Views() []View { return []View{Tenants, Deployments, Data, Trust} }

// title returns the title of a view, and a subtitle that describes what it shows.
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

// Above these sizes a picture shows counts instead of single environments.
const (
	maxEnvironments = 60
	maxTenants      = 8
	maxInStage      = 12
)

// stages lists the stages in pipeline order; the last one means that no stage is set.
var stages = []string{"development", "validation", "test", "production", "training", "host", "other", ""}

// stageIndex returns the index of a stage in stages; an unknown stage counts as "other".
func stageIndex(stage string) int {
	if i := slices.Index(stages, stage); i >= 0 {
		return i
	}
	return len(stages) - 2
}

// stageName returns the display name of a stage.
func stageName(stage string) string { return cmp.Or(stage, "no stage") }

// Object is anything that a picture shows and that findings can be about.
type Object struct {
	// Key identifies the object to users: contoso, contoso/crm, deployments/enterprise.
	Key string
	// Findings are indexes into Model.Findings, ascending and without duplicates.
	Findings []int
}

// Tenant is a tenant, or an organization outside the topology.
type Tenant struct {
	Object

	Name, Location, Relationship string
	Primary                      bool
	// Declared reports whether a manifest declares the tenant. Outside reports whether it is only referred to and not
	// part of the topology.
	Declared, Outside bool
	Environments      []*Environment
}

// Environment is an environment of a tenant.
type Environment struct {
	Object

	Name, Type, Stage, Location string
	Tenant                      *Tenant
	// Deployments are the names of the deployments that have a stage with this environment.
	Deployments []string
}

// Stage is a stage of a deployment.
type Stage struct {
	Name         string
	Environments []*Environment
}

// Deployment is the path of a change through stages.
type Deployment struct {
	Object

	Name, Scenario, Engine string
	DevOps                 []string
	Stages                 []Stage
	// stageFindings are the findings about its stages.
	stageFindings Object
}

// Step is an environment that data reaches.
type Step struct {
	Environment *Environment
	Hops        int
	// From is the previous step, or nil where the data is stored. TransferKind and TransferName
	// describe the transfer from there, such as "master data" and the name of its manifest.
	From                       *Step
	TransferKind, TransferName string
	// BackTo are the environments that the data flows to from here although it has already passed them.
	BackTo []*Environment
	// Outside reports whether the environment is outside the allowed locations.
	Outside bool
}

// DataSet is a data set with every environment that it reaches.
type DataSet struct {
	Object

	Name, Class, Subjects string
	// Restricted reports whether a residency rule applies: the data may be stored only in the Allowed locations. Without a rule
	// any location is allowed.
	Restricted bool
	Allowed    []string
	Steps      []*Step
}

// hops returns the largest number of hops of any step.
func (d *DataSet) hops() int {
	maxHops := 0
	for _, s := range d.Steps {
		maxHops = max(maxHops, s.Hops)
	}
	return maxHops
}

// relationGroups lists the groups of relations in display order.
var relationGroups = []string{"Guests", "Cross-tenant access", "Tenant isolation", "Connections", "Collaboration", "Agreements"}

// Relation is a relation between two tenants.
type Relation struct {
	Object

	Group, Label string
	From, To     *Tenant
	// Bidirectional means that the relation holds in both directions, Undirected that it has no direction, and Blocked that it is
	// declared but settings do not allow it.
	Bidirectional, Undirected, Blocked bool
}

// Conflict is a pair of tenants or environments that the same findings are about.
type Conflict struct {
	// FromEnvironment and ToEnvironment are nil if the conflict is between tenants.
	From, To                       *Tenant
	FromEnvironment, ToEnvironment *Environment
	Findings                       []int
}

// Model is everything that pictures show of a topology.
type Model struct {
	Tenants      []*Tenant
	Environments []*Environment
	Deployments  []*Deployment
	DataSets     []*DataSet
	Relations    []*Relation
	Conflicts    []*Conflict
	// Manifests is the number of manifests in the topology.
	Manifests int
	// Findings are the findings of the run; pictures show them if ShowFindings is set.
	Findings     []finding.Finding
	ShowFindings bool
	// Tenant is the key of the tenant that pictures are limited to, or "".
	Tenant string
	// findingObjects lists, for each finding, the objects that it is about.
	findingObjects [][]*Object
	// findingTenants lists, for each finding, the keys of the tenants that it is about, and NoTenant if a location belongs
	// to no tenant.
	findingTenants [][]string
}

// NoTenant takes the place of a tenant key for findings that belong to no tenant.
const NoTenant = "topology"

// TenantsOf returns the sorted keys of the tenants that finding i is about, including NoTenant if a location belongs to
// no tenant.
func (m *Model) TenantsOf(i int) []string { return m.findingTenants[i] }

// ObjectsOf returns the keys of the objects that finding i is about.
func (m *Model) ObjectsOf(i int) []string {
	var keys []string
	for _, o := range m.findingObjects[i] {
		keys = append(keys, o.Key)
	}
	return keys
}

// LevelCounts is the number of findings of each level.
type LevelCounts struct{ Errors, Warnings, Notes int }

// Total returns the number of findings of all levels.
func (n LevelCounts) Total() int { return n.Errors + n.Warnings + n.Notes }

// mostSevere returns the most severe level with findings, or NoLevel.
func (n LevelCounts) mostSevere() problem.Level {
	switch {
	case n.Errors > 0:
		return problem.Error
	case n.Warnings > 0:
		return problem.Warning
	case n.Notes > 0:
		return problem.Note
	}
	return problem.NoLevel
}

// LevelCount is the number of findings of one level.
type LevelCount struct {
	Level problem.Level
	N     int
}

// NonZero returns the levels with findings, the most severe first.
func (n LevelCounts) NonZero() []LevelCount {
	return slices.DeleteFunc([]LevelCount{{problem.Error, n.Errors}, {problem.Warning, n.Warnings}, {problem.Note, n.Notes}},
		func(c LevelCount) bool { return c.N == 0 })
}

// CountLevels counts findings, given as indexes, by level. It returns zeros if the model does not show findings.
func (m *Model) CountLevels(findings []int) LevelCounts {
	var n LevelCounts
	if !m.ShowFindings {
		return n
	}
	for _, i := range findings {
		switch m.Findings[i].Level {
		case problem.Error:
			n.Errors++
		case problem.Warning:
			n.Warnings++
		default:
			n.Notes++
		}
	}
	return n
}

// visibleTenants returns the tenants that have a column: all tenants of the topology, or only the requested one.
func (m *Model) visibleTenants() []*Tenant {
	return slices.DeleteFunc(slices.Clone(m.Tenants), func(t *Tenant) bool {
		return t.Outside || m.Tenant != "" && t.Key != m.Tenant
	})
}

// ShowsCounts reports whether the tenants view shows counts instead of single environments.
func (m *Model) ShowsCounts() bool {
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
