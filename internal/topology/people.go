package topology

import (
	"iter"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
)

// admission lets a group or an account into an environment or a group: the row of that, and the one of groupUses or
// members that names the other.
type admission struct{ to, who *record }

// principal is an account of a tenant, or a group by its key alone.
type principal struct {
	tenant, key string
	group       bool
}

// principal returns who is let in.
func (a admission) principal() principal {
	if a.who.layout.table == "groupUses" {
		return principal{key: str(a.who, col.Group), group: true}
	}
	return principal{tenant: str(a.who, col.Tenant), key: str(a.who, col.Account)}
}

func (a admission) toEnvironment() bool { return a.to.layout.table == "environments" }

// admit notes that an environment or a group lets in whom a row names.
func (b *builder) admit(to, who *record) {
	if who != nil && str(to, col.Key) != "" {
		b.doc.admissions = append(b.doc.admissions, admission{to, who})
	}
}

// groupMembers notes the members of a group.
func (b *builder) groupMembers(g *record) {
	for m := range members(g, col.Members) {
		b.admit(g, b.member(str(g, col.Tenant), "group", str(g, col.Name), m))
	}
}

// environmentMembers notes the accounts and groups that an environment names, and which of them it lets in.
func (b *builder) environmentMembers(e *record) {
	key, tenant := str(e, col.Key), str(e, col.Tenant)
	first := len(b.doc.admissions)
	for m := range members(e, col.Access) {
		b.admit(e, b.member(tenant, "environment", key, m))
	}
	if group := str(e, col.SecurityGroup); group != "" {
		use := b.use(tenant, "environment", key, group, columnPath(e, col.SecurityGroup))
		if key != "" { // of several places that let in a group the first is named, which is this one
			b.doc.admissions = slices.Insert(b.doc.admissions, first, admission{e, use})
		}
	}
	if o := str(e, col.Owner); o != "" && str(e, col.Type) == "Developer" {
		b.account(tenant, "owner", key, o, columnPath(e, col.Owner))
	}
}

// people adds to users and guests the environments that they have access to, so that a policy reads one row instead
// of walking lists of members.
func (b *builder) people() {
	docs := b.docs
	if b.sameButFor((*document).admitsOthers) {
		b.mayEnter, docs = b.last.mayEnter, b.fresh
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

// admitsOthers reports whether a document gives anything else than before of which it depends who may enter what.
func (d *document) admitsOthers() bool {
	if d.before == nil || d.differs("groups", col.Key) {
		return true
	}
	return !slices.EqualFunc(d.admissions, d.before.admissions, func(a, b admission) bool {
		return a.to.layout.table == b.to.layout.table && equal(a.to.get(col.Key), b.to.get(col.Key)) && rank(a.to) == rank(b.to) &&
			hasDataverse(a.to) == hasDataverse(b.to) && a.principal() == b.principal() && equal(a.who.get(col.At), b.who.get(col.At))
	})
}

// admitted finds out who may enter what.
func (b *builder) admitted() *people {
	p := &people{parents: map[string][]string{}, opened: map[principal]*access{}}
	for _, d := range b.docs {
		for _, a := range d.admissions {
			if who := a.principal(); a.toEnvironment() {
				p.open(who).add(a)
			} else if who.group {
				p.parents[who.key] = append(p.parents[who.key], str(a.to, col.Key))
			}
		}
	}
	p.groupsOpen(b.rowsOf("groups"))
	for _, d := range b.docs {
		for _, a := range d.admissions {
			if who := a.principal(); !a.toEnvironment() && !who.group {
				if opens := p.opened[principal{key: str(a.to, col.Key), group: true}]; opens != nil {
					p.open(who).merge(opens)
				}
			}
		}
	}
	return p
}

// people are those who may enter something.
type people struct {
	parents map[string][]string // group: the groups it is a member of
	opened  map[principal]*access
}

func (p *people) open(who principal) *access {
	a := p.opened[who]
	if a == nil {
		a = &access{}
		p.opened[who] = a
	}
	return a
}

// access is what a principal has access to: one environment, and one with a Dataverse database that is not for Teams.
// Of several it is the one with the strictest license requirement, then the first.
type access struct {
	any, dataverse *grant
}

// grant is one location that lets a principal into an environment.
type grant struct {
	environment, at *ast.Term
	rank            int // the lower, the stricter the license requirement
}

func (a *access) add(by admission) {
	g := &grant{by.to.get(col.Key), by.who.get(col.At), rank(by.to)}
	a.any = foremost(a.any, g)
	if hasDataverse(by.to) {
		a.dataverse = foremost(a.dataverse, g)
	}
}

// hasDataverse says that an environment has a Dataverse database that is not for Teams.
func hasDataverse(environment *record) bool {
	return environment.get(col.Dataverse) != nil && str(environment, col.Type) != "Teams"
}

func (a *access) merge(o *access) {
	a.any, a.dataverse = foremost(a.any, o.any), foremost(a.dataverse, o.dataverse)
}

func foremost(a, b *grant) *grant {
	if a == nil || b != nil && b.rank < a.rank {
		return b
	}
	return a
}

// guest adds to a guest the addresses it is known by.
func (b *builder) guest(g *record) {
	tenant, upn, mail := str(g, col.Tenant), str(g, col.UserPrincipalName), str(g, col.Mail)
	invited := identifier.InvitedAddress(upn)
	address := mail
	if address == "" {
		address = invited
	}
	b.words.put(g, col.Address, address)
	b.words.put(g, col.Key, tenant+"/"+address)
	var domains []*ast.Term
	for _, a := range []string{invited, mail} {
		d := identifier.DomainOf(a)
		if d != "" && (len(domains) == 0 || domains[0].Value.Compare(ast.String(d)) != 0) {
			domains = append(domains, ast.StringTerm(d))
		}
	}
	g.set(col.Domains, listTerm(domains))
	if home := str(g, col.HomeTenant); home != "" && home != "external" && b.first(b.named["tenants"], home) != nil {
		b.words.put(g, col.Home, home)
	}
}

// groupsOpen hands what a group may enter down to the groups that are its members.
func (p *people) groupsOpen(groups iter.Seq[*record]) {
	state := map[string]int{}
	var visit func(key string) *access
	visit = func(key string) *access {
		own := p.open(principal{key: key, group: true})
		if state[key] != 0 {
			return own // done, or a circle of groups, which opens what its entry opens
		}
		state[key] = 1
		for _, parent := range p.parents[key] {
			own.merge(visit(parent))
		}
		return own
	}
	for g := range groups {
		visit(str(g, col.Key))
	}
}

// enter sets values to what an account may enter.
func (p *people) enter(account principal, values []*ast.Term) {
	a := p.opened[account]
	if a == nil {
		return
	}
	for i, g := range []*grant{a.any, a.dataverse} {
		if g != nil {
			o := newRecord(grantLayout)
			o.set(col.Environment, g.environment)
			o.set(col.At, g.at)
			values[i] = o.term()
		}
	}
}
