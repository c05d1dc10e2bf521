package topology

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// rowKey returns a value that identifies a row in another topology, or "".
type rowKey = func(*record) string

// comparedTable is a table whose rows are compared with those of a base topology.
type comparedTable struct {
	table, changes string
	added          bool // whether added rows count as changes
}

// compared are the tables that Compare compares. Tables that others refer to come first.
var compared = []comparedTable{
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

// keysOf returns the keys that identify rows of a table of t even if their file, location or name changed. Rows match
// by the first key that both have.
func (t *Topology) keysOf(table string) []rowKey {
	switch table {
	case "tenants":
		initial := map[string]string{}
		for _, d := range rowsOf(t, "domains") {
			if get(d, col.IsInitial) == ast.Boolean(true) {
				initial[str(d, col.Tenant)] = str(d, col.Name)
			}
		}
		return []rowKey{field(col.Id), func(r *record) string { return initial[str(r, col.Name)] }, field(col.Name)}
	case "environments":
		return []rowKey{field(col.Id), field(col.Dataverse, col.OrganizationId), field(col.Dataverse, col.Url), field(col.Key)}
	case "namespaces":
		return []rowKey{func(r *record) string {
			if get(r, col.Declared) != ast.Boolean(true) {
				return ""
			}
			return str(r, col.Protocol) + " " + str(r, col.Name)
		}}
	case "subscriptions":
		return []rowKey{field(col.SubscriptionId)}
	case "residency":
		return []rowKey{func(r *record) string { return str(r, col.Class) + " " + str(r, col.Subjects) }}
	case "crossTenantAccess":
		return []rowKey{inTenant(field(col.Partner))}
	case "groups":
		return []rowKey{inTenant(field(col.Id)), field(col.Key)}
	default:
		return []rowKey{field(col.Name)}
	}
}

// Compare adds the differences from a base topology to the tables of changes. A row in one has "before" and, unless the
// object was removed, "after"; references in "before" are replaced by the current keys of the same objects. Locations
// are current; a removed object is located at its tenant, or at the first manifest.
func (t *Topology) Compare(base *Topology) {
	t.renamed = renames{map[string]string{}, map[string]string{}, map[string]string{}}
	tenantPaths := t.tenantPaths()
	t.pair(base, "tenants", t.renamed.tenants, field(col.Name))
	pairs := map[string][]rowPair{"environments": t.pair(base, "environments", t.renamed.environments, field(col.Key))}
	t.pair(base, "groups", t.renamed.groups, field(col.Key))
	for _, c := range compared {
		if pairs[c.table] == nil {
			pairs[c.table] = t.pair(base, c.table, nil, nil)
		}
		for _, p := range pairs[c.table] {
			if p.before == nil && !c.added {
				continue
			}
			if row := t.change(c.table, p, tenantPaths); row != nil {
				t.tables[c.changes] = append(t.tables[c.changes], row)
			}
		}
	}
	t.indexChanges()
}

// rowPair is the base row and the current row of the same object; either may be nil.
type rowPair struct {
	before, after *ast.Term
}

// pair matches the rows of a table, and records in names the objects whose name changed.
func (t *Topology) pair(base *Topology, table string, names map[string]string, name rowKey) []rowPair {
	m := matching{renamed: &t.renamed, table: table, before: base.tables[table], after: t.tables[table], taken: map[*ast.Term]bool{}}
	m.partners = make([]*ast.Term, len(m.before))
	m.match(base.keysOf(table), t.keysOf(table))
	var pairs []rowPair
	for i, b := range m.before {
		if m.known[i] {
			pairs = append(pairs, rowPair{b, m.partners[i]})
		}
		if names != nil && m.partners[i] != nil {
			was, is := name(b.Value.(*record)), name(m.partners[i].Value.(*record))
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

// matching pairs each row of before with the row of after that describes the same object.
type matching struct {
	renamed       *renames
	table         string
	before, after []*ast.Term
	partners      []*ast.Term // by index in before
	known         []bool      // by index in before: whether the row can be told apart from others of its table
	taken         map[*ast.Term]bool
}

// match pairs rows by the best key first. A value that several rows of one side share, such as a domain of two tenants,
// matches only rows that stayed in their tenant.
func (m *matching) match(base, today []rowKey) {
	m.known = make([]bool, len(m.before))
	stayed := stays(base)
	for i, b := range m.before {
		m.known[i] = stayed(b.Value.(*record)) != ""
	}
	if m.table != "tenants" { // a tenant does not belong to a tenant
		m.by(m.moved(stayed), stays(today))
	}
	for i := range base {
		m.by(m.moved(base[i]), today[i])
	}
	if m.table == "environments" {
		m.byName()
	}
}

// moved returns a key function for base rows that returns keys with current names.
func (m *matching) moved(key rowKey) rowKey {
	if m.renamed.none() {
		return key
	}
	return func(row *record) string { return key(m.renamed.row(m.table, row)) }
}

func (m *matching) by(base, today rowKey) {
	index := map[string]*ast.Term{}
	for _, a := range m.after {
		if k := today(a.Value.(*record)); k != "" && !m.taken[a] && index[k] == nil {
			index[k] = a
		}
	}
	for i, b := range m.before {
		if m.partners[i] != nil {
			continue
		}
		if a := index[base(b.Value.(*record))]; a != nil && !m.taken[a] {
			m.partners[i], m.taken[a] = a, true
		}
	}
}

// byName pairs the remaining environments by name, if the name is unique among them and neither ids nor hosts
// contradict. It finds environments that moved to another tenant.
func (m *matching) byName() {
	name := field(col.Name)
	left := groupBy(m.left(m.after), name)
	numbers := map[string][]int{}
	for i, b := range m.before {
		if k := name(b.Value.(*record)); m.partners[i] == nil && left.rows[k] != nil {
			numbers[k] = append(numbers[k], i)
		}
	}
	for _, k := range left.keys {
		if len(numbers[k]) != 1 || len(left.rows[k]) != 1 {
			continue
		}
		i, a := numbers[k][0], left.rows[k][0]
		if contradict(m.before[i].Value.(*record), a.Value.(*record)) {
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

// contradict reports whether two environments have different ids, organizations or hosts.
func contradict(a, b *record) bool {
	for _, key := range []rowKey{field(col.Id), field(col.Dataverse, col.OrganizationId), field(col.Dataverse, col.Url)} {
		if x, y := key(a), key(b); x != "" && y != "" && x != y {
			return true
		}
	}
	return false
}

// stays returns the tenant and the best key of a row, which match objects that did not move.
func stays(keys []rowKey) rowKey {
	return func(row *record) string {
		for _, key := range keys {
			if k := key(row); k != "" {
				return str(row, col.Tenant) + " " + k
			}
		}
		return ""
	}
}

// change returns the change row of a pair, or nil if only locations differ. A removed object is located at its tenant.
func (t *Topology) change(table string, p rowPair, tenantPaths map[string]*ast.Term) *ast.Term {
	var was *record
	if p.before != nil {
		was = withoutPaths(p.before).Value.(*record)
		if !t.renamed.none() {
			was = t.renamed.row(table, was)
		}
	}
	if p.after != nil {
		if was != nil && was.Equal(withoutPaths(p.after).Value) {
			return nil
		}
		return changeRow(table, was, p.after, p.after.Value.(*record).get(col.At))
	}
	at := tenantPaths[str(was, col.Tenant)]
	if at == nil {
		at = documentPath(0).term() // the first manifest
	}
	return changeRow(table, was, nil, at)
}

// changeRow returns a change row for a table; either side may be nil.
func changeRow(table string, before *record, after, at *ast.Term) *ast.Term {
	i := slices.IndexFunc(compared, func(c comparedTable) bool { return c.table == table })
	row := newRow(compared[i].changes, at)
	if before != nil {
		row.set(col.Before, before.term())
	}
	row.set(col.After, after)
	return row.term()
}

// tenantPaths maps each tenant to the path of its declaration.
func (t *Topology) tenantPaths() map[string]*ast.Term {
	tenantPaths := map[string]*ast.Term{}
	for _, r := range rowsOf(t, "tenants") {
		if n := str(r, col.Name); n != "" && tenantPaths[n] == nil {
			tenantPaths[n] = r.get(col.At)
		}
	}
	return tenantPaths
}

// withoutPaths returns a copy of a row without paths, because paths differ between topologies.
func withoutPaths(t *ast.Term) *ast.Term {
	switch v := t.Value.(type) {
	case *record:
		c := newRecord(v.layout)
		for i, column := range v.layout.columns {
			if name := column.name(); v.values[i] != nil && column != col.At && !strings.HasSuffix(name, "At") {
				c.values[i] = withoutPaths(v.values[i])
			}
		}
		return c.term()
	case *list:
		terms := make([]*ast.Term, len(v.items))
		for i, item := range v.items {
			terms[i] = withoutPaths(item)
		}
		return listTerm(terms)
	}
	return t
}
