package topology

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
)

// addAssignment records the assignment to an environment or group of the principal in a row, which may be nil.
func (b *builder) addAssignment(target, member *record) {
	if member != nil && str(target, col.Key) != "" {
		b.doc.assignments = append(b.doc.assignments, assignment{target, member})
	}
}

// addGroupMembers adds rows for the accounts and groups that are members of a group.
func (b *builder) addGroupMembers(g *record) {
	for m := range members(g, col.Members) {
		b.addAssignment(g, b.addMember(str(g, col.Tenant), "group", str(g, col.Name), m))
	}
}

// addEnvironmentMembers adds rows for the accounts and groups that an environment names, and records those that have
// access.
func (b *builder) addEnvironmentMembers(e *record) {
	key, tenant := str(e, col.Key), str(e, col.Tenant)
	first := len(b.doc.assignments)
	for m := range members(e, col.Access) {
		b.addAssignment(e, b.addMember(tenant, "environment", key, m))
	}
	if group := str(e, col.SecurityGroup); group != "" {
		use := b.addGroupUse(tenant, "environment", key, group, columnPath(e, col.SecurityGroup))
		if key != "" { // findings cite the first place that gives a group access, which should be this one
			b.doc.assignments = slices.Insert(b.doc.assignments, first, assignment{e, use})
		}
	}
	if o := str(e, col.Owner); o != "" && str(e, col.Type) == "Developer" {
		b.addAccount(tenant, "owner", key, o, columnPath(e, col.Owner))
	}
}

// addAccess adds to the rows of users and guests the environments that they have access to, so that policies need not
// traverse lists of members.
func (b *builder) addAccess() {
	docs := b.docs
	if b.unaffected((*document).accessInputsChanged) {
		b.accessIndex, docs = b.previous.accessIndex, b.changedDocs
	} else {
		b.accessIndex = b.buildAccessIndex()
	}
	columns := []column{col.Access, col.DataverseAccess}
	b.updateColumns(docs, "users", columns, func(u *record, values []*ast.Term) {
		b.accessIndex.setAccess(principal{tenant: str(u, col.Tenant), key: str(u, col.UserPrincipalName)}, values)
	})
	b.updateColumns(docs, "guests", columns, func(g *record, values []*ast.Term) {
		b.accessIndex.setAccess(principal{tenant: str(g, col.Tenant), key: str(g, col.Address)}, values)
	})
}

// completeGuest adds the addresses of a guest.
func (b *builder) completeGuest(g *record) {
	tenant, upn, mail := str(g, col.Tenant), str(g, col.UserPrincipalName), str(g, col.Mail)
	invited := identifier.InvitedAddress(upn)
	address := mail
	if address == "" {
		address = invited
	}
	b.interner.put(g, col.Address, address)
	b.interner.put(g, col.Key, tenant+"/"+address)
	var domains []*ast.Term
	for _, a := range []string{invited, mail} {
		d := identifier.DomainOf(a)
		if d != "" && (len(domains) == 0 || domains[0].Value.Compare(ast.String(d)) != 0) {
			domains = append(domains, ast.StringTerm(d))
		}
	}
	g.set(col.Domains, listTerm(domains))
	if home := str(g, col.HomeTenant); home != "" && home != "external" && b.lookup(b.byKey["tenants"], home) != nil {
		b.interner.put(g, col.Home, home)
	}
}
