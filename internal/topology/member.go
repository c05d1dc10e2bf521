package topology

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// addDeploymentMembers adds rows for the accounts and groups that a deployment names.
func (b *builder) addDeploymentMembers(d *record, touched map[string]bool, development string) {
	for team := range members(d, col.Teams) {
		for m := range members(team, col.Members) {
			if b.administersTarget(team, m, touched, development) {
				continue
			}
			if development != "" {
				b.addMember(development, "team", str(team, col.Name), m)
			} else if g := str(m, col.Group); g != "" {
				b.addForeignGroupUse(touched, "team", str(team, col.Name), g, m.get(col.At))
			}
		}
	}
	for m := range members(d, col.Makers) {
		if u, tenant := str(m, col.User), b.environmentTenant(str(m, col.Environment)); u != "" && tenant != "" {
			b.addAccount(tenant, "makers", str(d, col.Name), u, columnPath(m, col.User))
		}
	}
	admins, ok := get(d, col.AdminTeams).(*record)
	if !ok {
		return
	}
	for _, c := range []column{col.Entra, col.PowerPlatform, col.AzureDevOps} {
		if m, ok := get(admins, c).(*record); ok {
			if g := str(m, col.Group); g != "" {
				b.addForeignGroupUse(touched, "administration team", c.name(), g, m.get(col.At))
			}
		}
	}
}

// administersTarget reports whether a member of a team of administrators belongs to a tenant of the deployment other
// than the development tenant.
func (b *builder) administersTarget(team, member *record, touched map[string]bool, development string) bool {
	account := str(member, col.Account)
	if role := str(team, col.Role); role != "admin" && !isUnknown(team, col.Role) || account == "" {
		return false
	}
	home := b.identify(development, account).home
	return home != development && touched[home]
}

// addForeignGroupUse adds a row for a group that a deployment uses if the group belongs to none of the tenants that it
// touches. An unlisted group is assumed to belong to the only tenant that the deployment touches, if there is only one.
func (b *builder) addForeignGroupUse(touched map[string]bool, by, of, group string, at *ast.Term) {
	home := b.groupTenant(group)
	switch {
	case home == "" && len(touched) == 1:
		for tenant := range touched {
			b.addGroupUse(tenant, by, of, group, at)
		}
	case home != "" && len(touched) > 0 && !touched[home]:
		b.addGroupUse("", by, of, group, at)
	}
}

// groupTenant returns the tenant of a group, or "" if only its id is known.
func (b *builder) groupTenant(group string) string {
	if g := b.lookup(b.byKey["groups"], group); g != nil {
		return g.tenant
	}
	tenant, _, _ := strings.Cut(group, "/")
	if tenant == group {
		return ""
	}
	return tenant
}

// addMember adds and returns the row of a group or an account that an object of a tenant names; it returns nil for
// anything else.
func (b *builder) addMember(tenant, by, of string, m *record) *record {
	if g := str(m, col.Group); g != "" {
		return b.addGroupUse(tenant, by, of, g, m.get(col.At))
	} else if a := str(m, col.Account); a != "" {
		return b.addAccount(tenant, by, of, a, m.get(col.At))
	}
	return nil
}

// addGroupUse adds the row of a group that an object of a tenant refers to.
func (b *builder) addGroupUse(tenant, by, of, group string, at *ast.Term) *record {
	row := b.newRow("groupUses", at)
	b.interner.put(row, col.Tenant, tenant)
	b.interner.put(row, col.By, by)
	b.interner.put(row, col.Of, of)
	b.interner.put(row, col.Group, group)
	b.interner.put(row, col.GroupTenant, b.groupTenant(group))
	b.addRow(row)
	return row
}

// addAccount adds the row of an account that is named in a tenant: its identity there and its home tenant, if it is in
// the topology.
func (b *builder) addAccount(tenant, by, of, account string, at *ast.Term) *record {
	who := b.identify(tenant, account)
	row := b.newRow("members", at)
	b.interner.put(row, col.Tenant, tenant)
	b.interner.put(row, col.By, by)
	b.interner.put(row, col.Of, of)
	b.interner.put(row, col.Account, who.accountKey)
	b.interner.put(row, col.Person, who.person)
	if who.guest != nil {
		b.interner.put(row, col.Guest, who.guest.tenant+"/"+who.guest.key)
	}
	if b.lookup(b.byKey["tenants"], tenant) != nil {
		b.interner.put(row, col.Home, who.home)
	}
	b.addRow(row)
	return row
}
