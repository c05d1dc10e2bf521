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

// resolve returns the key of the object that a reference names, by id, then by name, then by domain or host. An id that
// no declared object has is the key of an object of its own, because exports refer to objects that they do not contain.
// The same applies to a name in a list that may be incomplete.
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

// groupPrefix marks a name as that of a group. It is redundant where only a group is allowed.
const groupPrefix = "group:"

// lookup returns the first entity with a key, or nil.
func (b *builder) lookup(r *entityIndex, key string) *entity {
	b.addDependency(key)
	return r.get(key)
}

// lookupAll returns all entities with a key.
func (b *builder) lookupAll(r *entityIndex, key string) []*entity {
	b.addDependency(key)
	return r.lookupAll(key)
}

// mayDeclare reports whether input that could not be read may declare an object of a kind with a name.
func (b *builder) mayDeclare(kind, name string) bool {
	b.addDependency(unreadDependency)
	return b.unread.mayDeclare(kind, name)
}

// isOrphan reports whether an environment with the name has an unknown tenant.
func (b *builder) isOrphan(name string) bool {
	b.addDependency(name)
	return b.orphans[name]
}

// findTenant returns the declared tenant that a text refers to, or nil.
func (b *builder) findTenant(s string) *entity {
	if identifier.IsGUID(s) {
		if e := b.lookup(b.byID["tenants"], identifier.CanonicalGUID(s)); e != nil {
			return e
		}
	}
	if e := b.lookup(b.byKey["tenants"], s); e != nil || !strings.Contains(s, ".") {
		return e
	}
	return b.lookup(b.verified, identifier.CanonicalDomain(s))
}

// tenantKey returns the key of the tenant that a text refers to: the name of a declared tenant, otherwise the id. If
// part of the input could not be read, any name may be that of a tenant.
func (b *builder) tenantKey(s string) (key string, ok bool) {
	if e := b.findTenant(s); e != nil {
		return e.key, e.key != ""
	}
	if identifier.IsGUID(s) {
		key, ok = b.undeclaredTenantKey(s)
		return key, ok && key != ""
	}
	return s, b.mayDeclare("tenants", s) && s != ""
}

// undeclaredTenantKey returns the key of a tenant that no manifest declares, which is its id. If a declared tenant has
// no id, the id may be its own, and ok is false. The zero GUID means no tenant.
func (b *builder) undeclaredTenantKey(id string) (key string, ok bool) {
	id = identifier.CanonicalGUID(id)
	if b.tenantWithoutID != nil {
		return "", id == ""
	}
	return id, true
}

func (b *builder) resolveTenant(f vocabulary.Form, s string, n *manifest.Node, owner *entity) (string, bool) {
	if f == vocabulary.PartnerReference && (s == "*" || s == "external") {
		return s, true
	}
	if e := b.findTenant(s); e != nil {
		return b.addReference(e, n, owner)
	}
	if identifier.IsGUID(s) {
		key, ok := b.undeclaredTenantKey(s)
		if !ok {
			b.countUnchecked(nil, n)
		}
		return key, ok
	}
	if f == vocabulary.PartnerReference && b.isExternalDomain(s) {
		return identifier.CanonicalDomain(s), true
	}
	if b.incompleteDomains && strings.Contains(s, ".") {
		return "", false
	}
	return b.addUnresolved(unresolved{kind: "tenants", name: s}, b.mayDeclare("tenants", s), s, n, owner)
}

// isExternalDomain reports whether a text that does not name a tenant of the topology is the domain of an external
// partner: it has a public suffix, and does not resemble the name of a tenant.
func (b *builder) isExternalDomain(s string) bool {
	domain := identifier.CanonicalDomain(s)
	suffix, icann := publicsuffix.PublicSuffix(domain)
	if !icann || suffix == domain {
		return false
	}
	_, similar := suggest.Nearest(s, b.domainLikeNames)
	return !similar
}

func (b *builder) resolveEnvironment(s, home string, n *manifest.Node, owner *entity) (string, bool) {
	if id := environmentID(s); id != "" {
		if e := b.lookup(b.byID["environments"], id); e != nil && e.key != "" {
			return b.addReference(e, n, owner)
		}
		return id, true
	}
	tenant, name, scoped := strings.Cut(s, "/")
	if scoped && !strings.Contains(s, "://") {
		return b.resolveScoped("environments", tenant, name, n, owner)
	}
	if e := b.lookup(b.byKey["environments"], home+"/"+s); home != "" && e != nil {
		return b.addReference(e, n, owner)
	}
	if strings.Contains(s, ".") {
		host := identifier.CanonicalHost(s)
		b.addDependency(host)
		if e := b.hosts.get(host); e != nil && e.key != "" {
			return b.addReference(e, n, owner)
		}
		if b.hosts.incomplete {
			return "", false
		}
	}
	return b.resolveInTenant("environments", home, s, n, owner)
}

// environmentID returns the canonical form of an environment's id, or "" if the text is not an id.
func environmentID(s string) string {
	if identifier.IsGUID(s) ||
		len(s) > len(defaultPrefix) && strings.EqualFold(s[:len(defaultPrefix)], defaultPrefix) && identifier.IsGUID(s[len(defaultPrefix):]) {
		return identifier.CanonicalGUID(s)
	}
	return ""
}

// defaultPrefix starts the id of a Default environment, followed by the id of its tenant.
const defaultPrefix = "Default-"

func (b *builder) resolveGroup(s, home string, n *manifest.Node, owner *entity) (string, bool) {
	if tenant, name, scoped := strings.Cut(s, "/"); scoped {
		return b.resolveScoped("groups", tenant, name, n, owner)
	}
	return b.resolveInTenant("groups", home, s, n, owner)
}

// resolveScoped resolves a name in the tenant that a text refers to.
func (b *builder) resolveScoped(kind, tenant, name string, n *manifest.Node, owner *entity) (string, bool) {
	if e := b.findTenant(tenant); e != nil {
		if b.references != nil {
			b.addTenantReference(e, tenant, n, owner)
		}
		return b.resolveInTenant(kind, e.key, name, n, owner, tenant)
	}
	if identifier.IsGUID(tenant) {
		key, ok := b.undeclaredTenantKey(tenant)
		if !ok {
			b.countUnchecked(nil, n)
			return "", false
		}
		return b.resolveInTenant(kind, key, name, n, owner, tenant)
	}
	return b.addUnresolved(unresolved{kind: kind, name: name, scope: tenant}, b.mayDeclare("tenants", tenant), tenant+"/"+name, n, owner)
}

// resolveInTenant resolves a name or an id in a tenant. Scope is the tenant as the reference writes it, if it does.
func (b *builder) resolveInTenant(kind, tenant, name string, n *manifest.Node, owner *entity, scope ...string) (string, bool) {
	r := unresolved{kind: kind, name: name, home: tenant}
	if len(scope) > 0 {
		r.scope = scope[0]
	}
	if id := environmentID(name); id != "" {
		if e := b.lookupID(kind, id, tenant); e != nil {
			return b.addReference(e, n, owner)
		}
		if b.lookup(b.byKey[kind], tenant+"/"+name) == nil {
			b.addUnlisted(r, id, n, owner)
			return id, true
		}
	}
	if e := b.lookup(b.byKey[kind], tenant+"/"+name); tenant != "" && e != nil {
		return b.addReference(e, n, owner)
	}
	if tenant == "" && (owner.kind == "tenants" || owner.kind == "environments") {
		b.countUnchecked(nil, n) // the tenant itself is unresolved
		return "", false
	}
	if tenant == "" {
		return b.addUnresolved(r, false, name, n, owner)
	}
	declared := b.lookup(b.byKey["tenants"], tenant)
	mayExist := declared == nil || declared.lists[kind].incomplete || b.mayDeclare(kind, name) || kind == "environments" && b.isOrphan(name)
	if mayExist {
		b.countUnchecked(declared, n)
		return tenant + "/" + name, true
	}
	return b.addUnresolved(r, false, name, n, owner)
}

// lookupID returns the object of a kind with an id, preferably that of the tenant.
func (b *builder) lookupID(kind, id, tenant string) *entity {
	all := b.lookupAll(b.byID[kind], id)
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

// countUnchecked counts a reference that is not checked because its target could not be read.
func (b *builder) countUnchecked(tenant *entity, n *manifest.Node) {
	b.addDependency(unreadDependency)
	if (tenant == nil || !b.unread.Empty()) && !b.reported[n] {
		b.reported[n] = true
		b.doc.unchecked++
	}
}

// addUnresolved records an unresolved reference. If input that could not be read may declare the object, it counts the
// reference as not checked and returns the key.
func (b *builder) addUnresolved(r unresolved, mayExist bool, key string, n *manifest.Node, owner *entity) (string, bool) {
	if mayExist {
		b.countUnchecked(nil, n)
		return key, true
	}
	if !b.reported[n] {
		b.reported[n] = true
		r.location, r.node = b.referenceLocation(n, owner), n
		b.doc.unresolved = append(b.doc.unresolved, r)
	}
	return "", false
}

// addUnlisted records a reference to an id that is not in its tenant's list, if the tenant lists such objects.
func (b *builder) addUnlisted(r unresolved, id string, n *manifest.Node, owner *entity) {
	tenant := b.lookup(b.byKey["tenants"], r.home)
	if tenant == nil || b.reported[n] {
		return
	}
	if l := tenant.lists[r.kind]; !l.present || l.incomplete || l.missingIDs || r.kind == "environments" {
		return
	}
	b.reported[n] = true
	r.location, r.node, r.id = b.referenceLocation(n, owner), n, id
	b.doc.unresolved = append(b.doc.unresolved, r)
}

func (b *builder) referenceLocation(n *manifest.Node, owner *entity) problem.Location {
	doc := b.t.Documents[owner.doc]
	at := problem.Location{File: doc.File, Span: n.Span, Object: b.t.Object(doc, n.Span.Start)}
	if use, ok := n.Use(); ok {
		at.Span, at.Anchor = use, n.Span
	}
	return at
}

// unresolved is a reference without a declared target.
type unresolved struct {
	kind, name    string
	scope         string // the tenant as the reference writes it, if it does
	home          string // key of the tenant in which the name was looked up
	id            string // of an object that its tenant does not list
	teamReference bool   // the name may be that of a team, which no manifest declares
	location      problem.Location
	node          *manifest.Node
}
