package drift

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/topology"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// comparison is one comparison of manifests with exports.
type comparison struct {
	t            *topology.Topology
	live         *live
	all, partial bool
	values       values

	lists    map[list]*count
	tenants  map[string]topology.Twin // by their name in the manifests
	problems []problem.Problem
	fates    []topology.ObjectChange
	summary  result.Comparison
	apart    map[string]int // number of objects by field that is in no export
}

func newComparison(t *topology.Topology, l *live, all, partial bool) *comparison {
	return &comparison{
		t:       t,
		live:    l,
		all:     all,
		partial: partial,
		lists:   map[list]*count{},
		tenants: map[string]topology.Twin{},
		apart:   map[string]int{},
	}
}

func (c *comparison) run() {
	twins := c.t.Twins(c.live.Topology)
	c.values = newValues(c.t, twins)
	c.count(twins)
	for i := range twins {
		w := &twins[i]
		switch {
		case w.Declared == nil:
			c.undeclared(w)
		case w.Live == nil:
			c.missing(w)
		default:
			c.twin(w)
		}
	}
	c.summarize()
}

// subject describes the object being compared.
type subject struct {
	table string
	noun  string
	name  string
}

func (c *comparison) subject(w *topology.Twin) *subject {
	row := object(w.Declared)
	if row == nil {
		row = w.Renamed
	}
	return &subject{table: w.Table, noun: noun(w.Table), name: called(w.Table, row)}
}

// fieldPair is a field of an object on both sides.
type fieldPair struct {
	at    *ast.Array // path in the manifests
	live  []any      // path in the exports
	field string
}

func (s fieldPair) key(name string) fieldPair {
	field := name
	if s.field != "" {
		field = s.field + "." + name
	}
	return fieldPair{below(s.at, name), append(slices.Clip(s.live), name), field}
}

func (s fieldPair) entry(at *ast.Array, n int, name string) fieldPair {
	return fieldPair{at, append(slices.Clip(s.live), n), s.field + "." + name}
}

// twin compares an object that both sides contain.
func (c *comparison) twin(w *topology.Twin) {
	c.summary.Objects++
	declared := object(w.Declared)
	s := fieldPair{at: path(get(declared, "at")), live: steps(path(get(object(w.Live), "at")))}
	subject := c.subject(w)
	changed := c.object(subject, s, vocabulary.Of(w.Table).Columns, declared, w.Renamed)
	if was, is := text(declared, "tenant"), text(w.Renamed, "tenant"); was != is && w.Table != "tenants" && was != "" && is != "" {
		if changed == nil {
			changed = map[string]*ast.Term{}
		}
		changed["tenant"] = get(w.Renamed, "tenant")
		if key := get(w.Renamed, "key"); key != nil {
			changed["key"] = key
		}
		c.differ(subject, fieldPair{at: s.at, field: "tenant"}, "", was, is)
	}
	if changed != nil {
		c.fates = append(c.fates, topology.ObjectChange{Table: w.Table, Before: w.Declared, After: with(declared, changed), At: get(declared, "at")})
	}
}

// identities contains the columns that are not compared: those that pair objects, names that only manifests use, and
// those that identify the owning tenant.
var identities = map[string]bool{
	"tenants.name": true, "environments.name": true, "groups.name": true, "domains.name": true, "crossTenantAccess.tenant": true,
}

// names contains the columns whose difference is a renamed object.
var names = map[string]bool{"displayName": true, "userPrincipalName": true}

// measurements contains the columns whose values change without anybody changing the configuration.
var measurements = map[string]bool{
	"environments.dataverse.consumption": true,
	"subscriptions.consumedUnits":        true,
	"tenants.userCount":                  true,
}

// object compares the columns of an object and returns the live values of those that differ.
func (c *comparison) object(o *subject, s fieldPair, columns []vocabulary.Column, declared, live ast.Object) map[string]*ast.Term {
	var changed map[string]*ast.Term
	for i := range columns {
		column := &columns[i]
		in := s.key(column.Name)
		if column.Form == vocabulary.List || identities[o.table+"."+in.field] {
			continue
		}
		if !c.all && measurements[o.table+"."+in.field] {
			if get(declared, column.Name) != nil {
				c.summary.Measured++
			}
			continue
		}
		if v, differs := c.column(o, in, column, declared, live); differs {
			if changed == nil {
				changed = map[string]*ast.Term{}
			}
			changed[column.Name] = v
			if column.Name == "dataverse" {
				changed["noDatabase"] = nil
			}
		}
	}
	return changed
}

// column compares one column; v is the live value if it differs.
func (c *comparison) column(o *subject, s fieldPair, column *vocabulary.Column, declared, live ast.Object) (v *ast.Term, differs bool) {
	d, l := get(declared, column.Name), get(live, column.Name)
	if d == nil && column.Form == vocabulary.Rows && !unknown(declared, column.Name) {
		d = ast.ArrayTerm() // tenant isolation without allowed tenants allows none
	}
	from, knows := c.live.knows(s.live)
	isList := column.List || column.Form == vocabulary.Rows
	switch {
	case d == nil && (column.Name != "dataverse" || get(declared, "noDatabase") == nil):
		if unknown(declared, column.Name) {
			c.summary.Unknown++
		}
		return nil, false // the manifest does not declare it
	case unknown(declared, column.Name) && !isList:
		c.summary.Unknown++
		return nil, false
	case column.Form == vocabulary.Object && d != nil && l != nil:
		if inner := c.object(o, s, column.Columns, object(d), object(l)); inner != nil {
			return with(object(d), inner), true
		}
		return nil, false
	case column.Form == vocabulary.Rows:
		return c.rows(o, s, column, declared, d, l)
	case column.List:
		return c.list(o, s, column, declared, d, l)
	case !knows:
		c.lacks(o, s)
		return nil, false
	case d == nil: // the manifest declares that there is no database
		if l == nil {
			c.summary.Fields++
			return nil, false
		}
		c.report(
			ruleChanged,
			problem.Say(`{noun} "{name}" has a database, the manifest says that it has none`, o.args()),
			s,
			problem.Literal("there is one now"),
			from,
			"a database",
		)
		return located(l, s.at), true
	}
	return c.single(o, s, column, d, l)
}

// single compares a column with a single value that is known on both sides.
func (c *comparison) single(o *subject, s fieldPair, column *vocabulary.Column, d, l *ast.Term) (*ast.Term, bool) {
	from, _ := c.live.knows(s.live)
	if l == nil {
		said := shown(d)
		if column.Form == vocabulary.Object {
			said = "one"
		}
		c.report(
			ruleChanged,
			problem.Say(`{noun} "{name}" has no {field}, the manifest says "{declared}"`, o.args("field", s.field, "declared", said)),
			s,
			problem.Literal("there is none now"),
			from,
			"none",
		)
		return nil, true
	}
	was, is := c.values.key(c.values.declared, column, d), c.values.key(c.values.live, column, l)
	switch {
	case was == is:
		c.summary.Fields++
		return nil, false
	case !alike(column, was, is):
		c.lacks(o, s)
		return nil, false
	case names[column.Name]:
		c.rename(o, s, from, shown(d), shown(l))
		return located(l, s.at), true
	}
	c.differ(o, s, from, shown(d), shown(l))
	return located(l, s.at), true
}

// list compares a column with several values. If the exports contain only a part of the list, no value counts as missing,
// and if the manifest does, no value counts as added.
func (c *comparison) list(o *subject, s fieldPair, column *vocabulary.Column, declared ast.Object, d, l *ast.Term) (*ast.Term, bool) {
	from, whole := c.live.knows(s.live)
	if !whole && l == nil {
		c.lacks(o, s)
		return nil, false
	}
	ours, theirs := map[string]bool{}, map[string]bool{}
	for _, v := range items(d) {
		ours[c.values.key(c.values.declared, column, v)] = true
	}
	var added, gone []string
	var more []*ast.Term
	var unlisted [2]bool // whether a name, and whether an id, differs
	note := func(key string) { unlisted[map[bool]int{false: 0, true: 1}[identifier.IsGUID(key)]] = true }
	for _, v := range items(l) {
		key := c.values.key(c.values.live, column, v)
		theirs[key] = true
		if !ours[key] && !unknown(declared, column.Name) {
			added, more = append(added, shown(v)), append(more, located(v, s.at))
			note(key)
		}
	}
	kept := items(d)[:0:0]
	for _, v := range items(d) {
		key := c.values.key(c.values.declared, column, v)
		if whole && !theirs[key] {
			gone = append(gone, shown(v))
			note(key)
			continue
		}
		kept = append(kept, v)
	}
	if unlisted[0] && unlisted[1] && len(added) > 0 && len(gone) > 0 && !alike(column, "", "00000000-0000-0000-0000-000000000000") {
		c.lacks(o, s)
		return nil, false
	}
	if len(added)+len(gone) == 0 {
		c.summary.Fields++
		return nil, false
	}
	c.entries(o, s, from, added, gone)
	return ast.ArrayTerm(append(kept, more...)...), true
}

// rows compares a column that lists objects, which are identified by their tenants.
func (c *comparison) rows(o *subject, s fieldPair, column *vocabulary.Column, declared ast.Object, d, l *ast.Term) (*ast.Term, bool) {
	from, whole := c.live.knows(s.live)
	if !whole && l == nil {
		c.lacks(o, s)
		return nil, false
	}
	theirs := map[string]int{}
	for i, v := range items(l) {
		theirs[text(object(v), "tenant")] = i
	}
	var after []*ast.Term
	var added, gone []string
	differs := false
	seen := map[string]bool{}
	for _, v := range items(d) {
		row := object(v)
		key := text(row, "tenant")
		seen[key] = true
		i, ok := theirs[key]
		switch {
		case ok:
			if inner := c.object(o, s.entry(path(get(row, "at")), i, key), column.Columns, row, object(items(l)[i])); inner != nil {
				differs = true
				v = with(row, inner)
			}
		case whole && key != "":
			gone = append(gone, key)
			continue
		}
		after = append(after, v)
	}
	for _, v := range items(l) {
		if key := text(object(v), "tenant"); key != "" && !seen[key] && !unknown(declared, column.Name) {
			added = append(added, key)
			after = append(after, located(v, s.at))
		}
	}
	if len(added)+len(gone) > 0 {
		c.entries(o, s, from, added, gone)
		differs = true
	} else {
		c.summary.Fields++
	}
	return ast.ArrayTerm(after...), differs
}

// lacks counts a field that a manifest declares and no export contains.
func (c *comparison) lacks(o *subject, s fieldPair) {
	if c.t.Declares(s.at) { // defaults do not count
		c.apart[o.table+"."+s.field]++
	}
}
