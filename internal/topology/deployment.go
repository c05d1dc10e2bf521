package topology

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// completeDeployment adds the tenants that a deployment touches to its row, and rows for the accounts and groups that
// it names.
func (b *builder) completeDeployment(d *record) {
	touched, development := b.touchedTenants(d)
	names := slices.Sorted(maps.Keys(touched))
	terms := make([]*ast.Term, len(names))
	for i, n := range names {
		terms[i] = ast.StringTerm(n)
	}
	d.set(col.Tenants, listTerm(terms))
	put(d, col.DevelopmentTenant, development)
	b.addDeploymentMembers(d, touched, development)
}

// markDevelopmentTenants marks the tenants in which a multi-tenant deployment has its development stage.
func (b *builder) markDevelopmentTenants() {
	developmentTenants := map[string]bool{}
	for d := range b.rowsOf("deployments") {
		if development := str(d, col.DevelopmentTenant); str(d, col.Scenario) == "multiTenant" && development != "" {
			developmentTenants[development] = true
		}
	}
	b.updateColumns(b.docs, "tenants", []column{col.Develops}, func(t *record, values []*ast.Term) {
		if developmentTenants[str(t, col.Name)] && get(t, col.Primary) != ast.Boolean(true) {
			values[0] = trueTerm
		}
	})
}

// touchedTenants returns the tenants of a deployment's stages and makers, and the tenant of its development stage if it
// is only one.
func (b *builder) touchedTenants(d *record) (tenants map[string]bool, development string) {
	tenants = map[string]bool{}
	ambiguous := false
	for s := range members(d, col.Stages) {
		for ref := range members(s, col.Environments) {
			tenant := b.environmentTenant(str(ref, col.Key))
			if tenant == "" {
				continue
			}
			tenants[tenant] = true
			if str(s, col.Stage) == "development" {
				ambiguous = ambiguous || development != "" && development != tenant
				development = tenant
			}
		}
	}
	for m := range members(d, col.Makers) {
		if tenant := b.environmentTenant(str(m, col.Environment)); tenant != "" {
			tenants[tenant] = true
		}
	}
	if ambiguous {
		development = ""
	}
	return tenants, development
}

// environmentTenant returns the tenant of an environment, or "" if only the id of the environment is known.
func (b *builder) environmentTenant(environment string) string {
	if e := b.lookup(b.byKey["environments"], environment); e != nil {
		return e.tenant
	}
	tenant, _, scoped := strings.Cut(environment, "/")
	if !scoped {
		return ""
	}
	return tenant
}
