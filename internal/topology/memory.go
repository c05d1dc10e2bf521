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
	// Documents is the number of documents in a shard; 0 means the default.
	Documents int

	last *builder
}

// Build is like the function Build, but reuses the last topology and does not release the trees of the documents.
func (m *Memory) Build(documents []Checked, unread Unread) (*Topology, []problem.Problem) {
	b := newBuilder(unread)
	b.memory, b.shardDocuments, b.last = true, m.Documents, m.last
	m.last = nil // the new builder takes over its state
	t, problems := b.topology(documents)
	b.forget()
	m.last = b
	return t, problems
}

// forget releases what only the build itself needed.
func (b *builder) forget() {
	for _, d := range append(b.changedDocs, b.whole) {
		d.before, d.changed = nil, false
	}
	for _, d := range b.docs {
		d.amended = false
	}
	b.last, b.changedDocs, b.changes, b.problems = nil, nil, nil, nil
}

// seed is the seed of string hashes. A collision costs unnecessary work, but does not affect results.
var seed = maphash.MakeSeed()

// notRead is the dependency on the parts of the input that could not be read.
const notRead = "\x00"

// addDependency records that the current document depends on a string that was looked up: a key, an id, a domain, a
// host or an address.
func (b *builder) addDependency(text string) {
	if b.memory && b.doc != nil {
		b.dependencies = append(b.dependencies, maphash.String(seed, text))
	}
}

// texts returns the strings that look up the entity.
func (e *entity) texts() []string {
	all := append([]string{e.key, e.name, e.id, e.alias, identifier.CanonicalHost(e.host)}, e.domains...)
	if e.kind == "topologies" {
		all = append(all, topologyKey)
	}
	if a := e.account; a != nil {
		all = append(all, a.texts()...)
	}
	return all
}

func (a *account) texts() []string {
	return []string{a.key, a.upn, a.mail, a.id, a.person, identifier.InvitedAddress(a.upn)}
}

// changed contains hashes of the strings whose lookup returns something else than in the previous topology.
type changed map[uint64]bool

func (c changed) add(texts ...string) {
	for _, t := range texts {
		if t != "" {
			c[maphash.String(seed, t)] = true
		}
	}
}

// inherit makes changed documents reuse their previous entities where the declarations are equal. It returns the other
// entities: those that were removed and those that were added.
func (b *builder) inherit() (gone, came []*entity) {
	for _, d := range b.changedDocs {
		old, now := d.before.entities(), d.entities()
		from, to := 0, min(len(old), len(now))
		for from < to && old[from].declares(now[from]) {
			from++
		}
		end := 0
		for end < to-from && old[len(old)-1-end].declares(now[len(now)-1-end]) {
			end++
		}
		for i := range now {
			before := i
			if i >= len(now)-end {
				before = i + len(old) - len(now)
			} else if i >= from {
				continue
			}
			old[before].inherit(now[i], now[0])
			now[i] = old[before]
		}
		if len(now) > 0 {
			d.root, d.items = now[0], now[1:]
		}
		gone, came = append(gone, old[from:len(old)-end]...), append(came, now[from:len(now)-end]...)
	}
	for i := len(b.docs); b.last != nil && i < len(b.last.docs); i++ {
		gone = append(gone, b.last.docs[i].entities()...)
	}
	return gone, came
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

// declares reports whether references cannot tell two entities apart.
func (e *entity) declares(now *entity) bool {
	return e.kind == now.kind && e.isRoot() == now.isRoot() && (e.isRoot() || e.tenant == now.tenant) &&
		e.name == now.name && e.said == now.said && e.id == now.id && e.alias == now.alias && e.anchor == now.anchor &&
		e.host == now.host && e.openHost == now.openHost && slices.Equal(e.domains, now.domains) && maps.Equal(e.lists, now.lists) &&
		e.account.declares(now.account)
}

func (a *account) declares(now *account) bool {
	if a == nil || now == nil {
		return a == now
	}
	return a.tenant == now.tenant && a.guest == now.guest && a.upn == now.upn && a.mail == now.mail && a.id == now.id && a.home == now.home
}

// inherit updates the location of an entity to that of its equal in a changed document with the given root.
func (e *entity) inherit(now, root *entity) {
	if now.account != nil {
		i, _ := integer(now.at.step)
		root.accounts[now.kind][i] = e.account
	}
	e.at, e.node, e.invalid, e.redacted, e.accounts = now.at, now.node, now.invalid, now.redacted, now.accounts
}

// redeclare registers all entities if any of them changed, and finds the documents that are affected.
func (b *builder) redeclare() {
	last := b.last
	if last == nil {
		b.declare()
		return
	}
	gone, came := b.inherit()
	changes := changed{}
	for _, e := range gone {
		changes.add(e.texts()...)
	}
	if len(gone) == 0 && len(came) == 0 && len(b.docs) == len(last.docs) {
		b.registry = last.registry
		for _, n := range b.names {
			n.near, n.compared = map[string]candidate{}, 0
		}
	} else {
		b.declareAgain(changes)
	}
	for _, e := range came {
		changes.add(e.texts()...)
	}
	if !reflect.DeepEqual(b.unread, last.unread) {
		changes.add(notRead)
	}
	all := !reflect.DeepEqual(b.general(), last.general())
	if !all && len(changes) == 0 {
		return
	}
	for i, d := range b.docs {
		if !d.changed && (all || slices.ContainsFunc(d.dependencies, func(h uint64) bool { return changes[h] })) {
			b.docs[i] = &document{Checked: d.Checked, number: d.number, root: d.root, items: d.items, primary: d.primary, before: d, changed: true}
			b.changedDocs = append(b.changedDocs, b.docs[i])
		}
	}
}

// declareAgain registers all entities, and adds the strings whose lookup now returns something else to changes.
func (b *builder) declareAgain(changes changed) {
	type known struct {
		key   string
		stray bool
	}
	before, persons := map[*entity]known{}, map[*account]string{}
	for _, d := range b.docs {
		for _, e := range d.entities() {
			if e.isRoot() {
				before[e] = known{e.key, e.stray}
			}
			if e.account != nil {
				persons[e.account] = e.account.person
			}
		}
	}
	b.declare()
	for e, was := range before {
		if now := (known{e.key, e.stray}); now != was {
			changes.add(was.key)
			changes.add(e.texts()...)
		}
	}
	for a, was := range persons {
		if a.person != was {
			changes.add(was)
			changes.add(a.texts()...)
		}
	}
}

// general is the state that any reference may depend on.
type general struct {
	anonymous, openDomains, openHosts, agreements, groups bool

	dotted []string
}

func (b *builder) general() general {
	return general{b.anonymous != nil, b.openDomains, b.urls.open, b.byKey["agreements"] != nil, b.byKey["groups"] != nil, b.dotted}
}
