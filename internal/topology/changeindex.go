package topology

import "github.com/open-policy-agent/opa/v1/ast"

// changeIndexes are the tables of changes in index.changed, each with the column of the current or else the base row
// that it is indexed by.
var changeIndexes = []struct {
	name, changes string
	column        column
}{
	{"crossTenantAccess", "changedCrossTenantAccess", col.Tenant},
	{"domains", "changedDomains", col.Name},
	{"tenants", "changedTenants", col.Name},
}

// indexChanges builds input.index.changed.
func (t *Topology) indexChanges() {
	all := make(map[string]*ast.Term, len(changeIndexes))
	for _, c := range changeIndexes {
		all[c.name] = indexLists(groupBy(t.tables[c.changes], func(row *record) string {
			for _, side := range []column{col.After, col.Before} {
				if o, ok := get(row, side).(*record); ok {
					return str(o, c.column)
				}
			}
			return ""
		}))
	}
	t.index.entries["changed"] = indexTerm(all)
}
