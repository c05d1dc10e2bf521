package topology

import (
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// duplicateQuestion is one question that rules ask of the whole topology: which rows of a table have the same
// value? Each value that several rows have becomes one entry of input.duplicates.
type duplicateQuestion struct {
	name, table string
	key         func(row *record) string // "" leaves the row out
	doc         string
}

// field keys rows by a column, or by one of an object in them.
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

// inTenant keys a value together with the tenant, for what must be unique inside one.
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

var duplicateQuestions = []duplicateQuestion{
	{"domains", "domains", field(col.Name), "one domain"},
	{"federatedForests", "domains", when(federated, func(r *record) string {
		if forest := field(col.Federation, col.Forest)(r); forest != "" {
			return forest + " " + str(r, col.Registered)
		}
		return ""
	}), "one Active Directory forest and one registered domain among federated domains"},
	{"issuers", "domains", field(col.Federation, col.IssuerUri), "one issuer URI"},
	{"namespaces", "namespaces", func(r *record) string { return str(r, col.Protocol) + " " + str(r, col.Name) }, "one name space of one protocol"},
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
	{"unlistedGroups", "groupUses", when(func(r *record) bool { return get(r, col.GroupTenant) == nil }, field(col.Group)), "one group that no tenant lists"},
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

// group collects rows by key, in the order in which the keys come up.
type group struct {
	keys []string
	rows map[string][]*ast.Term
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

// repeated is groupBy for the keys of which there are several rows: seldom one in a thousand.
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
	return g
}

// indexes builds input.index and input.duplicates.
func (b *builder) indexes() {
	t := b.t
	groups := make([]*group, len(duplicateQuestions))
	var wait sync.WaitGroup
	for i, s := range duplicateQuestions {
		group := func() { groups[i] = repeated(t.tables[s.table], s.key) }
		if len(b.roots) < least {
			group()
		} else {
			wait.Go(group)
		}
	}
	wait.Wait()
	for i, s := range duplicateQuestions {
		for _, k := range groups[i].keys {
			o, rows := newRecord(duplicateLayout), groups[i].rows[k]
			o.set(col.Key, ast.StringTerm(k))
			o.set(col.Written, ast.StringTerm(writtenAs(k, rows[0].Value.(*record))))
			o.set(col.Rows, listTerm(rows))
			t.duplicates = append(t.duplicates, duplicateGroup{s.name, o.term()})
		}
	}
	t.index = newIndex(map[string]*ast.Term{
		"tenants":           unique(t.tables["tenants"], field(col.Name)),
		"environments":      unique(t.tables["environments"], field(col.Key)),
		"groups":            unique(t.tables["groups"], field(col.Key)),
		"guests":            unique(t.tables["guests"], field(col.Key)),
		"domains":           lists(groupBy(t.tables["domains"], field(col.Name))),
		"crossTenantAccess": b.access(),
		"accounts":          lists(groupBy(t.tables["users"], field(col.UserPrincipalName))),
		"people":            lists(groupBy(t.tables["users"], field(col.Person))),
		"administrators":    lists(groupBy(t.tables["administrators"], field(col.Person))),
		"agreementIds":      unique(t.tables["agreements"], field(col.Id)),
		"agreements":        lists(groupBy(t.tables["subscriptions"], field(col.Agreement))),
		"deployments":       lists(b.deploymentsIn()),
		"dataFlows":         lists(groupBy(t.tables["dataFlows"], field(col.Environment))),
		"masters":           lists(groupBy(t.tables["masterData"], field(col.Master))),
		"nested":            b.nested(),
		"residency":         listTerm(t.tables["residency"]),
		"collaboration":     listTerm(t.tables["collaboration"]),
		"byTenant":          b.byTenant(),
	})
	if all := t.tables["topologies"]; len(all) > 0 {
		t.index.entries["topology"] = all[0]
	}
}

// writtenAs returns a value as a row writes it that has it in a column of its own or of an object in it.
func writtenAs(value string, row *record) string {
	text := value
	if texts, ok := get(row, col.Written).(ast.Object); ok {
		texts.Foreach(func(k, v *ast.Term) {
			if t := row.Get(k); t != nil && equal(t, ast.StringTerm(value)) {
				text = string(v.Value.(ast.String))
			}
		})
	}
	for _, v := range row.values {
		if v == nil || text != value {
			continue
		}
		if o, ok := v.Value.(*record); ok {
			text = writtenAs(value, o)
		}
	}
	return text
}

// nested maps each group that has a group among its members, and each such member, to the groups among its members.
func (b *builder) nested() *ast.Term {
	inner := map[string][]*ast.Term{}
	for _, g := range rowsOf(b.t, "groups") {
		key := str(g, col.Key)
		for m := range members(g, col.Members) {
			if group := str(m, col.Group); group != "" && key != "" {
				inner[key] = append(inner[key], b.words.term(group))
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

// lists maps each key to all its rows.
func lists(g *group) *ast.Term {
	all := make(map[string]*ast.Term, len(g.keys))
	for k, rows := range g.rows {
		all[k] = listTerm(rows)
	}
	return indexTerm(all)
}

// perTenant are the tables whose rows index.byTenant lists by tenant.
var perTenant = func() []string {
	var names []string
	for _, l := range vocabulary.Lists("tenants") {
		names = append(names, l.Name)
	}
	slices.Sort(names)
	return names
}()

// byTenant maps each tenant to its rows of each table that has any.
func (b *builder) byTenant() *ast.Term {
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

// deploymentsIn lists the deployments by each tenant in which they have a stage, a maker or a target.
func (b *builder) deploymentsIn() *group {
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
	return g
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
		"arrivals", "dataFlows", "flowCycles", "dataSets", "entities", "groupUses", "members", "organizations", "pipelineUses", "secrets", "unmatchedBans",
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
