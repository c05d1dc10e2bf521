package topology

import (
	"iter"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
)

// opening lets a principal, "group KEY" or "account TENANT/ACCOUNT", into an environment.
type opening struct {
	principalReference string
	grant              *grant
	dataverse          bool // the environment has a Dataverse database that is not for Teams
}

// group notes the members of a group.
func (b *builder) group(g *record) {
	tenant, key := str(g, col.Tenant), str(g, col.Key)
	for m := range members(g, col.Members) {
		if inner := str(m, col.Group); inner != "" {
			b.doc.nested = append(b.doc.nested, [2]string{inner, key})
		}
		if a := str(m, col.Account); a != "" {
			b.doc.joined = append(b.doc.joined, [2]string{key, b.accountKey(tenant, a)})
		}
		b.member(tenant, "group", str(g, col.Name), m)
	}
}

// admit notes the accounts and groups that an environment names, and which of them it lets in.
func (b *builder) admit(e *record) {
	key, tenant := str(e, col.Key), str(e, col.Tenant)
	order := rank(e)
	dataverse := e.get(col.Dataverse) != nil && str(e, col.Type) != "Teams"
	open := func(principalReference string, at *ast.Term) {
		if key != "" {
			b.doc.openings = append(b.doc.openings, opening{principalReference, &grant{key, at, order}, dataverse})
		}
	}
	group := str(e, col.SecurityGroup)
	if group != "" {
		open("group "+group, columnPath(e, col.SecurityGroup))
	}
	for m := range members(e, col.Access) {
		if g := str(m, col.Group); g != "" {
			open("group "+g, m.get(col.At))
		} else {
			open("account "+b.accountKey(tenant, str(m, col.Account)), m.get(col.At))
		}
		b.member(tenant, "environment", key, m)
	}
	if group != "" {
		b.use(tenant, "environment", key, group, columnPath(e, col.SecurityGroup))
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
		b.mayEnter.enter(str(u, col.Tenant)+"/"+str(u, col.UserPrincipalName), values)
	})
	b.amend(docs, "guests", columns, func(g *record, values []*ast.Term) { b.mayEnter.enter(str(g, col.Key), values) })
}

// admitsOthers reports whether a document gives anything else than before of which it depends who may enter what.
func (d *document) admitsOthers() bool {
	before := d.before
	if before == nil || !slices.Equal(d.nested, before.nested) || !slices.Equal(d.joined, before.joined) || d.differs("groups", col.Key) {
		return true
	}
	return !slices.EqualFunc(d.openings, before.openings, func(a, b opening) bool {
		return a.principalReference == b.principalReference && a.dataverse == b.dataverse && a.grant.environment == b.grant.environment &&
			a.grant.rank == b.grant.rank && equal(a.grant.at, b.grant.at)
	})
}

// admitted finds out who may enter what.
func (b *builder) admitted() *people {
	p := &people{parents: map[string][]string{}, opened: map[string]*access{}}
	for _, d := range b.docs {
		for _, o := range d.openings {
			p.open(o.principalReference).add(o.grant, o.dataverse)
		}
		for _, n := range d.nested {
			p.parents[n[0]] = append(p.parents[n[0]], n[1])
		}
	}
	p.groupsOpen(b.rowsOf("groups"))
	for _, d := range b.docs {
		for _, j := range d.joined {
			if opens := p.opened["group "+j[0]]; opens != nil {
				p.open("account " + j[1]).merge(opens)
			}
		}
	}
	return p
}

// people are those who may enter something.
type people struct {
	parents map[string][]string // group: the groups it is a member of
	opened  map[string]*access  // by principal
}

func (p *people) open(principalReference string) *access {
	a := p.opened[principalReference]
	if a == nil {
		a = &access{}
		p.opened[principalReference] = a
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
	environment string
	at          *ast.Term
	rank        int // the lower, the stricter the license requirement
}

func (a *access) add(g *grant, dataverse bool) {
	a.any = foremost(a.any, g)
	if dataverse {
		a.dataverse = foremost(a.dataverse, g)
	}
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

// accountKey returns one key for all names by which a tenant knows an account.
func (b *builder) accountKey(tenant, account string) string {
	return tenant + "/" + b.identify(tenant, account).account
}

// groupsOpen hands what a group may enter down to the groups that are its members.
func (p *people) groupsOpen(groups iter.Seq[*record]) {
	state := map[string]int{}
	var visit func(key string) *access
	visit = func(key string) *access {
		own := p.open("group " + key)
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
func (p *people) enter(account string, values []*ast.Term) {
	a := p.opened["account "+account]
	if a == nil {
		return
	}
	for i, g := range []*grant{a.any, a.dataverse} {
		if g != nil {
			o := newRecord(grantLayout)
			o.set(col.Environment, ast.StringTerm(g.environment))
			o.set(col.At, g.at)
			values[i] = o.term()
		}
	}
}
