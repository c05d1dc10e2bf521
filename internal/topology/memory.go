package topology

import (
	"hash/maphash"
	"maps"
	"reflect"
	"slices"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// Memory keeps what each document gave to a topology, so that the next one is made of that and of what changed: a document
// that is there again gives the same, unless something is declared otherwise that it looked up. It serves one topology at a
// time; the zero value is empty.
type Memory struct {
	// Documents is how many documents make a part of a topology; 0 is so many as pay.
	Documents int

	last *builder
}

// Build resolves manifests as the function of that name does. It leaves the trees of the documents where they are.
func (m *Memory) Build(documents []Checked, unread Unread) (*Topology, []problem.Problem) {
	b := newBuilder(unread)
	b.memory, b.shardDocuments, b.last = true, m.Documents, m.last
	m.last = nil // what it knows becomes that of the new one
	t, problems := b.topology(documents)
	b.forget()
	m.last = b
	return t, problems
}

// forget lets go of what only the build itself needed.
func (b *builder) forget() {
	for _, d := range append(b.changedDocs, b.whole) {
		d.before, d.changed = nil, false
	}
	for _, d := range b.docs {
		d.amended = false
	}
	b.last, b.changedDocs, b.changes, b.problems = nil, nil, nil, nil
}

// seed makes hashes of texts. That two have the same hash costs work, and changes nothing else.
var seed = maphash.MakeSeed()

// notRead is requested by what depends on which parts of the input could not be read.
const notRead = "\x00"

// addDependency notes that what a document gives depends on what is known under a text: a key, an id, a domain, a host or an address.
func (b *builder) addDependency(text string) {
	if b.memory && b.doc != nil {
		b.dependencies = append(b.dependencies, maphash.String(seed, text))
	}
}

// texts are those under which an entity is known.
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

// changed holds hashes of texts under which something else is known than before.
type changed map[uint64]bool

func (c changed) add(texts ...string) {
	for _, t := range texts {
		if t != "" {
			c[maphash.String(seed, t)] = true
		}
	}
}

// inherit lets documents that were read anew keep the entities that they declare as before, and returns all others, those
// that are gone and those that came.
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

// entities returns what a document declares.
func (d *document) entities() []*entity {
	if d == nil || d.root == nil {
		return nil
	}
	return append([]*entity{d.root}, d.items...)
}

// isRoot reports whether an entity is a document.
func (e *entity) isRoot() bool { return e.at.up == nil }

// declares reports whether two entities are the same to all that may refer to them.
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

// inherit takes over where an entity is now, in a document of which root is the first one.
func (e *entity) inherit(now, root *entity) {
	if now.account != nil {
		i, _ := integer(now.at.step)
		root.accounts[now.kind][i] = e.account
	}
	e.at, e.node, e.invalid, e.redacted, e.accounts = now.at, now.node, now.invalid, now.redacted, now.accounts
}

// redeclare enters all entities where some are not those of before, and finds the documents for which that matters.
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

// declareAgain declares, and notes of what was there before what is known otherwise now.
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

// general is what all references may depend on.
type general struct {
	anonymous, openDomains, openHosts, agreements, groups bool

	dotted []string
}

func (b *builder) general() general {
	return general{b.anonymous != nil, b.openDomains, b.urls.open, b.byKey["agreements"] != nil, b.byKey["groups"] != nil, b.dotted}
}
