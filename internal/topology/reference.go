package topology

import (
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/suggest"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// resolve returns the key of what a reference names, found by id, then by name, then by domain or host. An id that
// nothing declared has is an object of its own: exports refer to what they do not contain. So is a name that is in a
// list which is not known to be whole.
func (b *builder) resolve(f vocabulary.Form, n *manifest.Node, owner *entity, home string) (key string, ok bool) {
	s := strings.TrimSpace(n.Text)
	switch f {
	case vocabulary.TenantReference, vocabulary.PartnerReference:
		return b.resolveTenant(f, s, n, owner)
	case vocabulary.EnvironmentReference:
		return b.resolveEnvironment(s, home, n, owner)
	default:
		return b.resolveGroup(strings.TrimPrefix(s, groupPrefix), home, n, owner)
	}
}

// groupPrefix says of a name that a group has it; where a group is meant anyway, it says nothing new.
const groupPrefix = "group:"

// first returns the first entity with a key, or nil.
func (b *builder) first(r *register, key string) *entity {
	b.addDependency(key)
	return r.get(key)
}

// every returns all entities with a key.
func (b *builder) every(r *register, key string) []*entity {
	b.addDependency(key)
	return r.every(key)
}

// may reports whether an object of a kind can be declared, under a name, in what was not read.
func (b *builder) may(kind, name string) bool {
	b.addDependency(notRead)
	return b.unread.may(kind, name)
}

// isStray reports whether an environment with a name belongs to a tenant that is not known.
func (b *builder) isStray(name string) bool {
	b.addDependency(name)
	return b.strays[name]
}

// tenant returns the declared tenant that a text refers to, or nil.
func (b *builder) tenant(s string) *entity {
	if identifier.IsGUID(s) {
		if e := b.first(b.byID["tenants"], identifier.CanonicalGUID(s)); e != nil {
			return e
		}
	}
	if e := b.first(b.byKey["tenants"], s); e != nil || !strings.Contains(s, ".") {
		return e
	}
	return b.first(b.verified, identifier.CanonicalDomain(s))
}

// tenantKey returns the key of the tenant that a text refers to: the name of a declared one, else the id.
// Where a part of the input could not be read, any name may be that of a tenant.
func (b *builder) tenantKey(s string) (key string, ok bool) {
	if e := b.tenant(s); e != nil {
		return e.key, e.key != ""
	}
	if identifier.IsGUID(s) {
		key, ok = b.undeclared(s)
		return key, ok && key != ""
	}
	return s, b.may("tenants", s) && s != ""
}

// undeclared returns the key of a tenant that no manifest declares, its id. Where a declared tenant does not say
// its id, that may be it; the zero GUID means none.
func (b *builder) undeclared(id string) (key string, ok bool) {
	id = identifier.CanonicalGUID(id)
	if b.anonymous != nil {
		return "", id == ""
	}
	return id, true
}

func (b *builder) resolveTenant(f vocabulary.Form, s string, n *manifest.Node, owner *entity) (string, bool) {
	if f == vocabulary.PartnerReference && (s == "*" || s == "external") {
		return s, true
	}
	if e := b.tenant(s); e != nil {
		return b.refer(e, n, owner)
	}
	if identifier.IsGUID(s) {
		key, ok := b.undeclared(s)
		if !ok {
			b.held(nil, n)
		}
		return key, ok
	}
	if f == vocabulary.PartnerReference && b.outside(s) {
		return identifier.CanonicalDomain(s), true
	}
	if b.openDomains && strings.Contains(s, ".") {
		return "", false
	}
	return b.missing(unresolved{kind: "tenants", name: s}, b.may("tenants", s), s, n, owner)
}

// outside reports whether a text that names no tenant of the topology is the domain of a partner elsewhere: it ends
// like a domain of the Internet, and like no name of a tenant.
func (b *builder) outside(s string) bool {
	domain := identifier.CanonicalDomain(s)
	suffix, icann := publicsuffix.PublicSuffix(domain)
	if !icann || suffix == domain {
		return false
	}
	_, like := suggest.Nearest(s, b.dotted)
	return !like
}

func (b *builder) resolveEnvironment(s, home string, n *manifest.Node, owner *entity) (string, bool) {
	if id := environmentID(s); id != "" {
		if e := b.first(b.byID["environments"], id); e != nil && e.key != "" {
			return b.refer(e, n, owner)
		}
		return id, true
	}
	tenant, local, scoped := strings.Cut(s, "/")
	if scoped && !strings.Contains(s, "://") {
		return b.scoped("environments", tenant, local, n, owner)
	}
	if e := b.first(b.byKey["environments"], home+"/"+s); home != "" && e != nil {
		return b.refer(e, n, owner)
	}
	if strings.Contains(s, ".") {
		host := identifier.CanonicalHost(s)
		b.addDependency(host)
		if e := b.urls.get(host); e != nil && e.key != "" {
			return b.refer(e, n, owner)
		}
		if b.urls.open {
			return "", false
		}
	}
	return b.inTenant("environments", home, s, n, owner)
}

// environmentID returns the id that a text is in the form in which ids compare, or "".
func environmentID(s string) string {
	if identifier.IsGUID(s) ||
		len(s) > len(defaultPrefix) && strings.EqualFold(s[:len(defaultPrefix)], defaultPrefix) && identifier.IsGUID(s[len(defaultPrefix):]) {
		return identifier.CanonicalGUID(s)
	}
	return ""
}

// defaultPrefix begins the id of a Default environment; the id of its tenant follows.
const defaultPrefix = "Default-"

func (b *builder) resolveGroup(s, home string, n *manifest.Node, owner *entity) (string, bool) {
	if tenant, local, scoped := strings.Cut(s, "/"); scoped {
		return b.scoped("groups", tenant, local, n, owner)
	}
	return b.inTenant("groups", home, s, n, owner)
}

// scoped finds the object that a tenant, given as text, calls local.
func (b *builder) scoped(kind, tenant, local string, n *manifest.Node, owner *entity) (string, bool) {
	if e := b.tenant(tenant); e != nil {
		if b.references != nil {
			b.referTenant(e, tenant, n, owner)
		}
		return b.inTenant(kind, e.key, local, n, owner, tenant)
	}
	if identifier.IsGUID(tenant) {
		key, ok := b.undeclared(tenant)
		if !ok {
			b.held(nil, n)
			return "", false
		}
		return b.inTenant(kind, key, local, n, owner, tenant)
	}
	return b.missing(unresolved{kind: kind, name: local, scope: tenant}, b.may("tenants", tenant), tenant+"/"+local, n, owner)
}

// inTenant finds an object by its name inside a tenant, or by its id; scope is how the reference writes the
// tenant, if it does.
func (b *builder) inTenant(kind, tenant, local string, n *manifest.Node, owner *entity, scope ...string) (string, bool) {
	r := unresolved{kind: kind, name: local, home: tenant}
	if len(scope) > 0 {
		r.scope = scope[0]
	}
	if id := environmentID(local); id != "" {
		if e := b.withID(kind, id, tenant); e != nil {
			return b.refer(e, n, owner)
		}
		if b.first(b.byKey[kind], tenant+"/"+local) == nil {
			b.unlisted(r, id, n, owner)
			return id, true
		}
	}
	if e := b.first(b.byKey[kind], tenant+"/"+local); tenant != "" && e != nil {
		return b.refer(e, n, owner)
	}
	if tenant == "" && (owner.kind == "tenants" || owner.kind == "environments") {
		b.held(nil, n) // of a tenant that is named wrongly itself
		return "", false
	}
	if tenant == "" {
		return b.missing(r, false, local, n, owner)
	}
	declared := b.first(b.byKey["tenants"], tenant)
	may := declared == nil || declared.lists[kind].open || b.may(kind, local) || kind == "environments" && b.isStray(local)
	if may {
		b.held(declared, n)
		return tenant + "/" + local, true
	}
	return b.missing(r, false, local, n, owner)
}

// withID returns the object of a kind that has an id: that of the tenant, if several have it.
func (b *builder) withID(kind, id, tenant string) *entity {
	all := b.every(b.byID[kind], id)
	for _, e := range all {
		if e.tenant == tenant {
			return e
		}
	}
	if len(all) == 0 || all[0].key == "" {
		return nil
	}
	return all[0]
}

// held counts a reference that is not checked, because what it leads to could not be read.
func (b *builder) held(tenant *entity, n *manifest.Node) {
	b.addDependency(notRead)
	if (tenant == nil || !b.unread.Empty()) && !b.reported[n] {
		b.reported[n] = true
		b.doc.held++
	}
}

// missing notes a reference to a name that nothing has. Where the object may be declared in what could not be read,
// it is held back, and taken for an object with that key.
func (b *builder) missing(r unresolved, may bool, key string, n *manifest.Node, owner *entity) (string, bool) {
	if may {
		b.held(nil, n)
		return key, true
	}
	if !b.reported[n] {
		b.reported[n] = true
		r.location, r.node = b.locate(n, owner), n
		b.doc.unresolved = append(b.doc.unresolved, r)
	}
	return "", false
}

// unlisted notes a reference to an id that is not in the list where its tenant has such objects.
func (b *builder) unlisted(r unresolved, id string, n *manifest.Node, owner *entity) {
	tenant := b.first(b.byKey["tenants"], r.home)
	if tenant == nil || b.reported[n] {
		return
	}
	if l := tenant.lists[r.kind]; !l.given || l.open || l.anonymous || r.kind == "environments" {
		return
	}
	b.reported[n] = true
	r.location, r.node, r.id = b.locate(n, owner), n, id
	b.doc.unresolved = append(b.doc.unresolved, r)
}

func (b *builder) locate(n *manifest.Node, owner *entity) problem.Location {
	doc := b.t.Documents[owner.doc]
	at := problem.Location{File: doc.File, Span: n.Span, Object: b.t.Object(doc, n.Span.Start)}
	if use, ok := n.Use(); ok {
		at.Span, at.Anchor = use, n.Span
	}
	return at
}

// unresolved is a reference that leads to nothing that is declared.
type unresolved struct {
	kind, name    string
	scope         string // the tenant as the reference writes it, if it does
	home          string // the key of the tenant in which the name was looked for
	id            string // of an object that its tenant does not list
	teamReference bool   // the name may be that of a team which no manifest declares
	location      problem.Location
	node          *manifest.Node
}
