package topology

import (
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// identifiedLists lists, by scope, the lists whose objects have a name or an id.
var identifiedLists = func() map[string][]*vocabulary.Table {
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

// HasRow reports whether the topology has a row for a document, and policies can therefore see its contents.
func HasRow(d *manifest.Document) bool { return vocabulary.OfKind(d.Kind()) != nil }

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
			b.register(d.root)
		}
		for _, e := range d.items {
			b.register(e)
		}
	}
	b.accounts.resolve(b)
}

// declareTenant registers a tenant by its name, its id and its verified domains.
func (b *builder) declareTenant(e *entity) {
	b.register(e)
	if e.id == "" && b.tenantWithoutID == nil {
		b.tenantWithoutID = e
	}
	if strings.Contains(e.name, ".") {
		b.domainLikeNames = append(b.domainLikeNames, e.name)
	}
	for _, name := range e.domains {
		b.addVerifiedDomain(name, e)
	}
	b.incompleteDomains = b.incompleteDomains || e.lists["domains"].incomplete
}

// addVerifiedDomain records that a tenant has verified a domain. A domain that the tenant lists twice counts once.
func (b *builder) addVerifiedDomain(domain string, e *entity) {
	for _, owner := range b.verified.lookupAll(domain) {
		if owner.name == e.name {
			return
		}
	}
	b.verified.add(domain, e)
}

// readListState reports whether a document has a list, and whether objects may be missing from it, either because the
// manifest says so or because part of the list is invalid.
func (e *entity) readListState(table, name string) listState {
	list := e.node.Get(table)
	l := listState{present: list != nil && list.Kind == manifest.Sequence, incomplete: listsUnknown(e.node, table)}
	switch {
	case list == nil:
		l.incomplete = l.incomplete || e.invalid[e.node]
	case list.Kind != manifest.Sequence:
		l.incomplete = l.incomplete || list.Kind != manifest.Null
	default:
		for _, item := range list.Items {
			n := item.Get(name)
			l.missingIDs = l.missingIDs || listsUnknown(item, "id")
			l.incomplete = l.incomplete || item.Kind != manifest.Mapping || name != "" && e.invalid[item] && (n == nil || n.Kind != manifest.String)
		}
	}
	return l
}

// declareEnvironment resolves the tenant of an environment that is a document.
func (b *builder) declareEnvironment(e *entity) {
	tenant, ok := b.tenantKey(e.tenantRef)
	if e.orphan = !ok; e.orphan {
		b.orphans[e.name] = true
		e.tenant, e.key = "", ""
		return
	}
	e.tenant, e.key = tenant, scopedKey(tenant, e.name)
}

// topologyKey is the key of the one manifest of kind Topology.
const topologyKey = "topology"

// register registers an entity under its names, its ids and its host.
func (b *builder) register(e *entity) {
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
	if e.kind == "environments" && !e.orphan {
		b.hosts.incomplete = b.hosts.incomplete || e.hostUnknown
		if e.host != "" {
			b.hosts.environments = append(b.hosts.environments, e)
		}
	}
}

// hostIndex indexes environments by the host of their database. The index is built on first lookup, which most
// topologies never do.
type hostIndex struct {
	once         sync.Once
	environments []*entity
	incomplete   bool // the host of an environment is unknown
	byHost       entityIndex
}

// get returns the environment with a host, or nil if there is none or more than one.
func (h *hostIndex) get(host string) *entity {
	h.once.Do(func() {
		for _, e := range h.environments {
			if name := identifier.CanonicalHost(e.host); name != "" {
				h.byHost.add(name, e)
			}
		}
	})
	if h.byHost.isDuplicate(host) {
		return nil
	}
	return h.byHost.get(host)
}

func stringValue(n *manifest.Node) string {
	if n == nil || n.Kind != manifest.String {
		return ""
	}
	return limitName(strings.TrimSpace(n.Text))
}

// maxName is the maximum length of a name in bytes; the schema allows far less.
const maxName = 1 << 10

// limitName returns name, or "" if it is too long: the key of every object that belongs to the named one would repeat
// it.
func limitName(name string) string {
	if len(name) > maxName {
		return ""
	}
	return name
}

// scopedKey returns the key of an object of a tenant, or "" if either has no name.
func scopedKey(tenant, name string) string {
	if tenant == "" || name == "" {
		return ""
	}
	return tenant + "/" + name
}

// nameOrID returns the name of an object. For a tenant or an environment without a name, which the schema reports, it
// returns the id, so that its objects can be distinguished from those of others.
func nameOrID(kind string, n *manifest.Node) string {
	name := limitName(stringValue(n.Get("name")))
	if name == "" && (kind == "tenants" || kind == "environments") {
		return identifier.CanonicalGUID(stringValue(n.Get("id")))
	}
	return name
}

// addSecrets adds a row for each value that looks like a credential.
func (b *builder) addSecrets(e *entity, n *manifest.Node, at *rowPath) {
	if looks := e.redacted[n]; looks != "" {
		row := b.newRow("secrets", at.term())
		put(row, col.LooksLike, looks)
		b.addRow(row)
	}
	for i := range n.Pairs {
		b.addSecrets(e, n.Pairs[i].Value, at.key(n.Pairs[i].Key.Text))
	}
	for i, item := range n.Items {
		b.addSecrets(e, item, at.index(i))
	}
}
