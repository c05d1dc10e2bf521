package topology

import "github.com/open-policy-agent/opa/v1/ast"

// changedBy are the tables of changes that rules look things up in, each with the column of the row, of today
// or else the earlier one, by which index.changed lists them.
var changedBy = []struct{ name, changes, column string }{
	{"crossTenantAccess", "changedCrossTenantAccess", "tenant"},
	{"domains", "changedDomains", "name"},
	{"tenants", "changedTenants", "name"},
}

// indexChanges builds input.index.changed.
func (t *Topology) indexChanges() {
	all := make([][2]*ast.Term, len(changedBy))
	for i, c := range changedBy {
		all[i] = item(c.name, lists(groupBy(t.tables[c.changes], func(row ast.Object) string {
			for _, side := range []string{"after", "before"} {
				if o, ok := get(row, side).(ast.Object); ok {
					return str(o, c.column)
				}
			}
			return ""
		})))
	}
	t.index.Value.(ast.Object).Insert(ast.InternedTerm("changed"), ast.ObjectTerm(all...))
}
