package topology

import (
	"strings"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/manifest"
)

// account is a user or a guest in a tenant's directory.
type account struct {
	tenant        string // the tenant that lists it
	guest         bool
	upn, mail, id string
	home          string // homeTenant of a guest
	key           string // key in rows: the sign-in name of a user, the invited address of a guest
	person        string // the same for all accounts of one person
}

// directory indexes the accounts of one tenant.
type directory struct {
	byName   map[string]*account // by sign-in name, mail address, and invited address of an #EXT# name
	byID     map[string]*account
	byPerson map[string]*account // guests only
}

// accounts indexes the accounts of all tenants.
type accounts struct {
	all         []*account
	directories map[string]*directory
	users       map[string]*account // by sign-in name; of several, the one in the tenant whose name sorts first
	mails       map[string]*account // users by mail address; same precedence
	byID        map[string]*account
}

func newAccounts() *accounts {
	return &accounts{
		directories: map[string]*directory{},
		users:       map[string]*account{},
		mails:       map[string]*account{},
		byID:        map[string]*account{},
	}
}

// readAccount reads item i of the n users or guests of a tenant. The name of a guest is the address that was invited.
func (e *entity) readAccount(c *entity, item *manifest.Node, i, n int) {
	a := &account{
		tenant: e.name, guest: c.kind == "guests", upn: c.name,
		mail: identifier.CanonicalAddress(stringValue(item.Get("mail"))), id: identifier.CanonicalGUID(stringValue(item.Get("id"))),
	}
	a.key = a.upn
	if a.guest {
		a.home = stringValue(item.Get("homeTenant"))
		invited := identifier.InvitedAddress(a.upn)
		a.key = a.mail
		if a.key == "" {
			a.key = invited
		}
		c.name = a.key
		if invited != "" && invited != a.key {
			c.alias = e.name + "/" + invited
		}
	} else if anchor := stringValue(item.Get("onPremisesImmutableId")); anchor != "" {
		c.anchor = e.name + "/" + anchor
	}
	if a.key == "" {
		return
	}
	c.account = a
	if e.accounts == nil {
		e.accounts = map[string][]*account{}
	}
	if e.accounts[c.kind] == nil {
		e.accounts[c.kind] = make([]*account, n)
	}
	e.accounts[c.kind][i] = a
}

func (as *accounts) add(a *account) {
	as.all = append(as.all, a)
	d := as.directories[a.tenant]
	if d == nil {
		d = &directory{byName: map[string]*account{}, byID: map[string]*account{}}
		as.directories[a.tenant] = d
	}
	if a.upn != "" {
		if other := d.byName[a.upn]; other == nil || other.upn != a.upn {
			d.byName[a.upn] = a
		}
	}
	names := []string{a.mail}
	if a.guest {
		names = append(names, identifier.InvitedAddress(a.upn))
	}
	for _, n := range names {
		if n != "" && d.byName[n] == nil {
			d.byName[n] = a
		}
	}
	if a.id != "" {
		if d.byID[a.id] == nil {
			d.byID[a.id] = a
		}
		if as.byID[a.id] == nil {
			as.byID[a.id] = a
		}
	}
	if a.guest {
		return
	}
	for _, index := range []struct {
		of  map[string]*account
		key string
	}{{as.users, a.upn}, {as.mails, a.mail}} {
		if other := index.of[index.key]; index.key != "" && (other == nil || a.tenant < other.tenant) {
			index.of[index.key] = a
		}
	}
}

// resolve determines which accounts belong to the same person.
func (as *accounts) resolve(b *builder) {
	for _, a := range as.all {
		if !a.guest {
			a.person = b.personKey(a.upn)
		}
	}
	for _, a := range as.all {
		if !a.guest {
			continue
		}
		a.person = a.key
		home, _ := b.tenantKey(a.home)
		if u := as.findUser(home, identifier.InvitedAddress(a.upn), a.mail); u != nil && u.tenant != a.tenant {
			a.person = u.person
		}
		d := as.directories[a.tenant]
		if d.byPerson == nil {
			d.byPerson = map[string]*account{}
		}
		if d.byPerson[a.person] == nil {
			d.byPerson[a.person] = a
		}
	}
}

// findUser returns the first user with one of the addresses, in the given tenant if possible, otherwise in any tenant.
func (as *accounts) findUser(tenant string, addresses ...string) *account {
	for _, address := range addresses {
		if address == "" {
			continue
		}
		if d := as.directories[tenant]; d != nil {
			if a := d.byName[address]; a != nil && !a.guest {
				return a
			}
		}
	}
	for _, address := range addresses {
		if u := as.userByAddress(address); address != "" && u != nil {
			return u
		}
	}
	return nil
}

// userByAddress returns the user with a sign-in name or mail address, or nil.
func (as *accounts) userByAddress(address string) *account {
	if u := as.users[address]; u != nil {
		return u
	}
	return as.mails[address]
}

// personKey returns the key of the person with an address that is not the sign-in name of a listed guest. An #EXT# name
// is the person of the account that was invited, if a tenant of the topology has verified that account's domain.
func (b *builder) personKey(address string) string {
	if !identifier.IsExternal(address) {
		return address
	}
	invited := identifier.InvitedAddress(address)
	b.addDependency(invited)
	if b.lookup(b.verified, identifier.DomainOf(invited)) == nil {
		return address
	}
	if u := b.accounts.userByAddress(invited); u != nil && !identifier.IsExternal(u.upn) {
		return u.upn
	}
	return invited
}

// identity is the account and person that a name in a tenant refers to.
type identity struct {
	accountKey    string // key of the account, or its name in canonical form
	person        string
	home          string // home tenant of the account, if it is in the topology
	listedAccount *account
	guest         *account // the account as a guest of the tenant, if it is one
}

// identify resolves a sign-in name, a mail address, an #EXT# name or an object id in a tenant. The account key that it
// returns is unique within the tenant.
func (b *builder) identify(tenant, text string) identity {
	if identifier.IsGUID(text) {
		return b.identifyID(tenant, identifier.CanonicalGUID(text))
	}
	address := identifier.CanonicalAddress(text)
	b.addDependency(address)
	as := b.accounts
	d := as.directories[tenant]
	if identifier.IsExternal(address) {
		return b.identifyExternal(tenant, address)
	}
	if d != nil {
		if a := d.byName[address]; a != nil {
			return b.identifyListed(a)
		}
	}
	id := identity{accountKey: address, person: address}
	if u := as.userByAddress(address); u != nil {
		b.addDependency(u.person) // the person may be a guest
		id.accountKey, id.person, id.listedAccount = u.key, u.person, u
		if d != nil && d.byPerson[u.person] != nil {
			id.guest = d.byPerson[u.person]
			id.accountKey = id.guest.key
		}
	}
	id.home = b.homeTenant(tenant, identifier.DomainOf(address), id.listedAccount)
	return id
}

// identifyExternal identifies an #EXT# name, whose domain belongs to the directory that contains the account.
func (b *builder) identifyExternal(tenant, address string) identity {
	directory := tenant
	if holder := b.domainOwner(identifier.DomainOf(address), tenant); holder != "" {
		directory = holder
	}
	d := b.accounts.directories[directory]
	if d == nil {
		return identity{accountKey: address, person: b.personKey(address), home: directory}
	}
	a := d.byName[address]
	if a == nil {
		invited := identifier.InvitedAddress(address)
		b.addDependency(invited)
		if a = d.byName[invited]; a != nil && !a.guest {
			a = nil
		}
	}
	switch {
	case a == nil:
		return identity{accountKey: address, person: b.personKey(address), home: directory}
	case directory == tenant:
		return b.identifyListed(a)
	}
	return identity{accountKey: address, person: a.person, home: directory}
}

// identifyID identifies an object id in a tenant.
func (b *builder) identifyID(tenant, id string) identity {
	a := b.accountByID(id)
	if d := b.accounts.directories[tenant]; d != nil && d.byID[id] != nil {
		return b.identifyListed(d.byID[id])
	}
	if a != nil {
		return identity{accountKey: a.key, person: a.person, home: a.tenant, listedAccount: a}
	}
	return identity{accountKey: id, person: id}
}

// accountByID returns the first account with an object id, or nil.
func (b *builder) accountByID(id string) *account {
	b.addDependency(id)
	return b.accounts.byID[id]
}

// identifyListed returns the identity of an account in the tenant that lists it.
func (b *builder) identifyListed(a *account) identity {
	id := identity{accountKey: a.key, person: a.person, home: a.tenant, listedAccount: a}
	if a.guest {
		b.addDependency(a.key)
		id.guest, id.home = a, b.homeTenant(a.tenant, identifier.DomainOf(a.key), b.accounts.userByAddress(a.key))
	}
	return id
}

// domainOwner returns tenant if it has verified the domain, otherwise the only tenant that has, or "".
func (b *builder) domainOwner(domain, tenant string) string {
	owners := b.lookupAll(b.verified, domain)
	for _, h := range owners {
		if h.name == tenant {
			return tenant
		}
	}
	if len(owners) == 1 {
		return owners[0].name
	}
	return ""
}

// homeTenant returns the home tenant of an account that is named in a tenant, or "" if it is not in the topology: the
// tenant itself if it has verified the domain, otherwise the tenant of the listed user, otherwise the only tenant that
// has verified the domain.
func (b *builder) homeTenant(tenant, domain string, user *account) string {
	for _, h := range b.lookupAll(b.verified, domain) {
		if h.name == tenant {
			return tenant
		}
	}
	if user != nil {
		return user.tenant
	}
	return b.domainOwner(domain, tenant)
}

// isAccount reports whether a name that may be that of an account or a group is an account's: a sign-in name or a mail
// address.
func isAccount(s string) bool { return strings.Contains(s, "@") }
