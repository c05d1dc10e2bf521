package topology

import (
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// identified lists, by scope, the lists whose objects have a name or an id.
var identified = func() map[string][]*vocabulary.Table {
	lists := map[string][]*vocabulary.Table{}
	for _, scope := range []string{"tenants", "topologies"} {
		for _, l := range vocabulary.Lists(scope) {
			if l.NameColumn != "" || l.IDColumn != "" {
				lists[scope] = append(lists[scope], l)
			}
		}
	}
	return lists
}()

// columnsOf returns the columns of a table, or nil for a table that does not come from manifests.
func columnsOf(table string) []vocabulary.Column {
	if t := vocabulary.Of(table); t != nil {
		return t.Columns
	}
	return nil
}

// noun returns the noun for an object of a table in messages.
func noun(table string) string { return vocabulary.Of(table).Noun }

// sourceAnchors is the pseudo-kind that indexes users by their on-premises immutable id.
const sourceAnchors = "sourceAnchors"

// Holds reports whether the topology has a row for a document, and policies can therefore see its contents.
func Holds(d *manifest.Document) bool { return vocabulary.OfKind(d.Kind()) != nil }

// IsAnnotation reports whether the value of a key is only for human readers: no table contains it.
func IsAnnotation(key string) bool { return key == "description" || key == "labels" }

// declare registers all entities under each of their keys, before references are resolved. Tenants come first, because
// all other entities belong to one.
func (b *builder) declare() {
	for _, d := range b.docs {
		if d.root != nil && d.root.kind == "tenants" {
			b.declareTenant(d.root)
		}
	}
	for _, d := range b.docs {
		if d.root == nil {
			continue
		}
		if d.root.kind == "environments" {
			b.declareEnvironment(d.root)
		}
		if d.root.kind != "tenants" {
			b.note(d.root)
		}
		for _, e := range d.items {
			b.note(e)
		}
	}
	b.accounts.resolve(b)
}

// declareTenant registers a tenant by its name, its id and its verified domains.
func (b *builder) declareTenant(e *entity) {
	b.note(e)
	if e.id == "" && b.anonymous == nil {
		b.anonymous = e
	}
	if strings.Contains(e.name, ".") {
		b.dotted = append(b.dotted, e.name)
	}
	for _, name := range e.domains {
		b.verify(name, e)
	}
	b.openDomains = b.openDomains || e.lists["domains"].open
}

// verify records that a tenant has verified a domain. A domain that the tenant lists twice counts once.
func (b *builder) verify(domain string, e *entity) {
	for _, holder := range b.verified.every(domain) {
		if holder.name == e.name {
			return
		}
	}
	b.verified.add(domain, e)
}

// state reports whether a document has a list, and whether objects may be missing from it, either because the manifest
// says so or because part of the list is invalid.
func (e *entity) state(table, name string) listState {
	list := e.node.Get(table)
	l := listState{given: list != nil && list.Kind == manifest.Sequence, open: saysUnknown(e.node, table)}
	switch {
	case list == nil:
		l.open = l.open || e.invalid[e.node]
	case list.Kind != manifest.Sequence:
		l.open = l.open || list.Kind != manifest.Null
	default:
		for _, item := range list.Items {
			n := item.Get(name)
			l.anonymous = l.anonymous || saysUnknown(item, "id")
			l.open = l.open || item.Kind != manifest.Mapping || name != "" && e.invalid[item] && (n == nil || n.Kind != manifest.String)
		}
	}
	return l
}

// declareEnvironment resolves the tenant of an environment that is a document.
func (b *builder) declareEnvironment(e *entity) {
	tenant, ok := b.tenantKey(e.said)
	if e.stray = !ok; e.stray {
		b.strays[e.name] = true
		e.tenant, e.key = "", ""
		return
	}
	e.tenant, e.key = tenant, keyIn(tenant, e.name)
}

// topologyKey is the key of the one manifest of kind Topology.
const topologyKey = "topology"

// note registers an entity under its names, its ids and its host.
func (b *builder) note(e *entity) {
	if e.alias != "" {
		b.byKey.add(e.kind, e.alias, e)
	}
	if e.anchor != "" {
		b.byID.add(sourceAnchors, e.anchor, e)
	}
	if e.id != "" {
		b.byID.add(e.kind, e.id, e)
	}
	if e.kind == "topologies" {
		b.byKey.add(e.kind, topologyKey, e) // there is only one, whatever its name
	} else if e.name != "" && e.key != "" {
		b.byKey.add(e.kind, e.key, e)
	}
	if e.account != nil {
		b.accounts.add(e.account)
	}
	if e.kind == "environments" && !e.stray {
		b.urls.open = b.urls.open || e.openHost
		if e.host != "" {
			b.urls.environments = append(b.urls.environments, e)
		}
	}
}

// hosts indexes environments by the host of their database. The index is built on first lookup, which most topologies
// never do.
type hosts struct {
	once         sync.Once
	environments []*entity
	open         bool // the host of an environment is unknown
	byHost       register
}

// get returns the environment with a host, or nil if there is none or more than one.
func (h *hosts) get(host string) *entity {
	h.once.Do(func() {
		for _, e := range h.environments {
			if name := identifier.CanonicalHost(e.host); name != "" {
				h.byHost.add(name, e)
			}
		}
	})
	if h.byHost.repeated(host) {
		return nil
	}
	return h.byHost.get(host)
}

func scalar(n *manifest.Node) string {
	if n == nil || n.Kind != manifest.String {
		return ""
	}
	return short(strings.TrimSpace(n.Text))
}

// maxName is the maximum length of a name in bytes; the schema allows far less.
const maxName = 1 << 10

// short returns name, or "" if it is too long: the key of every object that belongs to the named one would repeat it.
func short(name string) string {
	if len(name) > maxName {
		return ""
	}
	return name
}

// keyIn returns the key of an object of a tenant, or "" if either has no name.
func keyIn(tenant, name string) string {
	if tenant == "" || name == "" {
		return ""
	}
	return tenant + "/" + name
}

// nameOf returns the name of an object. For a tenant or an environment without a name, which the schema reports, it
// returns the id, so that its objects can be told apart from those of others.
func nameOf(kind string, n *manifest.Node) string {
	name := short(scalar(n.Get("name")))
	if name == "" && (kind == "tenants" || kind == "environments") {
		return identifier.CanonicalGUID(scalar(n.Get("id")))
	}
	return name
}

// secrets adds a row for each value that looks like a credential.
func (b *builder) secrets(e *entity, n *manifest.Node, at *rowPath) {
	if looks := e.redacted[n]; looks != "" {
		row := b.newRow("secrets", at.term())
		put(row, col.LooksLike, looks)
		b.add(row)
	}
	for i := range n.Pairs {
		b.secrets(e, n.Pairs[i].Value, at.key(n.Pairs[i].Key.Text))
	}
	for i, item := range n.Items {
		b.secrets(e, item, at.index(i))
	}
}
