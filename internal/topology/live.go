package topology

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// liveTables are the tables that exports fill. Tables that others refer to come first.
var liveTables = []string{
	"tenants", "environments", "groups", "domains", "users", "guests", "administrators", "servicePrincipals", "subscriptions",
	"directorySync", "crossTenantAccess",
}

// Twin pairs an object of the manifests with the same object of a live topology. Either is nil if that side does not
// have the object.
type Twin struct {
	Table          string
	Declared, Live *ast.Term
	// Renamed is the live row with references replaced by the names that the manifests use.
	Renamed ast.Object

	declared, live *ast.Term // the rows in the tables
}

// Twins pairs the declared rows with the rows of a live topology by id, then by other keys, then by name. Live objects
// get the names that the manifests use. Objects without any key are left out.
func (t *Topology) Twins(live *Topology) []Twin {
	t.renamed = renames{map[string]string{}, map[string]string{}, map[string]string{}}
	var all []Twin
	for _, table := range liveTables {
		if table == "environments" { // tenants have been matched
			t.mapTenantIDs(live)
		}
		all = append(all, t.matchTwins(live, table)...)
	}
	t.twinRows = map[*ast.Term]*ast.Term{}
	for i := range all {
		w := &all[i]
		if w.declared != nil {
			w.Declared = ast.NewTerm(w.declared.Value.(*record).Plain())
			t.twinRows[w.Declared] = w.declared
		}
		if w.live != nil {
			row := w.live.Value.(*record)
			w.Live, w.Renamed = ast.NewTerm(row.Plain()), t.renamed.row(w.Table, row).Plain().(ast.Object)
		}
	}
	return all
}

// mapTenantIDs records the names of tenants that a live topology knows only by id.
func (t *Topology) mapTenantIDs(live *Topology) {
	liveIDs := map[string]bool{}
	for _, r := range rowsOf(live, "tenants") {
		liveIDs[str(r, col.Id)] = true
	}
	for _, r := range rowsOf(t, "tenants") {
		if id, name := str(r, col.Id), str(r, col.Name); id != "" && name != "" && !liveIDs[id] && t.renamed.tenants[id] == "" {
			t.renamed.tenants[id] = name
		}
	}
}

func (t *Topology) matchTwins(live *Topology, table string) []Twin {
	m := rowMatcher{renamed: &t.renamed, table: table, before: live.tables[table], after: t.tables[table], matched: map[*ast.Term]bool{}}
	m.partners = make([]*ast.Term, len(m.before))
	liveKeys, declaredKeys := live.liveKeys(table), t.liveKeys(table)
	m.match(liveKeys, declaredKeys)
	names, name := t.renamed.renamedKeys(table)
	all := make([]Twin, 0, len(m.before))
	unmoved, paired := unmovedKey(declaredKeys), map[string]bool{}
	for i, b := range m.before {
		if !m.identifiable[i] {
			continue
		}
		twin := Twin{Table: table, live: b, declared: m.partners[i]}
		if twin.declared != nil {
			declared := twin.declared.Value.(*record)
			paired[unmoved(declared)] = true
			oldName, newName := name(b.Value.(*record)), name(declared)
			if names != nil && oldName != newName && oldName != "" && newName != "" && names[oldName] == "" {
				names[oldName] = newName
			}
		}
		all = append(all, twin)
	}
	for _, a := range m.after {
		key := unmoved(a.Value.(*record))
		if m.matched[a] || key == "" || paired[key] { // of objects declared twice, the first takes precedence
			continue
		}
		all = append(all, Twin{Table: table, declared: a})
	}
	return all
}

// renamedKeys returns the map of renamed rows of a table, and the key that contains the name.
func (r *renames) renamedKeys(table string) (map[string]string, rowKey) {
	switch table {
	case "tenants":
		return r.tenants, columnKey(col.Name)
	case "environments":
		return r.environments, columnKey(col.Key)
	case "groups":
		return r.groups, columnKey(col.Key)
	}
	return nil, columnKey(col.Name)
}

// liveKeys returns the keys that identify rows in exports, the most reliable first.
func (t *Topology) liveKeys(table string) []rowKey {
	switch table {
	case "environments":
		isDefault := when(func(r *record) bool { return str(r, col.Type) == "Default" }, columnKey(col.Type))
		return append(t.matchKeys(table), tenantScoped(isDefault), tenantScoped(columnKey(col.DisplayName)))
	case "users":
		return []rowKey{tenantScoped(columnKey(col.Id)), tenantScoped(columnKey(col.UserPrincipalName))}
	case "guests":
		return []rowKey{tenantScoped(columnKey(col.Id)), tenantScoped(columnKey(col.Address)), tenantScoped(columnKey(col.UserPrincipalName))}
	case "administrators":
		return []rowKey{tenantScoped(columnKey(col.Id)), tenantScoped(columnKey(col.UserPrincipalName)), tenantScoped(columnKey(col.Group))}
	case "servicePrincipals":
		return []rowKey{tenantScoped(columnKey(col.ObjectId)), tenantScoped(columnKey(col.AppId))}
	case "subscriptions":
		return []rowKey{columnKey(col.SubscriptionId), tenantScoped(columnKey(col.SkuId)), tenantScoped(columnKey(col.SkuPartNumber))}
	case "directorySync":
		return []rowKey{tenantScoped(columnKey(col.Server)), tenantScoped(columnKey(col.Forest)), tenantScoped(columnKey(col.Engine))}
	}
	return t.matchKeys(table)
}

// LiveID returns the most reliable key that a row has.
func (t *Topology) LiveID(table string, object ast.Object) string {
	row := recordFromObject(layouts()[table], object)
	for _, key := range t.liveKeys(table) {
		if k := key(row); k != "" {
			return strings.TrimPrefix(k, str(row, col.Tenant)+" ")
		}
	}
	return ""
}

// ObjectChange is the change of an object: Before is nil if it was added, After if it was removed. At is where the
// manifests show it.
type ObjectChange struct {
	Table         string
	Before, After *ast.Term
	At            *ast.Term
}

// afterRow returns the new row of the object, or nil if it was removed.
func (f *ObjectChange) afterRow() *ast.Term {
	if f.After == nil {
		return nil
	}
	return recordFromObject(layouts()[f.Table], f.After.Value.(ast.Object)).term()
}

// ApplyChanges applies changes to the topology, so that the rules about changes evaluate it like one that was compared
// with a base topology. Before must be a row of the topology. Locations are those of the manifests, before and after.
func (t *Topology) ApplyChanges(objectChanges []ObjectChange) {
	replacements, added := map[*ast.Term]*ast.Term{}, map[string][]*ast.Term{}
	for _, f := range objectChanges {
		switch {
		case f.Before != nil:
			replacements[t.twinRows[f.Before]] = f.afterRow()
		case f.After != nil:
			added[f.Table] = append(added[f.Table], f.afterRow())
		}
	}
	for _, table := range liveTables {
		var rows []*ast.Term
		for _, row := range t.tables[table] {
			if after, changed := replacements[row]; !changed {
				rows = append(rows, row)
			} else if after != nil {
				rows = append(rows, after)
			}
		}
		t.tables[table] = append(rows, added[table]...)
	}
	changes := map[string]int{}
	for i, c := range comparedTables {
		changes[c.table] = i + 1
		t.tables[c.changes] = nil
	}
	for _, f := range objectChanges {
		i := changes[f.Table]
		if i == 0 || f.Before == nil && !comparedTables[i-1].includesAdded {
			continue
		}
		var before *record
		if f.Before != nil {
			before = withoutPaths(t.twinRows[f.Before]).Value.(*record)
		}
		changes := comparedTables[i-1].changes
		t.tables[changes] = append(t.tables[changes], newChangeRow(f.Table, before, f.afterRow(), pathTerm(f.At.Value.(*ast.Array))))
	}
	t.duplicates = nil
	b := newBuilder(Unread{})
	b.t = t
	b.buildIndexes()
	t.indexChanges()
	t.opa.reset()
}

// Declares reports whether a path that starts with the index of a document leads to a value.
func (t *Topology) Declares(at ast.Value) bool {
	_, steps, err := t.walk(at)
	return err == nil && len(steps) == pathArray(at).Len()-1
}
