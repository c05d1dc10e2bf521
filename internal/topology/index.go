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

// field returns a key function for a column, or for a column of a nested object.
func field(columns ...column) func(*record) string {
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

// inTenant combines a key with the row's tenant, for values that must be unique within a tenant.
func inTenant(key func(*record) string) func(*record) string {
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

func federated(row *record) bool { return str(row, col.AuthenticationType) == "Federated" }

var duplicateTables = []duplicateTable{
	{"domains", "domains", field(col.Name), "one domain"},
	{"federatedForests", "domains", when(federated, func(r *record) string {
		if forest := field(col.Federation, col.Forest)(r); forest != "" {
			return forest + " " + str(r, col.Registered)
		}
		return ""
	}), "one Active Directory forest and one registered domain among federated domains"},
	{"issuers", "domains", field(col.Federation, col.IssuerUri), "one issuer URI"},
	{
		"namespaces",
		"namespaces",
		func(r *record) string { return str(r, col.Protocol) + " " + str(r, col.Name) },
		"one name space of one protocol",
	},
	{"tenantOrganizations", "environments", inTenant(field(col.Dataverse, col.OrganizationId)), "one Dataverse organization id in one tenant"},
	{"tenantHosts", "environments", inTenant(field(col.Dataverse, col.Url)), "one Dataverse host in one tenant"},
	{"environmentIds", "environments", field(col.Id), "one environment id"},
	{"organizationIds", "environments", field(col.Dataverse, col.OrganizationId), "one Dataverse organization id"},
	{"hosts", "environments", field(col.Dataverse, col.Url), "one Dataverse host"},
	{"uniqueNames", "environments", inTenant(field(col.Dataverse, col.UniqueName)), "one Dataverse unique name in one tenant"},
	{
		"defaults", "environments", inTenant(when(func(r *record) bool { return str(r, col.Type) == "Default" }, field(col.Type))),
		"the Default environments of one tenant",
	},
	{
		"developers", "environments", inTenant(when(func(r *record) bool { return str(r, col.Type) == "Developer" }, field(col.Owner))),
		"the Developer environments of one owner in one tenant",
	},
	{"securityGroups", "environments", field(col.SecurityGroup), "one security group"},
	{"accounts", "users", when(member, field(col.UserPrincipalName)), "one user principal name"},
	{"accountIds", "users", field(col.Id), "one object id of a user"},
	{"mails", "users", inTenant(field(col.Mail)), "one mail address in one tenant"},
	{"immutableIds", "users", field(col.OnPremisesImmutableId), "one on-premises immutable id"},
	{"administrators", "administrators", field(col.Person), "one person"},
	{"groupIds", "groups", field(col.Id), "one object id of a group"},
	{"guests", "guests", field(col.Person), "one person"},
	{"servicePrincipals", "servicePrincipals", field(col.ObjectId), "one object id of a service principal"},
	{
		"unlistedGroups",
		"groupUses",
		when(func(r *record) bool { return get(r, col.GroupTenant) == nil }, field(col.Group)),
		"one group that no tenant lists",
	},
	{"subscriptions", "subscriptions", field(col.SubscriptionId), "one subscription id"},
	{"syncServers", "directorySync", field(col.Server), "one Entra Connect server"},
	{"activeSync", "directorySync", inTenant(when(func(r *record) bool { return get(r, col.StagingMode) == ast.Boolean(false) },
		func(*record) string { return "active" })), "the active Entra Connect servers of one tenant"},
	{"syncForests", "directorySync", field(col.Forest), "one forest that is synchronized"},
	{"dataSets", "dataSets", field(col.Key), "one name of a data set"},
	{"arrivals", "arrivals", field(col.Environment), "one environment that flows take them to"},
	{"entities", "entities", field(col.Key), "one entity of master data"},
	{"applications", "deployments", field(col.Application, col.AppId), "one application id"},
	{"organizations", "organizations", field(col.Name), "one Azure DevOps organization"},
	{"pipelineUses", "pipelineUses", field(col.Environment), "one environment of native pipelines"},
	{"pipelineHosts", "pipelineUses", field(col.Conflict), "environments that pipelines of the same several hosts use"},
	{"exchangeOrganizations", "tenants", field(col.ExchangeOrganization), "one on-premises Exchange organization"},
}

func member(row *record) bool { return !identifier.IsExternal(str(row, col.UserPrincipalName)) }

// group collects rows by key; keys are in order of appearance.
type group struct {
	keys []string
	rows map[string][]*ast.Term
	// known contains all keys, including those with a single row. It is set only if another build may follow.
	known map[string]int
}

func groupBy(rows []*ast.Term, key func(*record) string) *group {
	g := &group{rows: make(map[string][]*ast.Term, len(rows))}
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

// repeated is groupBy for the keys with several rows, which are rare: fewer than one in a thousand.
func repeated(rows []*ast.Term, key func(*record) string) *group {
	g := &group{rows: map[string][]*ast.Term{}}
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
	g.known = first
	return g
}

// rekey updates the known keys for changed rows. It returns false if another row has an old or a new key, so that the
// groups must be rebuilt.
func (g *group) rekey(c *tableChange, key func(*record) string) bool {
	for before, now := range c.swapped {
		from, to := key(before.Value.(*record)), key(now.Value.(*record))
		if from == to {
			continue
		}
		if _, known := g.known[to]; known || g.rows[from] != nil {
			return false
		}
		delete(g.known, from)
		if to != "" {
			g.known[to] = 0
		}
	}
	return true
}

// indexes builds input.index and input.duplicates.
func (b *builder) indexes() {
	t := b.t
	b.groups = make([]*duplicateGroups, len(duplicateTables))
	var wait sync.WaitGroup
	for i := range duplicateTables {
		group := func() { b.groups[i] = b.duplicatesOf(i) }
		if len(b.changedDocs) < minDocuments {
			group()
		} else {
			wait.Go(group)
		}
	}
	wait.Wait()
	for _, g := range b.groups {
		t.duplicates = append(t.duplicates, g.entries...)
	}
	t.index = newIndex(map[string]*ast.Term{
		"tenants":           b.rowBy("tenants", "tenants", col.Name),
		"environments":      b.rowBy("environments", "environments", col.Key),
		"groups":            b.rowBy("groups", "groups", col.Key),
		"guests":            b.rowBy("guests", "guests", col.Key),
		"domains":           b.rowsBy("domains", "domains", col.Name),
		"crossTenantAccess": b.kept("crossTenantAccess", b.access, "crossTenantAccess"),
		"accounts":          b.rowsBy("accounts", "users", col.UserPrincipalName),
		"people":            b.rowsBy("people", "users", col.Person),
		"administrators":    b.rowsBy("administrators", "administrators", col.Person),
		"agreementIds":      b.rowBy("agreementIds", "agreements", col.Id),
		"agreements":        b.rowsBy("agreements", "subscriptions", col.Agreement),
		"deployments":       b.kept("deployments", b.deploymentsIn, "deployments"),
		"dataFlows":         b.rowsBy("dataFlows", "dataFlows", col.Environment),
		"masters":           b.rowsBy("masters", "masterData", col.Master),
		"nested":            b.kept("nested", b.nested, "groups"),
		"residency":         b.kept("residency", func() *ast.Term { return listTerm(t.tables["residency"]) }, "residency"),
		"collaboration":     b.kept("collaboration", func() *ast.Term { return listTerm(t.tables["collaboration"]) }, "collaboration"),
		"byTenant":          b.byTenant(),
	})
	if all := t.tables["topologies"]; len(all) > 0 {
		t.index.entries["topology"] = all[0]
	}
}

// duplicateGroups are the rows of a table that share a value, and their entries in input.duplicates.
type duplicateGroups struct {
	*group

	entries []duplicateGroup
}

// duplicatesOf returns the groups of a duplicate table, by its index.
func (b *builder) duplicatesOf(number int) *duplicateGroups {
	q := duplicateTables[number]
	var g *group
	if b.last != nil {
		before, c := b.last.groups[number], b.changes[q.table]
		if c == nil {
			return before
		}
		if !c.moved && before.rekey(c, q.key) {
			if g = c.replace(before.group, q.key); g == before.group {
				return before
			}
		}
	}
	if g == nil {
		g = repeated(b.t.tables[q.table], q.key)
		if !b.memory {
			g.known = nil
		}
	}
	d := &duplicateGroups{group: g}
	for _, k := range g.keys {
		o, rows := newRecord(duplicateLayout), g.rows[k]
		o.set(col.Key, ast.StringTerm(k))
		o.set(col.Rows, listTerm(rows))
		d.entries = append(d.entries, duplicateGroup{q.name, o.term()})
	}
	return d
}

// keeps reports whether no row was added or removed and every changed row has the same key as before.
func (c *tableChange) keeps(key func(*record) string) bool {
	if c.moved {
		return false
	}
	for before, now := range c.swapped {
		if key(before.Value.(*record)) != key(now.Value.(*record)) {
			return false
		}
	}
	return true
}

// keys returns the previous keys of the changed rows.
func (c *tableChange) keys(key func(*record) string) map[string]bool {
	keys := map[string]bool{}
	for before := range c.swapped {
		keys[key(before.Value.(*record))] = true
	}
	return keys
}

// replace returns g with the changed rows replaced, whose keys must be the same. It returns g itself if it contains
// none of them.
func (c *tableChange) replace(g *group, key func(*record) string) *group {
	replaced := g
	for k := range c.keys(key) {
		if g.rows[k] == nil {
			continue
		}
		if replaced == g {
			replaced = &group{g.keys, maps.Clone(g.rows), g.known}
		}
		replaced.rows[k] = c.swap(g.rows[k])
	}
	return replaced
}

// kept returns the previous entry of input.index if none of the tables it is made from changed, and calls made
// otherwise.
func (b *builder) kept(name string, made func() *ast.Term, tables ...string) *ast.Term {
	if b.last == nil || slices.ContainsFunc(tables, func(table string) bool { return b.changes[table] != nil }) {
		return made()
	}
	return b.last.t.index.entries[name]
}

// rowBy maps each value of a column to the first row that has it.
func (b *builder) rowBy(name, table string, c column) *ast.Term {
	return b.kept(name, func() *ast.Term {
		if b.last == nil || !b.changes[table].keeps(field(c)) {
			return unique(b.t.tables[table], field(c))
		}
		all := maps.Clone(b.last.t.index.entries[name].Value.(*index).entries)
		for before, now := range b.changes[table].swapped {
			if k := str(now.Value.(*record), c); all[k] == before {
				all[k] = now
			}
		}
		return indexTerm(all)
	}, table)
}

// rowsBy maps each value of a column to all rows that have it.
func (b *builder) rowsBy(name, table string, c column) *ast.Term {
	return b.kept(name, func() *ast.Term {
		if b.last == nil || !b.changes[table].keeps(field(c)) {
			return lists(groupBy(b.t.tables[table], field(c)))
		}
		all := maps.Clone(b.last.t.index.entries[name].Value.(*index).entries)
		b.changes[table].replaceLists(all, c)
		return indexTerm(all)
	}, table)
}

// replaceLists replaces changed rows in lists by a column, in which each must have the same value as before.
func (c *tableChange) replaceLists(all map[string]*ast.Term, by column) {
	for k := range c.keys(field(by)) {
		if t := all[k]; t != nil {
			all[k] = listTerm(c.swap(t.Value.(*list).items))
		}
	}
}

// nested maps each group that contains a group, and each group that it contains, to the groups that are its members.
func (b *builder) nested() *ast.Term {
	inner := map[string][]*ast.Term{}
	for _, g := range rowsOf(b.t, "groups") {
		key := str(g, col.Key)
		for m := range members(g, col.Members) {
			if group := str(m, col.Group); group != "" && key != "" {
				inner[key] = append(inner[key], b.interner.term(group))
				if _, ok := inner[group]; !ok {
					inner[group] = nil
				}
			}
		}
	}
	all := make(map[string]*ast.Term, len(inner))
	for key, groups := range inner {
		all[key] = listTerm(groups)
	}
	return indexTerm(all)
}

// unique maps each key to its first row.
func unique(rows []*ast.Term, key func(*record) string) *ast.Term {
	all := make(map[string]*ast.Term, len(rows))
	for _, r := range rows {
		if k := key(r.Value.(*record)); k != "" && all[k] == nil {
			all[k] = r
		}
	}
	return indexTerm(all)
}

// lists maps each key to all of its rows.
func lists(g *group) *ast.Term {
	all := make(map[string]*ast.Term, len(g.keys))
	for k, rows := range g.rows {
		all[k] = listTerm(rows)
	}
	return indexTerm(all)
}

// perTenant are the tables that index.byTenant lists by tenant.
var perTenant = func() []string {
	var names []string
	for _, l := range vocabulary.Lists("tenants") {
		names = append(names, l.Name)
	}
	slices.Sort(names)
	return names
}()

// byTenant maps each tenant to its rows by table; tables without rows are left out.
func (b *builder) byTenant() *ast.Term {
	return b.kept("byTenant", func() *ast.Term {
		moved := func(table string) bool { return b.changes[table] != nil && b.changes[table].moved }
		names := b.changes["tenants"]
		if b.last == nil || slices.ContainsFunc(perTenant, moved) || names != nil && !names.keeps(field(col.Name)) {
			return b.groupByTenant()
		}
		all := maps.Clone(b.last.t.index.entries["byTenant"].Value.(*index).entries)
		for _, table := range perTenant {
			if c := b.changes[table]; c != nil {
				c.replaceByTenant(all, table, b.t.tables[table])
			}
		}
		return indexTerm(all)
	}, append([]string{"tenants"}, perTenant...)...)
}

// replaceByTenant updates index.byTenant for the changed rows of a table, by listing the rows of each affected tenant
// again.
func (c *tableChange) replaceByTenant(all map[string]*ast.Term, table string, rows []*ast.Term) {
	tenant := field(col.Tenant)
	of := map[string][]*ast.Term{}
	for before, now := range c.swapped {
		of[tenant(before.Value.(*record))], of[tenant(now.Value.(*record))] = nil, nil
	}
	for _, r := range rows {
		name := tenant(r.Value.(*record))
		if list, concerned := of[name]; concerned {
			of[name] = append(list, r)
		}
	}
	for name, rows := range of {
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
	for _, table := range perTenant {
		for tenant, rows := range groupBy(b.t.tables[table], field(col.Tenant)).rows {
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

// deploymentsIn lists the deployments by each tenant in which they have a stage or a maker.
func (b *builder) deploymentsIn() *ast.Term {
	g := &group{rows: map[string][]*ast.Term{}}
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
	return lists(g)
}

// access maps each tenant to its cross-tenant access settings by partner, "default" included.
func (b *builder) access() *ast.Term {
	g := groupBy(b.t.tables["crossTenantAccess"], field(col.Tenant))
	all := make(map[string]*ast.Term, len(g.keys))
	for tenant, rows := range g.rows {
		all[tenant] = unique(rows, field(col.Partner))
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
	for _, c := range compared {
		names = append(names, c.changes)
	}
	slices.Sort(names)
	return names
}()
