package topology

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// deployment adds to a deployment the tenants that it touches, and notes the accounts and groups that it names.
func (b *builder) deployment(d *record) {
	touched, development := b.touched(d)
	names := slices.Sorted(maps.Keys(touched))
	terms := make([]*ast.Term, len(names))
	for i, n := range names {
		terms[i] = ast.StringTerm(n)
	}
	d.set(col.Tenants, listTerm(terms))
	put(d, col.DevelopmentTenant, development)
	b.deploymentMembers(d, touched, development)
}

// developers adds to each tenant whether it is one in which a deployment over several tenants develops.
func (b *builder) developers() {
	develops := map[string]bool{}
	for d := range b.rowsOf("deployments") {
		if development := str(d, col.DevelopmentTenant); str(d, col.Scenario) == "multiTenant" && development != "" {
			develops[development] = true
		}
	}
	b.amend(b.docs, "tenants", []column{col.Develops}, func(t *record, values []*ast.Term) {
		if develops[str(t, col.Name)] && get(t, col.Primary) != ast.Boolean(true) {
			values[0] = yes
		}
	})
}

// touched returns the tenants in which the stages and makers of a deployment are, and the one in which its
// development stage is, if it is one.
func (b *builder) touched(d *record) (tenants map[string]bool, development string) {
	tenants = map[string]bool{}
	several := false
	for s := range members(d, col.Stages) {
		for ref := range members(s, col.Environments) {
			tenant := b.tenantOf(str(ref, col.Key))
			if tenant == "" {
				continue
			}
			tenants[tenant] = true
			if str(s, col.Stage) == "development" {
				several = several || development != "" && development != tenant
				development = tenant
			}
		}
	}
	for m := range members(d, col.Makers) {
		if tenant := b.tenantOf(str(m, col.Environment)); tenant != "" {
			tenants[tenant] = true
		}
	}
	if several {
		development = ""
	}
	return tenants, development
}

// tenantOf returns the tenant of an environment, or "" where its id alone is known.
func (b *builder) tenantOf(environment string) string {
	if e := b.first(b.byKey["environments"], environment); e != nil {
		return e.tenant
	}
	tenant, _, scoped := strings.Cut(environment, "/")
	if !scoped {
		return ""
	}
	return tenant
}
