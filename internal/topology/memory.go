package topology

import (
	"hash/maphash"
	"maps"
	"reflect"
	"slices"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// Memory caches what each document contributed to a topology, so that the next one is built from that and from the
// changes. An unchanged document contributes the same, unless a declaration that it looked up changed. A Memory
// supports one topology at a time; the zero value is empty.
type Memory struct {
	// DocumentsPerShard is the number of documents in a shard; 0 means the default.
	DocumentsPerShard int

	previous *builder
}

// Build is like the function Build, but reuses the previous topology and does not release the trees of the documents.
func (m *Memory) Build(documents []Checked, unread Unread) (*Topology, []problem.Problem) {
	b := newBuilder(unread)
	b.memory, b.shardDocuments, b.previous = true, m.DocumentsPerShard, m.previous
	m.previous = nil // the new builder takes over its state
	t, problems := b.buildTopology(documents)
	b.release()
	m.previous = b
	return t, problems
}

// release drops the state that only the build itself needed.
func (b *builder) release() {
	for _, d := range append(b.changedDocs, b.global) {
		d.previous, d.changed = nil, false
	}
	for _, d := range b.docs {
		d.rowsUpdated = false
	}
	b.previous, b.changedDocs, b.changes, b.problems = nil, nil, nil, nil
}

// hashSeed is the seed of string hashes. A collision costs unnecessary work, but does not affect results.
var hashSeed = maphash.MakeSeed()

// unreadDependency is the dependency on the parts of the input that could not be read.
const unreadDependency = "\x00"

// addDependency records that the current document depends on a string that was looked up: a key, an id, a domain, a
// host or an address.
func (b *builder) addDependency(text string) {
	if b.memory && b.doc != nil {
		b.dependencies = append(b.dependencies, maphash.String(hashSeed, text))
	}
}

// lookupStrings returns the strings that look up the entity.
func (e *entity) lookupStrings() []string {
	all := append([]string{e.key, e.name, e.id, e.alias, identifier.CanonicalHost(e.host)}, e.domains...)
	if e.kind == "topologies" {
		all = append(all, topologyKey)
	}
	if a := e.account; a != nil {
		all = append(all, a.lookupStrings()...)
	}
	return all
}

func (a *account) lookupStrings() []string {
	return []string{a.key, a.upn, a.mail, a.id, a.person, identifier.InvitedAddress(a.upn)}
}

// changedStrings contains hashes of the strings whose lookup returns something else than in the previous topology.
type changedStrings map[uint64]bool

func (c changedStrings) add(texts ...string) {
	for _, t := range texts {
		if t != "" {
			c[maphash.String(hashSeed, t)] = true
		}
	}
}

// reuseEntities makes changed documents reuse their previous entities where the declarations are equal. It returns the
// other entities: those that were removed and those that were added.
func (b *builder) reuseEntities() (removed, added []*entity) {
	for _, d := range b.changedDocs {
		old, now := d.previous.entities(), d.entities()
		from, to := 0, min(len(old), len(now))
		for from < to && old[from].sameDeclaration(now[from]) {
			from++
		}
		end := 0
		for end < to-from && old[len(old)-1-end].sameDeclaration(now[len(now)-1-end]) {
			end++
		}
		for i := range now {
			before := i
			if i >= len(now)-end {
				before = i + len(old) - len(now)
			} else if i >= from {
				continue
			}
			old[before].relocate(now[i], now[0])
			now[i] = old[before]
		}
		if len(now) > 0 {
			d.root, d.items = now[0], now[1:]
		}
		removed, added = append(removed, old[from:len(old)-end]...), append(added, now[from:len(now)-end]...)
	}
	for i := len(b.docs); b.previous != nil && i < len(b.previous.docs); i++ {
		removed = append(removed, b.previous.docs[i].entities()...)
	}
	return removed, added
}

// entities returns the entities that a document declares.
func (d *document) entities() []*entity {
	if d == nil || d.root == nil {
		return nil
	}
	return append([]*entity{d.root}, d.items...)
}

// isRoot reports whether the entity is a document.
func (e *entity) isRoot() bool { return e.at.up == nil }

// sameDeclaration reports whether references cannot tell two entities apart.
func (e *entity) sameDeclaration(now *entity) bool {
	return e.kind == now.kind && e.isRoot() == now.isRoot() && (e.isRoot() || e.tenant == now.tenant) &&
		e.name == now.name && e.tenantRef == now.tenantRef && e.id == now.id && e.alias == now.alias && e.anchor == now.anchor &&
		e.host == now.host && e.hostUnknown == now.hostUnknown && slices.Equal(e.domains, now.domains) && maps.Equal(e.lists, now.lists) &&
		e.account.sameDeclaration(now.account)
}

func (a *account) sameDeclaration(now *account) bool {
	if a == nil || now == nil {
		return a == now
	}
	return a.tenant == now.tenant && a.guest == now.guest && a.upn == now.upn && a.mail == now.mail && a.id == now.id && a.home == now.home
}

// relocate updates the location of an entity to that of its equal in a changed document with the given root.
func (e *entity) relocate(now, root *entity) {
	if now.account != nil {
		i, _ := asInt(now.at.step)
		root.accounts[now.kind][i] = e.account
	}
	e.at, e.node, e.invalid, e.redacted, e.accounts = now.at, now.node, now.invalid, now.redacted, now.accounts
}

// updateDeclarations registers all entities if any of them changed, and finds the documents that are affected.
func (b *builder) updateDeclarations() {
	last := b.previous
	if last == nil {
		b.declare()
		return
	}
	removed, added := b.reuseEntities()
	changes := changedStrings{}
	for _, e := range removed {
		changes.add(e.lookupStrings()...)
	}
	if len(removed) == 0 && len(added) == 0 && len(b.docs) == len(last.docs) {
		b.registry = last.registry
		for _, n := range b.names {
			n.candidates, n.comparisons = map[string]candidate{}, 0
		}
	} else {
		b.redeclare(changes)
	}
	for _, e := range added {
		changes.add(e.lookupStrings()...)
	}
	if !reflect.DeepEqual(b.unread, last.unread) {
		changes.add(unreadDependency)
	}
	all := !reflect.DeepEqual(b.globalState(), last.globalState())
	if !all && len(changes) == 0 {
		return
	}
	for i, d := range b.docs {
		if !d.changed && (all || slices.ContainsFunc(d.dependencies, func(h uint64) bool { return changes[h] })) {
			b.docs[i] = &document{
				Checked: d.Checked, number: d.number, root: d.root, items: d.items, primary: d.primary, previous: d, changed: true,
			}
			b.changedDocs = append(b.changedDocs, b.docs[i])
		}
	}
}

// redeclare registers all entities, and adds the strings whose lookup now returns something else to changes.
func (b *builder) redeclare(changes changedStrings) {
	type known struct {
		key   string
		stray bool
	}
	before, persons := map[*entity]known{}, map[*account]string{}
	for _, d := range b.docs {
		for _, e := range d.entities() {
			if e.isRoot() {
				before[e] = known{e.key, e.orphan}
			}
			if e.account != nil {
				persons[e.account] = e.account.person
			}
		}
	}
	b.declare()
	for e, was := range before {
		if now := (known{e.key, e.orphan}); now != was {
			changes.add(was.key)
			changes.add(e.lookupStrings()...)
		}
	}
	for a, was := range persons {
		if a.person != was {
			changes.add(was)
			changes.add(a.lookupStrings()...)
		}
	}
}

// globalState is the state that any reference may depend on.
type globalState struct {
	anonymous, incompleteDomains, incompleteHosts, agreements, groups bool

	domainLikeNames []string
}

func (b *builder) globalState() globalState {
	return globalState{
		b.tenantWithoutID != nil, b.incompleteDomains, b.hosts.incomplete, b.byKey["agreements"] != nil, b.byKey["groups"] != nil,
		b.domainLikeNames,
	}
}
