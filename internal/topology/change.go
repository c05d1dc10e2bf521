package topology

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// rowKey returns a value by which a row is known again, or "".
type rowKey = func(ast.Object) string

// compared are the tables whose rows are held against those of an earlier topology. The tables that others
// refer to come first.
var compared = []struct {
	table, changes string
	added          bool // rows that are new have a change, too
}{
	{"tenants", "changedTenants", true},
	{"environments", "changedEnvironments", false},
	{"domains", "changedDomains", true},
	{"namespaces", "changedNamespaces", false},
	{"subscriptions", "changedSubscriptions", false},
	{"deployments", "changedDeployments", false},
	{"masterData", "changedMasterData", false},
	{"residency", "changedResidency", false},
	{"crossTenantAccess", "changedCrossTenantAccess", true},
}

// keysOf returns how rows of a table of t are known again although their file, their place or their name
// changed. The first key that both have counts.
func (t *Topology) keysOf(table string) []rowKey {
	switch table {
	case "tenants":
		initial := map[string]string{}
		for _, d := range rowsOf(t, "domains") {
			if get(d, "isInitial") == ast.Boolean(true) {
				initial[str(d, "tenant")] = str(d, "name")
			}
		}
		return []rowKey{field("id"), func(r ast.Object) string { return initial[str(r, "name")] }, field("name")}
	case "environments":
		return []rowKey{field("id"), field("dataverse", "organizationId"), field("dataverse", "url"), field("key")}
	case "namespaces":
		return []rowKey{func(r ast.Object) string {
			if get(r, "declared") != ast.Boolean(true) {
				return ""
			}
			return str(r, "protocol") + " " + str(r, "name")
		}}
	case "subscriptions":
		return []rowKey{field("subscriptionId")}
	case "residency":
		return []rowKey{func(r ast.Object) string { return str(r, "class") + " " + str(r, "subjects") }}
	case "crossTenantAccess":
		return []rowKey{inTenant(field("partner"))}
	case "groups":
		return []rowKey{inTenant(field("id")), field("key")}
	default:
		return []rowKey{field("name")}
	}
}

// Compare adds to t, row by row, what an earlier topology held differently: a row of a table of
// changes has "before" and, unless the object is gone, "after". References in it are those of today to the
// same objects. Places are those of today; an object that is gone shows at its tenant, or at the first
// manifest.
func (t *Topology) Compare(earlier *Topology) {
	t.renamed = renames{map[string]string{}, map[string]string{}, map[string]string{}}
	places := t.places()
	t.pair(earlier, "tenants", t.renamed.tenants, field("name"))
	pairs := map[string][]rowPair{"environments": t.pair(earlier, "environments", t.renamed.environments, field("key"))}
	t.pair(earlier, "groups", t.renamed.groups, field("key"))
	for _, c := range compared {
		if pairs[c.table] == nil {
			pairs[c.table] = t.pair(earlier, c.table, nil, nil)
		}
		for _, p := range pairs[c.table] {
			if p.before == nil && !c.added {
				continue
			}
			if row := t.change(c.table, p, places); row != nil {
				t.tables[c.changes] = append(t.tables[c.changes], row)
			}
		}
	}
	t.indexChanges()
}

// rowPair is a row of the earlier topology and the one of today that is about the same object; either may be
// nil.
type rowPair struct {
	before, after *ast.Term
}

// pair matches the rows of a table, and notes those whose name is another one today.
func (t *Topology) pair(earlier *Topology, table string, names map[string]string, name rowKey) []rowPair {
	m := matching{renamed: &t.renamed, table: table, before: earlier.tables[table], after: t.tables[table], taken: map[*ast.Term]bool{}}
	m.partners = make([]*ast.Term, len(m.before))
	m.match(earlier.keysOf(table), t.keysOf(table))
	var pairs []rowPair
	for i, b := range m.before {
		if m.known[i] {
			pairs = append(pairs, rowPair{b, m.partners[i]})
		}
		if names != nil && m.partners[i] != nil {
			was, is := name(b.Value.(ast.Object)), name(m.partners[i].Value.(ast.Object))
			if was != is && was != "" && names[was] == "" {
				names[was] = is
			}
		}
	}
	for _, a := range m.after {
		if !m.taken[a] {
			pairs = append(pairs, rowPair{nil, a})
		}
	}
	return pairs
}

// matching pairs each row of before with the row of after that is the same object.
type matching struct {
	renamed       *renames
	table         string
	before, after []*ast.Term
	partners      []*ast.Term // of before, by number
	known         []bool      // whether a row of before can be told from others of its kind
	taken         map[*ast.Term]bool
}

// match pairs rows by the best key first. A value that several rows of one side have, such as a domain of
// two tenants, pairs with none of the other side but those that stayed where they were.
func (m *matching) match(earlier, today []rowKey) {
	m.known = make([]bool, len(m.before))
	stayed := stays(earlier)
	for i, b := range m.before {
		m.known[i] = stayed(b.Value.(ast.Object)) != ""
	}
	if m.table != "tenants" { // which stand nowhere but in themselves
		m.by(m.moved(stayed), stays(today))
	}
	for i := range earlier {
		m.by(m.moved(earlier[i]), today[i])
	}
	if m.table == "environments" {
		m.byName()
	}
}

// moved returns a key of earlier rows in the terms of today.
func (m *matching) moved(key rowKey) rowKey {
	if m.renamed.none() {
		return key
	}
	return func(row ast.Object) string { return key(m.renamed.row(m.table, row)) }
}

func (m *matching) by(earlier, today rowKey) {
	index := map[string]*ast.Term{}
	for _, a := range m.after {
		if k := today(a.Value.(ast.Object)); k != "" && !m.taken[a] && index[k] == nil {
			index[k] = a
		}
	}
	for i, b := range m.before {
		if m.partners[i] != nil {
			continue
		}
		if a := index[earlier(b.Value.(ast.Object))]; a != nil && !m.taken[a] {
			m.partners[i], m.taken[a] = a, true
		}
	}
}

// byName pairs environments that have nothing in common but their name, where that is all that is known of
// one of them and none of the others left bears it: an environment that moved to another tenant.
func (m *matching) byName() {
	name := field("name")
	left := groupBy(m.left(m.after), name)
	numbers := map[string][]int{}
	for i, b := range m.before {
		if k := name(b.Value.(ast.Object)); m.partners[i] == nil && left.rows[k] != nil {
			numbers[k] = append(numbers[k], i)
		}
	}
	for _, k := range left.keys {
		if len(numbers[k]) != 1 || len(left.rows[k]) != 1 {
			continue
		}
		i, a := numbers[k][0], left.rows[k][0]
		if contradict(m.before[i].Value.(ast.Object), a.Value.(ast.Object)) {
			continue
		}
		m.partners[i], m.taken[a] = a, true
	}
}

// left returns the rows that have no partner.
func (m *matching) left(rows []*ast.Term) []*ast.Term {
	var left []*ast.Term
	for _, r := range rows {
		if !m.taken[r] {
			left = append(left, r)
		}
	}
	return left
}

// contradict says whether two environments have different ids, organizations or hosts.
func contradict(a, b ast.Object) bool {
	for _, key := range []rowKey{field("id"), field("dataverse", "organizationId"), field("dataverse", "url")} {
		if x, y := key(a), key(b); x != "" && y != "" && x != y {
			return true
		}
	}
	return false
}

// stays keys rows by the tenant and the best key, for objects that did not move.
func stays(keys []rowKey) rowKey {
	return func(row ast.Object) string {
		for _, key := range keys {
			if k := key(row); k != "" {
				return str(row, "tenant") + " " + k
			}
		}
		return ""
	}
}

// change makes the row of a pair, or nil where nothing but the place differs. What is gone shows at its
// tenant.
func (t *Topology) change(table string, p rowPair, places map[string]*ast.Term) *ast.Term {
	row := ast.NewObject(ast.Item(unknown, ast.InternedEmptyObject))
	var was *ast.Term
	if p.before != nil {
		was = ast.NewTerm(withoutPlaces(p.before).Value)
		if !t.renamed.none() {
			was = ast.NewTerm(t.renamed.row(table, was.Value.(ast.Object)))
		}
		row.Insert(ast.InternedTerm("before"), was)
	}
	if p.after != nil {
		if was != nil && was.Value.Compare(withoutPlaces(p.after).Value) == 0 {
			return nil
		}
		row.Insert(ast.InternedTerm("after"), p.after)
		row.Insert(atKey, p.after.Value.(ast.Object).Get(atKey))
		return ast.NewTerm(row)
	}
	at := places[str(was.Value.(ast.Object), "tenant")]
	if at == nil {
		at = path{ast.InternedTerm(0)}.term() // the first manifest
	}
	row.Insert(atKey, at)
	return ast.NewTerm(row)
}

// places maps each tenant to where it is declared.
func (t *Topology) places() map[string]*ast.Term {
	places := map[string]*ast.Term{}
	for _, r := range rowsOf(t, "tenants") {
		if n := str(r, "name"); n != "" && places[n] == nil {
			places[n] = r.Get(atKey)
		}
	}
	return places
}

// withoutPlaces copies a row without the paths in it, which speak of other documents, and without how its
// values are written.
func withoutPlaces(t *ast.Term) *ast.Term {
	switch v := t.Value.(type) {
	case ast.Object:
		c := ast.NewObjectWithCapacity(v.Len())
		v.Foreach(func(k, e *ast.Term) {
			if s, ok := k.Value.(ast.String); !ok || s != "at" && s != "written" && !strings.HasSuffix(string(s), "At") {
				c.Insert(k, withoutPlaces(e))
			}
		})
		return ast.NewTerm(c)
	case *ast.Array:
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = withoutPlaces(v.Elem(i))
		}
		return ast.ArrayTerm(terms...)
	}
	return t
}
