package topology

import (
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// duplicateTable is one list of input.duplicates, which has an entry for each value that several rows of a table share.
type duplicateTable struct {
	name, table string
	key         func(row *record) string // returns "" to skip the row
	doc         string
}

// columnKey returns a key function for a column, or for a column of a nested object.
func columnKey(columns ...column) func(*record) string {
	return func(row *record) string {
		for _, c := range columns[:len(columns)-1] {
			o, ok := get(row, c).(*record)
			if !ok {
				return ""
			}
			row = o
		}
		return str(row, columns[len(columns)-1])
	}
}

// tenantScoped combines a key with the row's tenant, for values that must be unique within a tenant.
func tenantScoped(key func(*record) string) func(*record) string {
	return func(row *record) string {
		if k, t := key(row), str(row, col.Tenant); k != "" && t != "" {
			return t + " " + k
		}
		return ""
	}
}

func when(cond func(*record) bool, key func(*record) string) func(*record) string {
	return func(row *record) string {
		if !cond(row) {
			return ""
		}
		return key(row)
	}
}

func isFederated(row *record) bool { return str(row, col.AuthenticationType) == "Federated" }

var duplicateTables = []duplicateTable{
	{"domains", "domains", columnKey(col.Name), "one domain"},
	{"federatedForests", "domains", when(isFederated, func(r *record) string {
		if forest := columnKey(col.Federation, col.Forest)(r); forest != "" {
			return forest + " " + str(r, col.Registered)
		}
		return ""
	}), "one Active Directory forest and one registered domain among federated domains"},
	{"issuers", "domains", columnKey(col.Federation, col.IssuerUri), "one issuer URI"},
	{
		"namespaces",
		"namespaces",
		func(r *record) string { return str(r, col.Protocol) + " " + str(r, col.Name) },
		"one name space of one protocol",
	},
	{"tenantOrganizations", "environments", tenantScoped(columnKey(col.Dataverse, col.OrganizationId)), "one Dataverse organization id in one tenant"},
	{"tenantHosts", "environments", tenantScoped(columnKey(col.Dataverse, col.Url)), "one Dataverse host in one tenant"},
	{"environmentIds", "environments", columnKey(col.Id), "one environment id"},
	{"organizationIds", "environments", columnKey(col.Dataverse, col.OrganizationId), "one Dataverse organization id"},
	{"hosts", "environments", columnKey(col.Dataverse, col.Url), "one Dataverse host"},
	{"uniqueNames", "environments", tenantScoped(columnKey(col.Dataverse, col.UniqueName)), "one Dataverse unique name in one tenant"},
	{
		"defaults", "environments", tenantScoped(when(func(r *record) bool { return str(r, col.Type) == "Default" }, columnKey(col.Type))),
		"the Default environments of one tenant",
	},
	{
		"developers", "environments", tenantScoped(when(func(r *record) bool { return str(r, col.Type) == "Developer" }, columnKey(col.Owner))),
		"the Developer environments of one owner in one tenant",
	},
	{"securityGroups", "environments", columnKey(col.SecurityGroup), "one security group"},
	{"accounts", "users", when(isMember, columnKey(col.UserPrincipalName)), "one user principal name"},
	{"accountIds", "users", columnKey(col.Id), "one object id of a user"},
	{"mails", "users", tenantScoped(columnKey(col.Mail)), "one mail address in one tenant"},
	{"immutableIds", "users", columnKey(col.OnPremisesImmutableId), "one on-premises immutable id"},
	{"administrators", "administrators", columnKey(col.Person), "one person"},
	{"groupIds", "groups", columnKey(col.Id), "one object id of a group"},
	{"guests", "guests", columnKey(col.Person), "one person"},
	{"servicePrincipals", "servicePrincipals", columnKey(col.ObjectId), "one object id of a service principal"},
	{
		"unlistedGroups",
		"groupUses",
		when(func(r *record) bool { return get(r, col.GroupTenant) == nil }, columnKey(col.Group)),
		"one group that no tenant lists",
	},
	{"subscriptions", "subscriptions", columnKey(col.SubscriptionId), "one subscription id"},
	{"syncServers", "directorySync", columnKey(col.Server), "one Entra Connect server"},
	{"activeSync", "directorySync", tenantScoped(when(func(r *record) bool { return get(r, col.StagingMode) == ast.Boolean(false) },
		func(*record) string { return "active" })), "the active Entra Connect servers of one tenant"},
	{"syncForests", "directorySync", columnKey(col.Forest), "one forest that is synchronized"},
	{"dataSets", "dataSets", columnKey(col.Key), "one name of a data set"},
	{"arrivals", "arrivals", columnKey(col.Environment), "one environment that flows take them to"},
	{"entities", "entities", columnKey(col.Key), "one entity of master data"},
	{"applications", "deployments", columnKey(col.Application, col.AppId), "one application id"},
	{"organizations", "organizations", columnKey(col.Name), "one Azure DevOps organization"},
	{"pipelineUses", "pipelineUses", columnKey(col.Environment), "one environment of native pipelines"},
	{"pipelineHosts", "pipelineUses", columnKey(col.Conflict), "environments that pipelines of the same several hosts use"},
	{"exchangeOrganizations", "tenants", columnKey(col.ExchangeOrganization), "one on-premises Exchange organization"},
}

func isMember(row *record) bool { return !identifier.IsExternal(str(row, col.UserPrincipalName)) }

// rowGroups collects rows by key; keys are in order of appearance.
type rowGroups struct {
	keys []string
	rows map[string][]*ast.Term
	// firstIndex contains all keys, including those with a single row. It is set only if another build may follow.
	firstIndex map[string]int
}

func groupBy(rows []*ast.Term, key func(*record) string) *rowGroups {
	g := &rowGroups{rows: make(map[string][]*ast.Term, len(rows))}
	for _, r := range rows {
		k := key(r.Value.(*record))
		if k == "" {
			continue
		}
		if _, ok := g.rows[k]; !ok {
			g.keys = append(g.keys, k)
		}
		g.rows[k] = append(g.rows[k], r)
	}
	return g
}

// groupDuplicates is groupBy for the keys with several rows, which are rare: fewer than one in a thousand.
func groupDuplicates(rows []*ast.Term, key func(*record) string) *rowGroups {
	g := &rowGroups{rows: map[string][]*ast.Term{}}
	first := make(map[string]int, len(rows))
	for i, r := range rows {
		k := key(r.Value.(*record))
		if k == "" {
			continue
		}
		j, known := first[k]
		if !known {
			first[k] = i
			continue
		}
		if g.rows[k] == nil {
			g.keys = append(g.keys, k)
			g.rows[k] = []*ast.Term{rows[j]}
		}
		g.rows[k] = append(g.rows[k], r)
	}
	slices.SortFunc(g.keys, func(a, b string) int { return first[a] - first[b] })
	g.firstIndex = first
	return g
}

// updateKeys updates firstIndex for changed rows. It returns false if another row has an old or a new key, so that the
// groups must be rebuilt.
func (g *rowGroups) updateKeys(c *tableChange, key func(*record) string) bool {
	for before, now := range c.replaced {
		from, to := key(before.Value.(*record)), key(now.Value.(*record))
		if from == to {
			continue
		}
		if _, known := g.firstIndex[to]; known || g.rows[from] != nil {
			return false
		}
		delete(g.firstIndex, from)
		if to != "" {
			g.firstIndex[to] = 0
		}
	}
	return true
}

// buildIndexes builds input.index and input.duplicates.
func (b *builder) buildIndexes() {
	t := b.t
	b.duplicateGroups = make([]*duplicateGroups, len(duplicateTables))
	var wait sync.WaitGroup
	for i := range duplicateTables {
		group := func() { b.duplicateGroups[i] = b.buildDuplicates(i) }
		if len(b.changedDocs) < documentsPerWorker {
			group()
		} else {
			wait.Go(group)
		}
	}
	wait.Wait()
	for _, g := range b.duplicateGroups {
		t.duplicates = append(t.duplicates, g.entries...)
	}
	t.index = newIndex(map[string]*ast.Term{
		"tenants":           b.uniqueIndex("tenants", "tenants", col.Name),
		"environments":      b.uniqueIndex("environments", "environments", col.Key),
		"groups":            b.uniqueIndex("groups", "groups", col.Key),
		"guests":            b.uniqueIndex("guests", "guests", col.Key),
		"domains":           b.listIndex("domains", "domains", col.Name),
		"crossTenantAccess": b.reuseIndex("crossTenantAccess", b.crossTenantAccessIndex, "crossTenantAccess"),
		"accounts":          b.listIndex("accounts", "users", col.UserPrincipalName),
		"people":            b.listIndex("people", "users", col.Person),
		"administrators":    b.listIndex("administrators", "administrators", col.Person),
		"agreementIds":      b.uniqueIndex("agreementIds", "agreements", col.Id),
		"agreements":        b.listIndex("agreements", "subscriptions", col.Agreement),
		"deployments":       b.reuseIndex("deployments", b.deploymentsByTenant, "deployments"),
		"dataFlows":         b.listIndex("dataFlows", "dataFlows", col.Environment),
		"masters":           b.listIndex("masters", "masterData", col.Master),
		"nested":            b.reuseIndex("nested", b.nestedGroups, "groups"),
		"residency":         b.reuseIndex("residency", func() *ast.Term { return listTerm(t.tables["residency"]) }, "residency"),
		"collaboration":     b.reuseIndex("collaboration", func() *ast.Term { return listTerm(t.tables["collaboration"]) }, "collaboration"),
		"byTenant":          b.tenantIndex(),
	})
	if all := t.tables["topologies"]; len(all) > 0 {
		t.index.entries["topology"] = all[0]
	}
}

// duplicateGroups are the rows of a table that share a value, and their entries in input.duplicates.
type duplicateGroups struct {
	*rowGroups

	entries []duplicateGroup
}

// buildDuplicates returns the groups of a duplicate table, by its index.
func (b *builder) buildDuplicates(number int) *duplicateGroups {
	q := duplicateTables[number]
	var g *rowGroups
	if b.previous != nil {
		before, c := b.previous.duplicateGroups[number], b.changes[q.table]
		if c == nil {
			return before
		}
		if !c.resized && before.updateKeys(c, q.key) {
			if g = c.replaceRows(before.rowGroups, q.key); g == before.rowGroups {
				return before
			}
		}
	}
	if g == nil {
		g = groupDuplicates(b.t.tables[q.table], q.key)
		if !b.memory {
			g.firstIndex = nil
		}
	}
	d := &duplicateGroups{rowGroups: g}
	for _, k := range g.keys {
		o, rows := newRecord(duplicateLayout), g.rows[k]
		o.set(col.Key, ast.StringTerm(k))
		o.set(col.Rows, listTerm(rows))
		d.entries = append(d.entries, duplicateGroup{q.name, o.term()})
	}
	return d
}

// keepsKeys reports whether no row was added or removed and every changed row has the same key as before.
func (c *tableChange) keepsKeys(key func(*record) string) bool {
	if c.resized {
		return false
	}
	for before, now := range c.replaced {
		if key(before.Value.(*record)) != key(now.Value.(*record)) {
			return false
		}
	}
	return true
}

// changedKeys returns the previous keys of the changed rows.
func (c *tableChange) changedKeys(key func(*record) string) map[string]bool {
	keys := map[string]bool{}
	for before := range c.replaced {
		keys[key(before.Value.(*record))] = true
	}
	return keys
}

// replaceRows returns g with the changed rows replaced, whose keys must be the same. It returns g itself if it contains
// none of them.
func (c *tableChange) replaceRows(g *rowGroups, key func(*record) string) *rowGroups {
	replaced := g
	for k := range c.changedKeys(key) {
		if g.rows[k] == nil {
			continue
		}
		if replaced == g {
			replaced = &rowGroups{g.keys, maps.Clone(g.rows), g.firstIndex}
		}
		replaced.rows[k] = c.applyTo(g.rows[k])
	}
	return replaced
}

// reuseIndex returns the previous entry of input.index if none of the tables it is built from changed, and calls build
// otherwise.
func (b *builder) reuseIndex(name string, build func() *ast.Term, tables ...string) *ast.Term {
	if b.previous == nil || slices.ContainsFunc(tables, func(table string) bool { return b.changes[table] != nil }) {
		return build()
	}
	return b.previous.t.index.entries[name]
}

// uniqueIndex maps each value of a column to the first row that has it.
func (b *builder) uniqueIndex(name, table string, c column) *ast.Term {
	return b.reuseIndex(name, func() *ast.Term {
		if b.previous == nil || !b.changes[table].keepsKeys(columnKey(c)) {
			return indexFirst(b.t.tables[table], columnKey(c))
		}
		all := maps.Clone(b.previous.t.index.entries[name].Value.(*index).entries)
		for before, now := range b.changes[table].replaced {
			if k := str(now.Value.(*record), c); all[k] == before {
				all[k] = now
			}
		}
		return indexTerm(all)
	}, table)
}

// listIndex maps each value of a column to all rows that have it.
func (b *builder) listIndex(name, table string, c column) *ast.Term {
	return b.reuseIndex(name, func() *ast.Term {
		if b.previous == nil || !b.changes[table].keepsKeys(columnKey(c)) {
			return indexLists(groupBy(b.t.tables[table], columnKey(c)))
		}
		all := maps.Clone(b.previous.t.index.entries[name].Value.(*index).entries)
		b.changes[table].replaceLists(all, c)
		return indexTerm(all)
	}, table)
}

// replaceLists replaces changed rows in lists by a column, in which each must have the same value as before.
func (c *tableChange) replaceLists(all map[string]*ast.Term, by column) {
	for k := range c.changedKeys(columnKey(by)) {
		if t := all[k]; t != nil {
			all[k] = listTerm(c.applyTo(t.Value.(*list).items))
		}
	}
}

// nestedGroups maps each group that contains a group, and each group that it contains, to the groups that are its
// members.
func (b *builder) nestedGroups() *ast.Term {
	nested := map[string][]*ast.Term{}
	for _, g := range rowsOf(b.t, "groups") {
		key := str(g, col.Key)
		for m := range members(g, col.Members) {
			if group := str(m, col.Group); group != "" && key != "" {
				nested[key] = append(nested[key], b.interner.term(group))
				if _, ok := nested[group]; !ok {
					nested[group] = nil
				}
			}
		}
	}
	all := make(map[string]*ast.Term, len(nested))
	for key, groups := range nested {
		all[key] = listTerm(groups)
	}
	return indexTerm(all)
}

// indexFirst maps each key to its first row.
func indexFirst(rows []*ast.Term, key func(*record) string) *ast.Term {
	all := make(map[string]*ast.Term, len(rows))
	for _, r := range rows {
		if k := key(r.Value.(*record)); k != "" && all[k] == nil {
			all[k] = r
		}
	}
	return indexTerm(all)
}

// indexLists maps each key to all of its rows.
func indexLists(g *rowGroups) *ast.Term {
	all := make(map[string]*ast.Term, len(g.keys))
	for k, rows := range g.rows {
		all[k] = listTerm(rows)
	}
	return indexTerm(all)
}

// tenantTables are the tables that index.byTenant lists by tenant.
var tenantTables = func() []string {
	var names []string
	for _, l := range vocabulary.Lists("tenants") {
		names = append(names, l.Name)
	}
	slices.Sort(names)
	return names
}()

// tenantIndex maps each tenant to its rows by table; tables without rows are left out.
func (b *builder) tenantIndex() *ast.Term {
	return b.reuseIndex("byTenant", func() *ast.Term {
		resized := func(table string) bool { return b.changes[table] != nil && b.changes[table].resized }
		names := b.changes["tenants"]
		if b.previous == nil || slices.ContainsFunc(tenantTables, resized) || names != nil && !names.keepsKeys(columnKey(col.Name)) {
			return b.groupByTenant()
		}
		all := maps.Clone(b.previous.t.index.entries["byTenant"].Value.(*index).entries)
		for _, table := range tenantTables {
			if c := b.changes[table]; c != nil {
				c.updateTenantIndex(all, table, b.t.tables[table])
			}
		}
		return indexTerm(all)
	}, append([]string{"tenants"}, tenantTables...)...)
}

// updateTenantIndex updates index.byTenant for the changed rows of a table, by listing the rows of each affected tenant
// again.
func (c *tableChange) updateTenantIndex(all map[string]*ast.Term, table string, rows []*ast.Term) {
	tenant := columnKey(col.Tenant)
	byTenant := map[string][]*ast.Term{}
	for before, now := range c.replaced {
		byTenant[tenant(before.Value.(*record))], byTenant[tenant(now.Value.(*record))] = nil, nil
	}
	for _, r := range rows {
		name := tenant(r.Value.(*record))
		if list, affected := byTenant[name]; affected {
			byTenant[name] = append(list, r)
		}
	}
	for name, rows := range byTenant {
		t := all[name]
		if t == nil {
			continue
		}
		tables := maps.Clone(t.Value.(*index).entries)
		delete(tables, table)
		if len(rows) > 0 {
			tables[table] = listTerm(rows)
		}
		all[name] = indexTerm(tables)
	}
}

func (b *builder) groupByTenant() *ast.Term {
	tables := map[string]map[string]*ast.Term{}
	for _, r := range rowsOf(b.t, "tenants") {
		if n := str(r, col.Name); n != "" {
			tables[n] = map[string]*ast.Term{}
		}
	}
	for _, table := range tenantTables {
		for tenant, rows := range groupBy(b.t.tables[table], columnKey(col.Tenant)).rows {
			if tables[tenant] != nil {
				tables[tenant][table] = listTerm(rows)
			}
		}
	}
	all := make(map[string]*ast.Term, len(tables))
	for tenant, lists := range tables {
		all[tenant] = indexTerm(lists)
	}
	return indexTerm(all)
}

// deploymentsByTenant lists the deployments by each tenant in which they have a stage or a maker.
func (b *builder) deploymentsByTenant() *ast.Term {
	g := &rowGroups{rows: map[string][]*ast.Term{}}
	for _, d := range b.t.tables["deployments"] {
		tenants, _ := get(d.Value.(*record), col.Tenants).(*list)
		for _, name := range tenants.items {
			t := string(name.Value.(ast.String))
			if g.rows[t] == nil {
				g.keys = append(g.keys, t)
			}
			g.rows[t] = append(g.rows[t], d)
		}
	}
	return indexLists(g)
}

// crossTenantAccessIndex maps each tenant to its cross-tenant access settings by partner, "default" included.
func (b *builder) crossTenantAccessIndex() *ast.Term {
	g := groupBy(b.t.tables["crossTenantAccess"], columnKey(col.Tenant))
	all := make(map[string]*ast.Term, len(g.keys))
	for tenant, rows := range g.rows {
		all[tenant] = indexFirst(rows, columnKey(col.Partner))
	}
	return indexTerm(all)
}

// Tables returns the names of all tables, sorted.
func Tables() []string { return tableNames }

var tableNames = func() []string {
	names := []string{
		"arrivals",
		"dataFlows",
		"flowCycles",
		"dataSets",
		"entities",
		"groupUses",
		"members",
		"organizations",
		"pipelineUses",
		"secrets",
		"unmatchedBans",
	}
	for _, t := range vocabulary.Tables() {
		names = append(names, t.Name)
	}
	for _, c := range comparedTables {
		names = append(names, c.changes)
	}
	slices.Sort(names)
	return names
}()
