package topology

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
)

// admit records that an environment or a group admits the principal in a row; who may be nil.
func (b *builder) admit(to, who *record) {
	if who != nil && str(to, col.Key) != "" {
		b.doc.admissions = append(b.doc.admissions, admission{to, who})
	}
}

// groupNames adds rows for the accounts and groups that are members of a group.
func (b *builder) groupNames(g *record) {
	for m := range members(g, col.Members) {
		b.admit(g, b.member(str(g, col.Tenant), "group", str(g, col.Name), m))
	}
}

// environmentNames adds rows for the accounts and groups that an environment names, and records those that have access.
func (b *builder) environmentNames(e *record) {
	key, tenant := str(e, col.Key), str(e, col.Tenant)
	first := len(b.doc.admissions)
	for m := range members(e, col.Access) {
		b.admit(e, b.member(tenant, "environment", key, m))
	}
	if group := str(e, col.SecurityGroup); group != "" {
		use := b.use(tenant, "environment", key, group, columnPath(e, col.SecurityGroup))
		if key != "" { // findings cite the first place that admits a group, which should be this one
			b.doc.admissions = slices.Insert(b.doc.admissions, first, admission{e, use})
		}
	}
	if o := str(e, col.Owner); o != "" && str(e, col.Type) == "Developer" {
		b.account(tenant, "owner", key, o, columnPath(e, col.Owner))
	}
}

// people adds the environments that users and guests have access to to their rows, so that policies need not traverse
// lists of members.
func (b *builder) people() {
	docs := b.docs
	if b.sameButFor((*document).admitsOthers) {
		b.mayEnter, docs = b.last.mayEnter, b.changedDocs
	} else {
		b.mayEnter = b.admitted()
	}
	columns := []column{col.Access, col.DataverseAccess}
	b.amend(docs, "users", columns, func(u *record, values []*ast.Term) {
		b.mayEnter.enter(principal{tenant: str(u, col.Tenant), key: str(u, col.UserPrincipalName)}, values)
	})
	b.amend(docs, "guests", columns, func(g *record, values []*ast.Term) {
		b.mayEnter.enter(principal{tenant: str(g, col.Tenant), key: str(g, col.Address)}, values)
	})
}

// guest adds the addresses of a guest.
func (b *builder) guest(g *record) {
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
	if home := str(g, col.HomeTenant); home != "" && home != "external" && b.first(b.byKey["tenants"], home) != nil {
		b.interner.put(g, col.Home, home)
	}
}
