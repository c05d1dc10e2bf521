package topology

import (
	"strings"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/manifest"
)

// account is a user or a guest that a tenant lists.
type account struct {
	tenant        string // that lists it
	guest         bool
	upn, mail, id string
	home          string // homeTenant, of a guest
	key           string // how rows name it: the sign-in name of a user, the invited address of a guest
	person        string // equal for all accounts of one person
}

// directory finds the accounts that one tenant lists.
type directory struct {
	byName   map[string]*account // sign-in names, mail addresses and what #EXT# names were made of
	byID     map[string]*account
	byPerson map[string]*account // guests
}

// accounts finds the accounts of all tenants.
type accounts struct {
	all         []*account
	directories map[string]*directory
	users       map[string]*account // by sign-in name, of several the one of the first tenant by name
	mails       map[string]*account // users by mail address, likewise
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

// readAccount notes item i of the n users or guests of a tenant, and gives a guest the address it was invited
// with as its name.
func (e *entity) readAccount(c *entity, item *manifest.Node, i, n int) {
	a := &account{
		tenant: e.name, guest: c.kind == "guests", upn: c.name,
		mail: identifier.CanonicalAddress(scalar(item.Get("mail"))), id: identifier.CanonicalGUID(scalar(item.Get("id"))),
	}
	a.key = a.upn
	if a.guest {
		a.home = scalar(item.Get("homeTenant"))
		invited := identifier.InvitedAddress(a.upn)
		a.key = a.mail
		if a.key == "" {
			a.key = invited
		}
		c.name = a.key
		if invited != "" && invited != a.key {
			c.alias = e.name + "/" + invited
		}
	} else if anchor := scalar(item.Get("onPremisesImmutableId")); anchor != "" {
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

// resolve finds out which accounts are of one person.
func (as *accounts) resolve(b *builder) {
	for _, a := range as.all {
		if !a.guest {
			a.person = b.person(a.upn)
		}
	}
	for _, a := range as.all {
		if !a.guest {
			continue
		}
		a.person = a.key
		home, _ := b.tenantKey(a.home)
		if u := as.userOf(home, identifier.InvitedAddress(a.upn), a.mail); u != nil && u.tenant != a.tenant {
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

// userOf returns the user that one of several addresses belongs to: of a tenant, or of any where the tenant
// lists none.
func (as *accounts) userOf(tenant string, addresses ...string) *account {
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
		if u := as.user(address); address != "" && u != nil {
			return u
		}
	}
	return nil
}

// user returns the user with a sign-in name or mail address, or nil.
func (as *accounts) user(address string) *account {
	if u := as.users[address]; u != nil {
		return u
	}
	return as.mails[address]
}

// person returns the key of the person behind an address that is the sign-in name of no listed guest: an
// #EXT# name stands for the account it was made of, where a tenant of the topology owns that account's
// domain.
func (b *builder) person(address string) string {
	if !identifier.IsExternal(address) {
		return address
	}
	invited := identifier.InvitedAddress(address)
	b.addDependency(invited)
	if b.first(b.verified, identifier.DomainOf(invited)) == nil {
		return address
	}
	if u := b.accounts.user(invited); u != nil && !identifier.IsExternal(u.upn) {
		return u.upn
	}
	return invited
}

// identity is who is meant by the name of an account in a tenant.
type identity struct {
	account string // the key of the account, or its name in canonical form
	person  string
	home    string // the home tenant of the account, if the topology contains it
	listed  *account
	guest   *account // the guest that the account is in the tenant
}

// identify finds out who is meant by a sign-in name, a mail address, an #EXT# name or an object id in a
// tenant. The key that it returns means the same in the same tenant.
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
			return b.listed(a)
		}
	}
	id := identity{account: address, person: address}
	if u := as.user(address); u != nil {
		b.addDependency(u.person) // a guest may be that
		id.account, id.person, id.listed = u.key, u.person, u
		if d != nil && d.byPerson[u.person] != nil {
			id.guest = d.byPerson[u.person]
			id.account = id.guest.key
		}
	}
	id.home = b.homeOf(tenant, identifier.DomainOf(address), id.listed)
	return id
}

// identifyExternal identifies an #EXT# name, whose domain is one of the directory that the account is in.
func (b *builder) identifyExternal(tenant, address string) identity {
	directory := tenant
	if holder := b.holder(identifier.DomainOf(address), tenant); holder != "" {
		directory = holder
	}
	d := b.accounts.directories[directory]
	if d == nil {
		return identity{account: address, person: b.person(address), home: directory}
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
		return identity{account: address, person: b.person(address), home: directory}
	case directory == tenant:
		return b.listed(a)
	}
	return identity{account: address, person: a.person, home: directory}
}

// identifyID finds out who is meant by an object id in a tenant.
func (b *builder) identifyID(tenant, id string) identity {
	a := b.accountWith(id)
	if d := b.accounts.directories[tenant]; d != nil && d.byID[id] != nil {
		return b.listed(d.byID[id])
	}
	if a != nil {
		return identity{account: a.key, person: a.person, home: a.tenant, listed: a}
	}
	return identity{account: id, person: id}
}

// accountWith returns the first account with an object id, or nil.
func (b *builder) accountWith(id string) *account {
	b.addDependency(id)
	return b.accounts.byID[id]
}

// listed returns who an account is in the tenant that lists it.
func (b *builder) listed(a *account) identity {
	id := identity{account: a.key, person: a.person, home: a.tenant, listed: a}
	if a.guest {
		b.addDependency(a.key)
		id.guest, id.home = a, b.homeOf(a.tenant, identifier.DomainOf(a.key), b.accounts.user(a.key))
	}
	return id
}

// holder returns the tenant that has verified a domain: the one given, if it has, else the only one.
func (b *builder) holder(domain, tenant string) string {
	holders := b.every(b.verified, domain)
	for _, h := range holders {
		if h.name == tenant {
			return tenant
		}
	}
	if len(holders) == 1 {
		return holders[0].name
	}
	return ""
}

// homeOf returns the tenant that an account named in a tenant belongs to, or "" if the topology does not contain it:
// the tenant itself where it holds the domain, else that of the listed user, else the only holder.
func (b *builder) homeOf(tenant, domain string, user *account) string {
	for _, h := range b.every(b.verified, domain) {
		if h.name == tenant {
			return tenant
		}
	}
	if user != nil {
		return user.tenant
	}
	return b.holder(domain, tenant)
}

// isAccount reports whether a text that may name an account or a group names an account: a sign-in name or a mail
// address.
func isAccount(s string) bool { return strings.Contains(s, "@") }
