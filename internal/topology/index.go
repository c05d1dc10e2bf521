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
	key         func(row ast.Object) string // "" leaves the row out
	doc         string
}

func field(names ...string) func(ast.Object) string {
	return func(row ast.Object) string {
		for _, n := range names[:len(names)-1] {
			o, ok := get(row, n).(ast.Object)
			if !ok {
				return ""
			}
			row = o
		}
		return str(row, names[len(names)-1])
	}
}

// inTenant keys a value together with the tenant, for what must be unique inside one.
func inTenant(key func(ast.Object) string) func(ast.Object) string {
	return func(row ast.Object) string {
		if k, t := key(row), str(row, "tenant"); k != "" && t != "" {
			return t + " " + k
		}
		return ""
	}
}

func when(cond func(ast.Object) bool, key func(ast.Object) string) func(ast.Object) string {
	return func(row ast.Object) string {
		if !cond(row) {
			return ""
		}
		return key(row)
	}
}

func federated(row ast.Object) bool { return str(row, "authenticationType") == "Federated" }

var duplicateQuestions = []duplicateQuestion{
	{"domains", "domains", field("name"), "one domain"},
	{"federatedForests", "domains", when(federated, func(r ast.Object) string {
		if forest := field("federation", "forest")(r); forest != "" {
			return forest + " " + str(r, "registered")
		}
		return ""
	}), "one Active Directory forest and one registered domain among federated domains"},
	{"issuers", "domains", field("federation", "issuerUri"), "one issuer URI"},
	{"namespaces", "namespaces", func(r ast.Object) string { return str(r, "protocol") + " " + str(r, "name") }, "one name space of one protocol"},
	{"tenantOrganizations", "environments", inTenant(field("dataverse", "organizationId")), "one Dataverse organization id in one tenant"},
	{"tenantHosts", "environments", inTenant(field("dataverse", "url")), "one Dataverse host in one tenant"},
	{"environmentIds", "environments", field("id"), "one environment id"},
	{"organizationIds", "environments", field("dataverse", "organizationId"), "one Dataverse organization id"},
	{"hosts", "environments", field("dataverse", "url"), "one Dataverse host"},
	{"uniqueNames", "environments", inTenant(field("dataverse", "uniqueName")), "one Dataverse unique name in one tenant"},
	{
		"defaults", "environments", inTenant(when(func(r ast.Object) bool { return str(r, "type") == "Default" }, field("type"))),
		"the Default environments of one tenant",
	},
	{
		"developers", "environments", inTenant(when(func(r ast.Object) bool { return str(r, "type") == "Developer" }, field("owner"))),
		"the Developer environments of one owner in one tenant",
	},
	{"securityGroups", "environments", field("securityGroup"), "one security group"},
	{"accounts", "users", when(member, field("userPrincipalName")), "one user principal name"},
	{"accountIds", "users", field("id"), "one object id of a user"},
	{"immutableIds", "users", field("onPremisesImmutableId"), "one on-premises immutable id"},
	{"administrators", "administrators", field("person"), "one person"},
	{"groupIds", "groups", field("id"), "one object id of a group"},
	{"guests", "guests", field("person"), "one person"},
	{"servicePrincipals", "servicePrincipals", field("objectId"), "one object id of a service principal"},
	{"unlistedGroups", "groupUses", when(func(r ast.Object) bool { return get(r, "groupTenant") == nil }, field("group")), "one group that no tenant lists"},
	{"subscriptions", "subscriptions", field("subscriptionId"), "one subscription id"},
	{"syncServers", "directorySync", field("server"), "one Entra Connect server"},
	{"activeSync", "directorySync", inTenant(when(func(r ast.Object) bool { return get(r, "stagingMode") == ast.Boolean(false) },
		func(ast.Object) string { return "active" })), "the active Entra Connect servers of one tenant"},
	{"syncForests", "directorySync", field("forest"), "one forest that is synchronized"},
	{"dataSets", "dataSets", field("key"), "one name of a data set"},
	{"arrivals", "arrivals", field("environment"), "one environment that flows take them to"},
	{"entities", "entities", field("key"), "one entity of master data"},
	{"applications", "deployments", field("application", "appId"), "one application id"},
	{"organizations", "organizations", field("name"), "one Azure DevOps organization"},
	{"pipelineUses", "pipelineUses", field("environment"), "one environment of native pipelines"},
	{"pipelineHosts", "pipelineUses", field("conflict"), "environments that pipelines of the same several hosts use"},
	{"exchangeOrganizations", "tenants", field("exchangeOrganization"), "one on-premises Exchange organization"},
}

func member(row ast.Object) bool { return !identifier.IsExternal(str(row, "userPrincipalName")) }

// group collects rows by key, in the order in which the keys come up.
type group struct {
	keys []string
	rows map[string][]*ast.Term
}

func groupBy(rows []*ast.Term, key func(ast.Object) string) *group {
	g := &group{rows: make(map[string][]*ast.Term, len(rows))}
	for _, r := range rows {
		k := key(r.Value.(ast.Object))
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
func repeated(rows []*ast.Term, key func(ast.Object) string) *group {
	g := &group{rows: map[string][]*ast.Term{}}
	first := make(map[string]int, len(rows))
	for i, r := range rows {
		k := key(r.Value.(ast.Object))
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
			t.duplicates = append(t.duplicates, duplicateGroup{s.name, ast.ObjectTerm(
				ast.Item(ast.InternedTerm("key"), ast.StringTerm(k)), item("written", ast.StringTerm(writtenAs(k, groups[i].rows[k][0].Value.(ast.Object)))),
				ast.Item(ast.InternedTerm("rows"), ast.ArrayTerm(groups[i].rows[k]...)))})
		}
	}
	t.index = ast.ObjectTerm(
		item("tenants", unique(t.tables["tenants"], field("name"))),
		item("environments", unique(t.tables["environments"], field("key"))),
		item("groups", unique(t.tables["groups"], field("key"))),
		item("guests", unique(t.tables["guests"], field("key"))),
		item("domains", lists(groupBy(t.tables["domains"], field("name")))),
		item("crossTenantAccess", b.access()),
		item("accounts", lists(groupBy(t.tables["users"], field("userPrincipalName")))),
		item("people", lists(groupBy(t.tables["users"], field("person")))),
		item("administrators", lists(groupBy(t.tables["administrators"], field("person")))),
		item("agreementIds", unique(t.tables["agreements"], field("id"))),
		item("agreements", lists(groupBy(t.tables["subscriptions"], field("agreement")))),
		item("deployments", lists(b.deploymentsIn())),
		item("dataFlows", lists(groupBy(t.tables["dataFlows"], field("environment")))),
		item("masters", lists(groupBy(t.tables["masterData"], field("master")))),
		item("nested", b.nested()),
		item("residency", ast.ArrayTerm(t.tables["residency"]...)),
		item("collaboration", ast.ArrayTerm(t.tables["collaboration"]...)),
		item("byTenant", b.byTenant()),
	)
	if all := t.tables["topologies"]; len(all) > 0 {
		t.index.Value.(ast.Object).Insert(ast.InternedTerm("topology"), all[0])
	}
}

// writtenAs returns a value as a row writes it that has it in a column of its own or of an object in it.
func writtenAs(value string, row ast.Object) string {
	text := value
	if texts, ok := get(row, "written").(ast.Object); ok {
		texts.Foreach(func(k, v *ast.Term) {
			if t := row.Get(k); t != nil && t.Value.Compare(ast.String(value)) == 0 {
				text = string(v.Value.(ast.String))
			}
		})
	}
	row.Foreach(func(_, v *ast.Term) {
		if o, ok := v.Value.(ast.Object); ok && text == value {
			text = writtenAs(value, o)
		}
	})
	return text
}

func item(name string, v *ast.Term) [2]*ast.Term { return ast.Item(ast.InternedTerm(name), v) }

// nested maps each group that has a group among its members, and each such member, to the groups among its members.
func (b *builder) nested() *ast.Term {
	inner := map[string][]*ast.Term{}
	var keys []string
	note := func(key string) {
		if _, ok := inner[key]; !ok {
			inner[key] = nil
			keys = append(keys, key)
		}
	}
	for _, g := range rowsOf(b.t, "groups") {
		key := str(g, "key")
		for m := range members(g, "members") {
			if group := str(m, "group"); group != "" && key != "" {
				note(key)
				note(group)
				inner[key] = append(inner[key], b.words.term(group))
			}
		}
	}
	o := ast.NewObjectWithCapacity(len(keys))
	for _, key := range keys {
		o.Insert(b.words.term(key), ast.ArrayTerm(inner[key]...))
	}
	return ast.NewTerm(o)
}

// unique maps each key to its first row.
func unique(rows []*ast.Term, key func(ast.Object) string) *ast.Term {
	o := ast.NewObjectWithCapacity(len(rows))
	seen := make(map[string]bool, len(rows))
	for _, r := range rows {
		if k := key(r.Value.(ast.Object)); k != "" && !seen[k] {
			seen[k] = true
			o.Insert(ast.StringTerm(k), r)
		}
	}
	return ast.NewTerm(o)
}

// lists maps each key to all its rows.
func lists(g *group) *ast.Term {
	o := ast.NewObjectWithCapacity(len(g.keys))
	for _, k := range g.keys {
		o.Insert(ast.StringTerm(k), ast.ArrayTerm(g.rows[k]...))
	}
	return ast.NewTerm(o)
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
	all := map[string][][2]*ast.Term{}
	for _, table := range perTenant {
		g := groupBy(b.t.tables[table], field("tenant"))
		for _, k := range g.keys {
			all[k] = append(all[k], item(table, ast.ArrayTerm(g.rows[k]...)))
		}
	}
	o := ast.NewObjectWithCapacity(len(all))
	seen := map[string]bool{}
	for _, r := range rowsOf(b.t, "tenants") {
		if n := str(r, "name"); n != "" && !seen[n] {
			seen[n] = true
			o.Insert(ast.StringTerm(n), ast.ObjectTerm(all[n]...))
		}
	}
	return ast.NewTerm(o)
}

// deploymentsIn lists the deployments by each tenant in which they have a stage, a maker or a target.
func (b *builder) deploymentsIn() *group {
	g := &group{rows: map[string][]*ast.Term{}}
	for _, d := range b.t.tables["deployments"] {
		list, _ := get(d.Value.(ast.Object), "tenants").(*ast.Array)
		for i := range list.Len() {
			t := string(list.Elem(i).Value.(ast.String))
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
	g := groupBy(b.t.tables["crossTenantAccess"], field("tenant"))
	o := ast.NewObjectWithCapacity(len(g.keys))
	for _, k := range g.keys {
		o.Insert(ast.StringTerm(k), unique(g.rows[k], field("partner")))
	}
	return ast.NewTerm(o)
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
