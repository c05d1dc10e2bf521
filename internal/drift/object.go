package drift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/topology"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// list identifies a list of a tenant.
type list struct{ tenant, table string }

// count counts the entries of a list on both sides.
type count struct {
	declared, live int
	// whole is true if the exports contain the complete list; absent counts the declared entries that they lack.
	whole  bool
	absent int
}

// keys returns the path of the list in a tenant.
func (l list) keys() []string {
	if l.table == "crossTenantAccess" {
		return []string{"crossTenantAccess", "partners"}
	}
	return []string{l.table}
}

// count counts the entries of each list on both sides. An export with fewer than half of the declared entries is partial,
// even if it claims to be complete.
func (c *comparison) count(twins []topology.Twin) {
	of := func(w *topology.Twin, row ast.Object) *count {
		l := list{text(row, "tenant"), w.Table}
		if c.lists[l] == nil {
			c.lists[l] = &count{}
		}
		return c.lists[l]
	}
	for i := range twins {
		w := &twins[i]
		if w.Table == "tenants" {
			if w.Declared != nil && w.Live != nil {
				name := text(object(w.Declared), "name")
				c.tenants[name] = *w
				c.summary.Tenants = append(c.summary.Tenants, name)
			}
			continue
		}
		if w.Declared != nil {
			of(w, object(w.Declared)).declared++
		}
		if w.Live != nil {
			of(w, w.Renamed).live++
		}
	}
	slices.Sort(c.summary.Tenants)
	for l, n := range c.lists {
		w, ok := c.tenants[l.tenant]
		if !ok {
			continue
		}
		at := steps(path(get(object(w.Live), "at")))
		for _, key := range l.keys() {
			at = append(at, key)
		}
		_, n.whole = c.live.knows(at)
		n.whole = n.whole && 2*n.live >= n.declared
	}
}

// missing reports an object that is declared but not in the exports.
func (c *comparison) missing(w *topology.Twin) {
	row := object(w.Declared)
	l := list{text(row, "tenant"), w.Table}
	if _, ok := c.tenants[l.tenant]; !ok || w.Table == "tenants" || text(row, "partner") == "default" {
		return // the exports do not cover that tenant
	}
	n := c.lists[l]
	if !n.whole {
		n.absent++
		return
	}
	o := c.subject(w)
	at := path(get(row, "at"))
	c.report(
		ruleMissing,
		problem.Say(`{noun} "{name}" is not in tenant "{tenant}" any more`, o.args("tenant", l.tenant)),
		fieldPair{at: at},
		problem.Literal("declared here, in no export"),
		"",
		"",
	)
	c.fates = append(c.fates, topology.ObjectChange{Table: w.Table, Before: w.Declared, At: get(row, "at")})
}

// made contains the types of environments that the platform creates by itself.
var made = map[string]bool{"Default": true, "Teams": true, "Developer": true}

// undeclared reports an object in the exports that no manifest declares, provided that a manifest lists such objects and
// does not list the key as unknown.
func (c *comparison) undeclared(w *topology.Twin) {
	o := c.subject(w)
	id := c.live.LiveID(w.Table, w.Renamed)
	if w.Table == "tenants" {
		if !c.partial {
			c.report(
				ruleUndeclared,
				problem.Say(`tenant "{name}" is in the exports and in no manifest`, o.args()),
				fieldPair{at: ast.NewArray(ast.InternedTerm(0))},
				problem.Text{},
				"",
				id,
			)
		}
		return
	}
	l := list{text(w.Renamed, "tenant"), w.Table}
	tenant, ok := c.tenants[l.tenant]
	if !ok || text(w.Renamed, "partner") == "default" {
		return
	}
	row := object(tenant.Declared)
	at := path(get(row, "at"))
	for _, key := range l.keys() {
		at = below(at, key)
	}
	if c.partial || unknown(row, w.Table) || c.lists[l].declared == 0 && !c.t.Declares(at) {
		return
	}
	c.fates = append(c.fates, topology.ObjectChange{Table: w.Table, After: located(ast.NewTerm(w.Renamed), at), At: ast.NewTerm(at)})
	if !c.all && w.Table == "environments" && made[text(w.Renamed, "type")] {
		c.summary.PlatformCreated++
		return
	}
	args := o.args("tenant", l.tenant)
	if display := text(w.Renamed, "displayName"); display != "" && w.Table != "users" && w.Table != "guests" {
		args["name"] = display
	}
	message := problem.Say(`tenant "{tenant}" has {noun} "{name}", which no manifest declares`, args)
	p := problem.Problem{Rule: ruleUndeclared, Message: message, State: id}
	if id != "" && id != args["name"] && !strings.Contains(id, " ") {
		p.Notes = append(p.Notes, problem.Say(`it is known by "{id}"`, problem.Args{"id": id}))
	}
	c.add(p, fieldPair{at: at}, problem.Literal("lists no such "+o.noun))
}

// summarize adds what was not compared to the summary.
func (c *comparison) summarize() {
	for field, n := range c.apart {
		c.summary.NotExported = append(c.summary.NotExported, result.Uncompared{Field: field, Objects: n})
	}
	slices.SortFunc(c.summary.NotExported, func(a, b result.Uncompared) int {
		if a.Objects != b.Objects {
			return b.Objects - a.Objects
		}
		return strings.Compare(a.Field, b.Field)
	})
	for l, n := range c.lists {
		switch {
		case n.absent > 0 && n.live == 0:
			c.summary.Missing = append(c.summary.Missing, fmt.Sprintf("%s of tenant %q", strings.Join(l.keys(), "."), l.tenant))
		case n.absent > 0:
			c.summary.Partial = append(
				c.summary.Partial,
				fmt.Sprintf(
					"%s of tenant %q: %s declared, %d in the exports, which are a part",
					strings.Join(l.keys(), "."),
					l.tenant,
					wording.Count(n.declared, "entry"),
					n.live,
				),
			)
		}
	}
	slices.Sort(c.summary.Partial)
	slices.Sort(c.summary.Missing)
}
