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

// listKey identifies a list of a tenant.
type listKey struct{ tenant, table string }

// listCounts counts the entries of a list on both sides.
type listCounts struct {
	declared, live int
	// complete is true if the exports contain the complete list; absent counts the declared entries that they lack.
	complete bool
	absent   int
}

// path returns the path of the list in a tenant.
func (l listKey) path() []string {
	if l.table == "crossTenantAccess" {
		return []string{"crossTenantAccess", "partners"}
	}
	return []string{l.table}
}

// countLists counts the entries of each list on both sides. An export with fewer than half of the declared entries is
// partial, even if it claims to be complete.
func (c *comparison) countLists(twins []topology.Twin) {
	countsOf := func(w *topology.Twin, row ast.Object) *listCounts {
		l := listKey{text(row, "tenant"), w.Table}
		if c.lists[l] == nil {
			c.lists[l] = &listCounts{}
		}
		return c.lists[l]
	}
	for i := range twins {
		w := &twins[i]
		if w.Table == "tenants" {
			if w.Declared != nil && w.Live != nil {
				name := text(asObject(w.Declared), "name")
				c.tenants[name] = *w
				c.summary.Tenants = append(c.summary.Tenants, name)
			}
			continue
		}
		if w.Declared != nil {
			countsOf(w, asObject(w.Declared)).declared++
		}
		if w.Live != nil {
			countsOf(w, w.Renamed).live++
		}
	}
	slices.Sort(c.summary.Tenants)
	for l, n := range c.lists {
		w, ok := c.tenants[l.tenant]
		if !ok {
			continue
		}
		at := pathElements(asPath(get(asObject(w.Live), "at")))
		for _, key := range l.path() {
			at = append(at, key)
		}
		_, n.complete = c.live.provenance(at)
		n.complete = n.complete && 2*n.live >= n.declared
	}
}

// reportMissing reports an object that is declared but not in the exports.
func (c *comparison) reportMissing(w *topology.Twin) {
	row := asObject(w.Declared)
	l := listKey{text(row, "tenant"), w.Table}
	if _, ok := c.tenants[l.tenant]; !ok || w.Table == "tenants" || text(row, "partner") == "default" {
		return // the exports do not cover that tenant
	}
	n := c.lists[l]
	if !n.complete {
		n.absent++
		return
	}
	o := c.subject(w)
	at := asPath(get(row, "at"))
	c.report(
		ruleMissing,
		problem.Say(`{noun} "{name}" is not in tenant "{tenant}" any more`, o.args("tenant", l.tenant)),
		fieldPair{at: at},
		problem.Literal("declared here, but in no export"),
		"",
		"",
	)
	c.changes = append(c.changes, topology.ObjectChange{Table: w.Table, Before: w.Declared, At: get(row, "at")})
}

// platformCreated contains the types of environments that the platform creates by itself.
var platformCreated = map[string]bool{"Default": true, "Teams": true, "Developer": true}

// reportUndeclared reports an object in the exports that no manifest declares, provided that a manifest lists such
// objects and does not list the key as unknown.
func (c *comparison) reportUndeclared(w *topology.Twin) {
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
	l := listKey{text(w.Renamed, "tenant"), w.Table}
	tenant, ok := c.tenants[l.tenant]
	if !ok || text(w.Renamed, "partner") == "default" {
		return
	}
	row := asObject(tenant.Declared)
	at := asPath(get(row, "at"))
	for _, key := range l.path() {
		at = childPath(at, key)
	}
	if c.partial || isUnknown(row, w.Table) || c.lists[l].declared == 0 && !c.t.Declares(at) {
		return
	}
	c.changes = append(c.changes, topology.ObjectChange{Table: w.Table, After: relocate(ast.NewTerm(w.Renamed), at), At: ast.NewTerm(at)})
	if !c.all && w.Table == "environments" && platformCreated[text(w.Renamed, "type")] {
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
		p.Notes = append(p.Notes, problem.Say(`it is identified by "{id}"`, problem.Args{"id": id}))
	}
	c.add(p, fieldPair{at: at}, problem.Literal("lists no such "+o.noun))
}

// summarize adds what was not compared to the summary.
func (c *comparison) summarize() {
	for field, n := range c.uncompared {
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
			c.summary.Missing = append(c.summary.Missing, fmt.Sprintf("%s of tenant %q", strings.Join(l.path(), "."), l.tenant))
		case n.absent > 0:
			c.summary.Partial = append(
				c.summary.Partial,
				fmt.Sprintf(
					"%s of tenant %q: %s declared, only %d in the exports, which are incomplete",
					strings.Join(l.path(), "."),
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
