package topology

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// entity is one declared object: where it stands and what it is called.
type entity struct {
	kind   string // the table it is a row of
	tenant string // the tenant it belongs to, if it belongs to one
	name   string
	key    string // "tenant/name", or the name alone where names are not scoped
	doc    int
	node   *manifest.Node
	at     path
	broken map[*manifest.Node]bool
	hidden map[*manifest.Node]string // values whose text must not be shown, with what they look like
	row    ast.Object
}

// tableOf gives the table of each kind of document.
var tableOf = map[string]string{
	"Tenant": "tenants", "Environment": "environments", "Deployment": "deployments",
	"MasterData": "masterData", "Topology": "topologies",
}

// named lists the tables whose rows are declared by name inside a tenant or a topology: the field that
// names them, and how to compare it.
var named = map[string][]struct {
	table, field string
	form         form
}{
	"tenants": {
		{"environments", "name", text},
		{"groups", "name", text},
		{"domains", "name", domain},
		{"users", "userPrincipalName", address},
		{"guests", "userPrincipalName", address},
		{"subscriptions", "subscriptionId", guid},
		{"administrators", "userPrincipalName", address},
	},
	"topologies": {
		{"agreements", "id", text},
	},
}

// declare notes the names that a document brings, before anything refers to them.
func (b *builder) declare(doc int, d Checked) {
	kind, ok := tableOf[d.Kind()]
	if !ok {
		return
	}
	e := &entity{kind: kind, name: short(d.Name()), doc: doc, node: d.Root, at: path{ast.InternedTerm(doc)}, broken: d.Broken, hidden: d.Secrets}
	e.key = e.name
	if kind == "environments" {
		e.tenant = scalar(d.Root.Get("tenant"))
		e.key = e.tenant + "/" + e.name
	}
	b.roots = append(b.roots, e)
	if len(d.Secrets) > 0 {
		b.secrets(e, d.Root, e.at)
	}
	b.note(e, canonicalGUID(scalar(d.Root.Get("id"))))
	for _, n := range named[kind] {
		list := d.Root.Get(n.table)
		if list == nil || list.Kind != manifest.Sequence {
			continue
		}
		for i, item := range list.Items {
			if item.Kind != manifest.Mapping {
				continue
			}
			c := &entity{kind: n.table, name: canonical(n.form, scalar(item.Get(n.field))), doc: doc, at: e.at.key(n.table).index(i)}
			c.key = c.name
			if kind == "tenants" {
				c.tenant = e.name
				c.key = e.name + "/" + c.name
			}
			b.note(c, canonicalGUID(scalar(item.Get("id"))))
		}
	}
}

func (b *builder) note(e *entity, id string) {
	if e.name == "" && e.kind != "topologies" {
		return
	}
	kinds := b.declared[e.kind]
	if kinds == nil {
		kinds = map[string]*entity{}
		b.declared[e.kind], b.ids[e.kind] = kinds, map[string]*entity{}
	}
	scope := e.kind + " " + e.key
	if e.kind == "topologies" {
		scope = e.kind
	}
	if _, ok := b.occurrences[scope]; !ok {
		b.order = append(b.order, scope)
	}
	b.occurrences[scope] = append(b.occurrences[scope], e)
	if kinds[e.key] == nil {
		kinds[e.key] = e
	}
	if id != "" && b.ids[e.kind][id] == nil {
		b.ids[e.kind][id] = e
	}
}

func scalar(n *manifest.Node) string {
	if n == nil || n.Kind != manifest.String {
		return ""
	}
	return short(strings.TrimSpace(n.Text))
}

// longestName is the number of bytes that a name may have; the schema allows far fewer.
const longestName = 1 << 10

// short returns a name, or "" where it is too long to be one: it would stand anew in the key of each
// object that belongs to what bears it.
func short(name string) string {
	if len(name) > longestName {
		return ""
	}
	return name
}

// nouns name one row of a table in a message.
var nouns = map[string]string{
	"tenants": "tenant", "environments": "environment", "groups": "group", "domains": "domain", "users": "user",
	"guests": "guest", "subscriptions": "subscription", "administrators": "administrator", "deployments": "deployment",
	"masterData": "master data set", "topologies": "manifest of kind Topology", "agreements": "agreement",
}

// duplicates reports each name that two objects of one kind and scope bear.
func (b *builder) duplicates() {
	for _, scope := range b.order {
		all := b.occurrences[scope]
		if len(all) < 2 {
			continue
		}
		first := all[0]
		if len(b.occurrences["tenants "+first.tenant]) > 1 {
			continue // one tenant declared twice declares all that it holds twice
		}
		if first.kind == "agreements" && len(b.occurrences["topologies"]) > 1 {
			continue // as does a topology
		}
		p := problem.Problem{Rule: "reference/duplicate-name"}
		switch {
		case first.kind == "topologies":
			p.Message = problem.Literal(fmt.Sprintf("the topology has %d manifests of kind Topology", len(all)))
			p.Help = problem.Literal("merge them into one")
		case first.tenant != "":
			p.Message = problem.Literal(fmt.Sprintf("%s %q is declared %s in tenant %q", nouns[first.kind], first.name, times(len(all)), first.tenant))
		default:
			p.Message = problem.Literal(fmt.Sprintf("%s %q is declared %s", nouns[first.kind], first.name, times(len(all))))
		}
		for i, e := range all {
			label := "and again here"
			if i == 0 {
				label = "first declared here"
			}
			p.Locations = append(p.Locations, b.siteOf(e, label))
		}
		b.problems = append(b.problems, p)
	}
}

// primaries reports more than one primary tenant: an organisation has one main tenant, and rules about
// it would speak of either.
func (b *builder) primaries() {
	p := problem.Problem{Rule: "reference/duplicate-name", Help: problem.Literal("leave primary: true to the organisation's main tenant")}
	for _, e := range b.roots {
		if v := e.node.Get("primary"); e.kind == "tenants" && v != nil && v.Kind == manifest.Bool && v.Text == "true" {
			s, _ := b.t.Site(e.at.key("primary").term().Value) // a path that was made here is well formed
			s.Label = problem.Literal(fmt.Sprintf("of tenant %q", e.name))
			p.Locations = append(p.Locations, s)
		}
	}
	if n := len(p.Locations); n > 1 {
		p.Message = problem.Literal(fmt.Sprintf("%d tenants are declared primary", n))
		b.problems = append(b.problems, p)
	}
}

func times(n int) string {
	if n == 2 {
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func (b *builder) siteOf(e *entity, label string) problem.Location {
	s, _ := b.t.Site(e.at.term().Value) // a path that was made here is well formed
	s.Label = problem.Literal(label)
	return s
}

// secrets makes a row of each value that looks like a credential.
func (b *builder) secrets(e *entity, n *manifest.Node, at path) {
	if looks := e.hidden[n]; looks != "" {
		row := ast.NewObject(ast.Item(atKey, at.term()), ast.Item(unknown, ast.InternedEmptyObject))
		put(row, "looksLike", looks)
		b.add("secrets", row)
	}
	for i := range n.Pairs {
		b.secrets(e, n.Pairs[i].Value, at.key(n.Pairs[i].Key.Text))
	}
	for i, item := range n.Items {
		b.secrets(e, item, at.index(i))
	}
}
