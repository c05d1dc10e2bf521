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
	includesAdded  bool // whether added rows count as changes
}

// comparedTables are the tables that Compare compares. Tables that others refer to come first.
var comparedTables = []comparedTable{
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

// matchKeys returns the keys that identify rows of a table of t even if their file, location or name changed. Rows
// match by the first key that both have.
func (t *Topology) matchKeys(table string) []rowKey {
	switch table {
	case "tenants":
		initial := map[string]string{}
		for _, d := range rowsOf(t, "domains") {
			if get(d, col.IsInitial) == ast.Boolean(true) {
				initial[str(d, col.Tenant)] = str(d, col.Name)
			}
		}
		return []rowKey{columnKey(col.Id), func(r *record) string { return initial[str(r, col.Name)] }, columnKey(col.Name)}
	case "environments":
		return []rowKey{columnKey(col.Id), columnKey(col.Dataverse, col.OrganizationId), columnKey(col.Dataverse, col.Url), columnKey(col.Key)}
	case "namespaces":
		return []rowKey{func(r *record) string {
			if get(r, col.Declared) != ast.Boolean(true) {
				return ""
			}
			return str(r, col.Protocol) + " " + str(r, col.Name)
		}}
	case "subscriptions":
		return []rowKey{columnKey(col.SubscriptionId)}
	case "residency":
		return []rowKey{func(r *record) string { return str(r, col.Class) + " " + str(r, col.Subjects) }}
	case "crossTenantAccess":
		return []rowKey{tenantScoped(columnKey(col.Partner))}
	case "groups":
		return []rowKey{tenantScoped(columnKey(col.Id)), columnKey(col.Key)}
	default:
		return []rowKey{columnKey(col.Name)}
	}
}

// Compare adds the differences from a base topology to the tables of changes. A row in one has "before" and, unless the
// object was removed, "after"; references in "before" are replaced by the current keys of the same objects. Locations
// are current; a removed object is located at its tenant, or at the first manifest.
func (t *Topology) Compare(base *Topology) {
	t.renamed = renames{map[string]string{}, map[string]string{}, map[string]string{}}
	tenantPaths := t.tenantPaths()
	t.matchRows(base, "tenants", t.renamed.tenants, columnKey(col.Name))
	pairs := map[string][]rowPair{"environments": t.matchRows(base, "environments", t.renamed.environments, columnKey(col.Key))}
	t.matchRows(base, "groups", t.renamed.groups, columnKey(col.Key))
	for _, c := range comparedTables {
		if pairs[c.table] == nil {
			pairs[c.table] = t.matchRows(base, c.table, nil, nil)
		}
		for _, p := range pairs[c.table] {
			if p.before == nil && !c.includesAdded {
				continue
			}
			if row := t.diffRow(c.table, p, tenantPaths); row != nil {
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

// matchRows matches the rows of a table, and records in names the objects whose name changed.
func (t *Topology) matchRows(base *Topology, table string, names map[string]string, name rowKey) []rowPair {
	m := rowMatcher{renamed: &t.renamed, table: table, before: base.tables[table], after: t.tables[table], matched: map[*ast.Term]bool{}}
	m.partners = make([]*ast.Term, len(m.before))
	m.match(base.matchKeys(table), t.matchKeys(table))
	var pairs []rowPair
	for i, b := range m.before {
		if m.identifiable[i] {
			pairs = append(pairs, rowPair{b, m.partners[i]})
		}
		if names != nil && m.partners[i] != nil {
			oldName, newName := name(b.Value.(*record)), name(m.partners[i].Value.(*record))
			if oldName != newName && oldName != "" && names[oldName] == "" {
				names[oldName] = newName
			}
		}
	}
	for _, a := range m.after {
		if !m.matched[a] {
			pairs = append(pairs, rowPair{nil, a})
		}
	}
	return pairs
}

// rowMatcher pairs each row of before with the row of after that describes the same object.
type rowMatcher struct {
	renamed       *renames
	table         string
	before, after []*ast.Term
	partners      []*ast.Term // by index in before
	identifiable  []bool      // by index in before: whether the row can be distinguished from others of its table
	matched       map[*ast.Term]bool
}

// match pairs rows by the best key first. A value that several rows of one side share, such as a domain of two tenants,
// matches only rows that stayed in their tenant.
func (m *rowMatcher) match(base, current []rowKey) {
	m.identifiable = make([]bool, len(m.before))
	unmoved := unmovedKey(base)
	for i, b := range m.before {
		m.identifiable[i] = unmoved(b.Value.(*record)) != ""
	}
	if m.table != "tenants" { // a tenant does not belong to a tenant
		m.matchBy(m.withCurrentNames(unmoved), unmovedKey(current))
	}
	for i := range base {
		m.matchBy(m.withCurrentNames(base[i]), current[i])
	}
	if m.table == "environments" {
		m.matchByName()
	}
}

// withCurrentNames returns a key function for base rows that returns keys with current names.
func (m *rowMatcher) withCurrentNames(key rowKey) rowKey {
	if m.renamed.empty() {
		return key
	}
	return func(row *record) string { return key(m.renamed.row(m.table, row)) }
}

func (m *rowMatcher) matchBy(base, current rowKey) {
	index := map[string]*ast.Term{}
	for _, a := range m.after {
		if k := current(a.Value.(*record)); k != "" && !m.matched[a] && index[k] == nil {
			index[k] = a
		}
	}
	for i, b := range m.before {
		if m.partners[i] != nil {
			continue
		}
		if a := index[base(b.Value.(*record))]; a != nil && !m.matched[a] {
			m.partners[i], m.matched[a] = a, true
		}
	}
}

// matchByName pairs the remaining environments by name, if the name is unique among them and neither ids nor hosts
// conflict. It finds environments that moved to another tenant.
func (m *rowMatcher) matchByName() {
	name := columnKey(col.Name)
	remaining := groupBy(m.unmatched(m.after), name)
	indexes := map[string][]int{}
	for i, b := range m.before {
		if k := name(b.Value.(*record)); m.partners[i] == nil && remaining.rows[k] != nil {
			indexes[k] = append(indexes[k], i)
		}
	}
	for _, k := range remaining.keys {
		if len(indexes[k]) != 1 || len(remaining.rows[k]) != 1 {
			continue
		}
		i, a := indexes[k][0], remaining.rows[k][0]
		if conflict(m.before[i].Value.(*record), a.Value.(*record)) {
			continue
		}
		m.partners[i], m.matched[a] = a, true
	}
}

// unmatched returns the rows that have no partner.
func (m *rowMatcher) unmatched(rows []*ast.Term) []*ast.Term {
	var remaining []*ast.Term
	for _, r := range rows {
		if !m.matched[r] {
			remaining = append(remaining, r)
		}
	}
	return remaining
}

// conflict reports whether two environments have different ids, organizations or hosts.
func conflict(a, b *record) bool {
	for _, key := range []rowKey{columnKey(col.Id), columnKey(col.Dataverse, col.OrganizationId), columnKey(col.Dataverse, col.Url)} {
		if x, y := key(a), key(b); x != "" && y != "" && x != y {
			return true
		}
	}
	return false
}

// unmovedKey returns the tenant and the best key of a row, which match objects that did not move.
func unmovedKey(keys []rowKey) rowKey {
	return func(row *record) string {
		for _, key := range keys {
			if k := key(row); k != "" {
				return str(row, col.Tenant) + " " + k
			}
		}
		return ""
	}
}

// diffRow returns the change row of a pair, or nil if only locations differ. A removed object is located at its tenant.
func (t *Topology) diffRow(table string, p rowPair, tenantPaths map[string]*ast.Term) *ast.Term {
	var before *record
	if p.before != nil {
		before = withoutPaths(p.before).Value.(*record)
		if !t.renamed.empty() {
			before = t.renamed.row(table, before)
		}
	}
	if p.after != nil {
		if before != nil && before.Equal(withoutPaths(p.after).Value) {
			return nil
		}
		return newChangeRow(table, before, p.after, p.after.Value.(*record).get(col.At))
	}
	at := tenantPaths[str(before, col.Tenant)]
	if at == nil {
		at = documentPath(0).term() // the first manifest
	}
	return newChangeRow(table, before, nil, at)
}

// newChangeRow returns a change row for a table; either side may be nil.
func newChangeRow(table string, before *record, after, at *ast.Term) *ast.Term {
	i := slices.IndexFunc(comparedTables, func(c comparedTable) bool { return c.table == table })
	row := newRow(comparedTables[i].changes, at)
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
