package topology

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/net/publicsuffix"

	"github.com/tenantlint/tenantlint/internal/identifier"
)

// people resolves who an account is in a tenant, what it may enter and which groups it is in, so
// that a policy asks one row instead of walking lists of members.
func (b *builder) people() {
	p := &people{b: b, groups: map[string]ast.Object{}, parents: map[string][]string{}, opened: map[string]*access{}}
	p.declare()
	p.environments()
	p.groupsOpen()
	p.accounts()
	p.members()
}

type people struct {
	b       *builder
	groups  map[string]ast.Object // by key
	parents map[string][]string   // group: the groups it is a member of
	opened  map[string]*access    // "group KEY" and "account TENANT ACCOUNT": what it may enter
}

// access is what one principal may enter: one environment, and one with a Dataverse database that is
// not for Teams; of several the one that asks most of who enters it, then the first.
type access struct {
	any, dataverse *grant
}

// grant is one place that lets a principal into an environment.
type grant struct {
	environment string
	at          *ast.Term
	rank        int // the lower, the more the environment asks of who enters it
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

// declare notes the groups of each tenant, and adds to users, guests and domains what follows from their
// names.
func (p *people) declare() {
	t := p.b.t
	for _, d := range rowsOf(t, "domains") {
		if r, err := publicsuffix.EffectiveTLDPlusOne(str(d, "name")); err == nil {
			d.Insert(ast.InternedTerm("registered"), ast.StringTerm(r))
		}
	}
	for _, u := range rowsOf(t, "users") {
		upn := str(u, "userPrincipalName")
		p.b.words.put(u, "domain", identifier.DomainOf(upn))
		put(u, "external", identifier.IsExternal(upn))
	}
	for _, g := range rowsOf(t, "guests") {
		p.guest(g)
	}
	for _, g := range rowsOf(t, "groups") {
		key := str(g, "key")
		if p.groups[key] == nil {
			p.groups[key] = g
		}
		for m := range members(g, "members") {
			if inner := str(m, "group"); inner != "" {
				p.parents[inner] = append(p.parents[inner], key)
			}
		}
	}
}

// guest adds to a guest the addresses it is known by.
func (p *people) guest(g ast.Object) {
	tenant, upn, mail := str(g, "tenant"), str(g, "userPrincipalName"), str(g, "mail")
	invited := identifier.InvitedAddress(upn)
	address := mail
	if address == "" {
		address = invited
	}
	p.b.words.put(g, "address", address)
	p.b.words.put(g, "key", tenant+"/"+address)
	var domains []*ast.Term
	for _, a := range []string{invited, mail} {
		d := identifier.DomainOf(a)
		if d != "" && (len(domains) == 0 || domains[0].Value.Compare(ast.String(d)) != 0) {
			domains = append(domains, ast.StringTerm(d))
		}
	}
	g.Insert(ast.InternedTerm("domains"), ast.ArrayTerm(domains...))
	if home := str(g, "homeTenant"); home != "" && home != "external" && p.b.named["tenants"].get(home) != nil {
		p.b.words.put(g, "home", home)
	}
}

// environments notes which principals each environment lets in.
func (p *people) environments() {
	for _, e := range rowsOf(p.b.t, "environments") {
		key, tenant := str(e, "key"), str(e, "tenant")
		if key == "" {
			continue
		}
		order := rank(e)
		dataverse := e.Get(ast.InternedTerm("dataverse")) != nil && str(e, "type") != "Teams"
		if g := str(e, "securityGroup"); g != "" {
			p.open("group "+g, &grant{key, place(e, "securityGroup"), order}, dataverse)
		}
		for m := range members(e, "access") {
			at := m.Get(atKey)
			if g := str(m, "group"); g != "" {
				p.open("group "+g, &grant{key, at, order}, dataverse)
			} else {
				p.open("account "+p.b.accountKey(tenant, str(m, "account")), &grant{key, at, order}, dataverse)
			}
		}
	}
}

func (p *people) open(principal string, g *grant, dataverse bool) {
	if p.opened[principal] == nil {
		p.opened[principal] = &access{}
	}
	p.opened[principal].add(g, dataverse)
}

// accountKey returns one key for all names by which a tenant knows an account.
func (b *builder) accountKey(tenant, account string) string {
	return tenant + "/" + b.identify(tenant, account).account
}

// groupsOpen hands what a group may enter down to the groups that are its members.
func (p *people) groupsOpen() {
	state := map[string]int{}
	var visit func(key string) *access
	visit = func(key string) *access {
		own := p.opened["group "+key]
		if own == nil {
			own = &access{}
			p.opened["group "+key] = own
		}
		if state[key] != 0 {
			return own // done, or a circle of groups, which opens what its entry opens
		}
		state[key] = 1
		for _, parent := range p.parents[key] {
			own.merge(visit(parent))
		}
		return own
	}
	for _, g := range rowsOf(p.b.t, "groups") {
		visit(str(g, "key"))
	}
}

// accounts adds to each user and guest what it may enter, directly or through groups.
func (p *people) accounts() {
	for _, g := range rowsOf(p.b.t, "groups") {
		tenant, opens := str(g, "tenant"), p.opened["group "+str(g, "key")]
		for m := range members(g, "members") {
			if a := str(m, "account"); a != "" && opens != nil {
				k := "account " + p.b.accountKey(tenant, a)
				if p.opened[k] == nil {
					p.opened[k] = &access{}
				}
				p.opened[k].merge(opens)
			}
		}
	}
	for _, u := range rowsOf(p.b.t, "users") {
		p.enter(u, str(u, "tenant")+"/"+str(u, "userPrincipalName"))
	}
	for _, g := range rowsOf(p.b.t, "guests") {
		p.enter(g, str(g, "key"))
	}
}

func (p *people) enter(row ast.Object, key string) {
	a := p.opened["account "+key]
	if a == nil {
		return
	}
	for name, g := range map[string]*grant{"access": a.any, "dataverseAccess": a.dataverse} {
		if g != nil {
			row.Insert(ast.InternedTerm(name), ast.ObjectTerm(
				ast.Item(ast.InternedTerm("environment"), ast.StringTerm(g.environment)), ast.Item(atKey, g.at)))
		}
	}
}

// members makes a row of each place where an account is named in a tenant: in a group, in the
// access list of an environment, in a team or as a maker of a deployment.
//
//nolint:gocognit // one loop for each of the places
func (p *people) members() {
	t := p.b.t
	for _, g := range rowsOf(t, "groups") {
		for m := range members(g, "members") {
			p.member(str(g, "tenant"), "group", str(g, "name"), m)
		}
	}
	for _, e := range rowsOf(t, "environments") {
		for m := range members(e, "access") {
			p.member(str(e, "tenant"), "environment", str(e, "key"), m)
		}
		if g := str(e, "securityGroup"); g != "" {
			p.use(str(e, "tenant"), "environment", str(e, "key"), g, place(e, "securityGroup"))
		}
		if o := str(e, "owner"); o != "" && str(e, "type") == "Developer" {
			p.account(str(e, "tenant"), "owner", str(e, "key"), o, e, place(e, "owner"))
		}
	}
	for _, a := range rowsOf(t, "administrators") {
		if g := str(a, "group"); g != "" {
			p.use(str(a, "tenant"), "tenant", str(a, "tenant"), g, place(a, "group"))
		}
	}
	for _, d := range rowsOf(t, "deployments") {
		touched, development := p.b.touched(d)
		for team := range members(d, "teams") {
			for m := range members(team, "members") {
				if p.administersTarget(team, m, touched, development) {
					continue
				}
				if development != "" {
					p.member(development, "team", str(team, "name"), m)
				} else if g := str(m, "group"); g != "" {
					p.foreign(touched, "team", str(team, "name"), g, m.Get(atKey))
				}
			}
		}
		for m := range members(d, "makers") {
			if u, tenant := str(m, "user"), p.b.tenantOf(str(m, "environment")); u != "" && tenant != "" {
				p.account(tenant, "makers", str(d, "name"), u, m, place(m, "user"))
			}
		}
		if admins := d.Get(ast.InternedTerm("adminTeams")); admins != nil {
			for _, k := range []string{"entra", "powerPlatform", "azureDevOps"} {
				if m, ok := get(admins.Value.(ast.Object), k).(ast.Object); ok {
					if g := str(m, "group"); g != "" {
						p.foreign(touched, "administration team", k, g, m.Get(atKey))
					}
				}
			}
		}
	}
}

// administersTarget says whether a member of a team of administrators works in another tenant that the
// deployment touches than that of the makers.
func (p *people) administersTarget(team, member ast.Object, touched map[string]bool, development string) bool {
	account := str(member, "account")
	if role := str(team, "role"); role != "admin" && !isUnknown(team, "role") || account == "" {
		return false
	}
	home := p.b.identify(development, account).home
	return home != development && touched[home]
}

// foreign notes that a deployment uses a group, when the group is of no tenant that it touches. A group that
// nobody lists is taken for one of the only tenant that the deployment touches.
func (p *people) foreign(touched map[string]bool, by, of, group string, at *ast.Term) {
	home := p.groupTenant(group)
	switch {
	case home == "" && len(touched) == 1:
		for tenant := range touched {
			p.use(tenant, by, of, group, at)
		}
	case home != "" && len(touched) > 0 && !touched[home]:
		p.use("", by, of, group, at)
	}
}

// groupTenant returns the tenant of a group, or "" for one that is known by its id alone.
func (p *people) groupTenant(group string) string {
	if g := p.groups[group]; g != nil {
		return str(g, "tenant")
	}
	tenant, _, _ := strings.Cut(group, "/")
	if tenant == group {
		return ""
	}
	return tenant
}

func (p *people) member(tenant, by, of string, m ast.Object) {
	if g := str(m, "group"); g != "" {
		p.use(tenant, by, of, g, m.Get(atKey))
	} else if a := str(m, "account"); a != "" {
		p.account(tenant, by, of, a, m, m.Get(atKey))
	}
}

// use adds the row of a group that a tenant's object refers to.
func (p *people) use(tenant, by, of, group string, at *ast.Term) {
	row := newRow(at)
	p.b.words.put(row, "tenant", tenant)
	p.b.words.put(row, "by", by)
	p.b.words.put(row, "of", of)
	p.b.words.put(row, "group", group)
	p.b.words.put(row, "groupTenant", p.groupTenant(group))
	p.b.add("groupUses", row)
}

// account adds the row of an account that is named in a tenant: who it is there and, if it is not
// of the tenant, of which tenant of the topology it is. The row that names it may hold the name as written.
func (p *people) account(tenant, by, of, account string, from ast.Object, at *ast.Term) {
	who := p.b.identify(tenant, account)
	row := newRow(at)
	p.b.words.put(row, "tenant", tenant)
	p.b.words.put(row, "by", by)
	p.b.words.put(row, "of", of)
	p.b.words.put(row, "account", who.account)
	p.b.words.put(row, "person", who.person)
	if texts, ok := get(from, "written").(ast.Object); ok {
		for _, field := range []string{"account", "owner", "user"} {
			if text := texts.Get(ast.InternedTerm(field)); text != nil {
				row.Insert(writtenKey, ast.ObjectTerm(ast.Item(ast.InternedTerm("account"), text)))
			}
		}
	}
	if who.guest != nil {
		p.b.words.put(row, "guest", who.guest.tenant+"/"+who.guest.key)
	}
	if p.b.named["tenants"].get(tenant) != nil {
		p.b.words.put(row, "home", who.home)
	}
	p.b.add("members", row)
}
