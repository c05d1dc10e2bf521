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
	p := &people{b: b, groups: map[string]*record{}, parents: map[string][]string{}, opened: map[string]*access{}}
	p.declare()
	p.environments()
	p.groupsOpen()
	p.accounts()
	p.members()
}

type people struct {
	b       *builder
	groups  map[string]*record  // by key
	parents map[string][]string // group: the groups it is a member of
	opened  map[string]*access  // "group KEY" and "account TENANT ACCOUNT": what it may enter
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
		if r, err := publicsuffix.EffectiveTLDPlusOne(str(d, col.Name)); err == nil {
			d.set(col.Registered, ast.StringTerm(r))
		}
	}
	for _, u := range rowsOf(t, "users") {
		upn := str(u, col.UserPrincipalName)
		p.b.words.put(u, col.Domain, identifier.DomainOf(upn))
		put(u, col.External, identifier.IsExternal(upn))
	}
	for _, g := range rowsOf(t, "guests") {
		p.guest(g)
	}
	for _, g := range rowsOf(t, "groups") {
		key := str(g, col.Key)
		if p.groups[key] == nil {
			p.groups[key] = g
		}
		for m := range members(g, col.Members) {
			if inner := str(m, col.Group); inner != "" {
				p.parents[inner] = append(p.parents[inner], key)
			}
		}
	}
}

// guest adds to a guest the addresses it is known by.
func (p *people) guest(g *record) {
	tenant, upn, mail := str(g, col.Tenant), str(g, col.UserPrincipalName), str(g, col.Mail)
	invited := identifier.InvitedAddress(upn)
	address := mail
	if address == "" {
		address = invited
	}
	p.b.words.put(g, col.Address, address)
	p.b.words.put(g, col.Key, tenant+"/"+address)
	var domains []*ast.Term
	for _, a := range []string{invited, mail} {
		d := identifier.DomainOf(a)
		if d != "" && (len(domains) == 0 || domains[0].Value.Compare(ast.String(d)) != 0) {
			domains = append(domains, ast.StringTerm(d))
		}
	}
	g.set(col.Domains, listTerm(domains))
	if home := str(g, col.HomeTenant); home != "" && home != "external" && p.b.named["tenants"].get(home) != nil {
		p.b.words.put(g, col.Home, home)
	}
}

// environments notes which principals each environment lets in.
func (p *people) environments() {
	for _, e := range rowsOf(p.b.t, "environments") {
		key, tenant := str(e, col.Key), str(e, col.Tenant)
		if key == "" {
			continue
		}
		order := rank(e)
		dataverse := e.get(col.Dataverse) != nil && str(e, col.Type) != "Teams"
		if g := str(e, col.SecurityGroup); g != "" {
			p.open("group "+g, &grant{key, place(e, col.SecurityGroup), order}, dataverse)
		}
		for m := range members(e, col.Access) {
			at := m.get(col.At)
			if g := str(m, col.Group); g != "" {
				p.open("group "+g, &grant{key, at, order}, dataverse)
			} else {
				p.open("account "+p.b.accountKey(tenant, str(m, col.Account)), &grant{key, at, order}, dataverse)
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
		visit(str(g, col.Key))
	}
}

// accounts adds to each user and guest what it may enter, directly or through groups.
func (p *people) accounts() {
	for _, g := range rowsOf(p.b.t, "groups") {
		tenant, opens := str(g, col.Tenant), p.opened["group "+str(g, col.Key)]
		for m := range members(g, col.Members) {
			if a := str(m, col.Account); a != "" && opens != nil {
				k := "account " + p.b.accountKey(tenant, a)
				if p.opened[k] == nil {
					p.opened[k] = &access{}
				}
				p.opened[k].merge(opens)
			}
		}
	}
	for _, u := range rowsOf(p.b.t, "users") {
		p.enter(u, str(u, col.Tenant)+"/"+str(u, col.UserPrincipalName))
	}
	for _, g := range rowsOf(p.b.t, "guests") {
		p.enter(g, str(g, col.Key))
	}
}

func (p *people) enter(row *record, key string) {
	a := p.opened["account "+key]
	if a == nil {
		return
	}
	for c, g := range map[column]*grant{col.Access: a.any, col.DataverseAccess: a.dataverse} {
		if g != nil {
			o := newRecord(grantLayout)
			o.set(col.Environment, ast.StringTerm(g.environment))
			o.set(col.At, g.at)
			row.set(c, o.term())
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
		for m := range members(g, col.Members) {
			p.member(str(g, col.Tenant), "group", str(g, col.Name), m)
		}
	}
	for _, e := range rowsOf(t, "environments") {
		for m := range members(e, col.Access) {
			p.member(str(e, col.Tenant), "environment", str(e, col.Key), m)
		}
		if g := str(e, col.SecurityGroup); g != "" {
			p.use(str(e, col.Tenant), "environment", str(e, col.Key), g, place(e, col.SecurityGroup))
		}
		if o := str(e, col.Owner); o != "" && str(e, col.Type) == "Developer" {
			p.account(str(e, col.Tenant), "owner", str(e, col.Key), o, e, place(e, col.Owner))
		}
	}
	for _, a := range rowsOf(t, "administrators") {
		if g := str(a, col.Group); g != "" {
			p.use(str(a, col.Tenant), "tenant", str(a, col.Tenant), g, place(a, col.Group))
		}
	}
	for _, d := range rowsOf(t, "deployments") {
		touched, development := p.b.touched(d)
		for team := range members(d, col.Teams) {
			for m := range members(team, col.Members) {
				if p.administersTarget(team, m, touched, development) {
					continue
				}
				if development != "" {
					p.member(development, "team", str(team, col.Name), m)
				} else if g := str(m, col.Group); g != "" {
					p.foreign(touched, "team", str(team, col.Name), g, m.get(col.At))
				}
			}
		}
		for m := range members(d, col.Makers) {
			if u, tenant := str(m, col.User), p.b.tenantOf(str(m, col.Environment)); u != "" && tenant != "" {
				p.account(tenant, "makers", str(d, col.Name), u, m, place(m, col.User))
			}
		}
		if admins, ok := get(d, col.AdminTeams).(*record); ok {
			for _, c := range []column{col.Entra, col.PowerPlatform, col.AzureDevOps} {
				if m, ok := get(admins, c).(*record); ok {
					if g := str(m, col.Group); g != "" {
						p.foreign(touched, "administration team", c.name(), g, m.get(col.At))
					}
				}
			}
		}
	}
}

// administersTarget says whether a member of a team of administrators works in another tenant that the
// deployment touches than that of the makers.
func (p *people) administersTarget(team, member *record, touched map[string]bool, development string) bool {
	account := str(member, col.Account)
	if role := str(team, col.Role); role != "admin" && !isUnknown(team, col.Role) || account == "" {
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
		return str(g, col.Tenant)
	}
	tenant, _, _ := strings.Cut(group, "/")
	if tenant == group {
		return ""
	}
	return tenant
}

func (p *people) member(tenant, by, of string, m *record) {
	if g := str(m, col.Group); g != "" {
		p.use(tenant, by, of, g, m.get(col.At))
	} else if a := str(m, col.Account); a != "" {
		p.account(tenant, by, of, a, m, m.get(col.At))
	}
}

// use adds the row of a group that a tenant's object refers to.
func (p *people) use(tenant, by, of, group string, at *ast.Term) {
	row := newRow("groupUses", at)
	p.b.words.put(row, col.Tenant, tenant)
	p.b.words.put(row, col.By, by)
	p.b.words.put(row, col.Of, of)
	p.b.words.put(row, col.Group, group)
	p.b.words.put(row, col.GroupTenant, p.groupTenant(group))
	p.b.add("groupUses", row)
}

// account adds the row of an account that is named in a tenant: who it is there and, if it is not
// of the tenant, of which tenant of the topology it is. The row that names it may hold the name as written.
func (p *people) account(tenant, by, of, account string, from *record, at *ast.Term) {
	who := p.b.identify(tenant, account)
	row := newRow("members", at)
	p.b.words.put(row, col.Tenant, tenant)
	p.b.words.put(row, col.By, by)
	p.b.words.put(row, col.Of, of)
	p.b.words.put(row, col.Account, who.account)
	p.b.words.put(row, col.Person, who.person)
	if texts, ok := get(from, col.Written).(ast.Object); ok {
		for _, c := range []column{col.Account, col.Owner, col.User} {
			if text := texts.Get(c.term()); text != nil {
				row.set(col.Written, ast.ObjectTerm(ast.Item(col.Account.term(), text)))
			}
		}
	}
	if who.guest != nil {
		p.b.words.put(row, col.Guest, who.guest.tenant+"/"+who.guest.key)
	}
	if p.b.named["tenants"].get(tenant) != nil {
		p.b.words.put(row, col.Home, who.home)
	}
	p.b.add("members", row)
}
