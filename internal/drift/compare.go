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
	live         *liveTopology
	all, partial bool
	normalizer   normalizer

	lists      map[listKey]*listCounts
	tenants    map[string]topology.Twin // by their name in the manifests
	problems   []problem.Problem
	changes    []topology.ObjectChange
	summary    result.Comparison
	uncompared map[string]int // number of objects by field that is in no export
}

func newComparison(t *topology.Topology, l *liveTopology, all, partial bool) *comparison {
	return &comparison{
		t:          t,
		live:       l,
		all:        all,
		partial:    partial,
		lists:      map[listKey]*listCounts{},
		tenants:    map[string]topology.Twin{},
		uncompared: map[string]int{},
	}
}

func (c *comparison) run() {
	twins := c.t.Twins(c.live.Topology)
	c.normalizer = newNormalizer(c.t, twins)
	c.countLists(twins)
	for i := range twins {
		w := &twins[i]
		switch {
		case w.Declared == nil:
			c.reportUndeclared(w)
		case w.Live == nil:
			c.reportMissing(w)
		default:
			c.compareTwin(w)
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
	row := asObject(w.Declared)
	if row == nil {
		row = w.Renamed
	}
	return &subject{table: w.Table, noun: noun(w.Table), name: displayName(w.Table, row)}
}

// fieldPair is a field of an object on both sides.
type fieldPair struct {
	at    *ast.Array // path in the manifests
	live  []any      // path in the exports
	field string
}

func (s fieldPair) child(name string) fieldPair {
	field := name
	if s.field != "" {
		field = s.field + "." + name
	}
	return fieldPair{childPath(s.at, name), append(slices.Clip(s.live), name), field}
}

func (s fieldPair) entry(at *ast.Array, n int, name string) fieldPair {
	return fieldPair{at, append(slices.Clip(s.live), n), s.field + "." + name}
}

// compareTwin compares an object that both sides contain.
func (c *comparison) compareTwin(w *topology.Twin) {
	c.summary.Objects++
	declared := asObject(w.Declared)
	s := fieldPair{at: asPath(get(declared, "at")), live: pathElements(asPath(get(asObject(w.Live), "at")))}
	subject := c.subject(w)
	changed := c.compareObject(subject, s, vocabulary.Of(w.Table).Columns, declared, w.Renamed)
	if was, is := text(declared, "tenant"), text(w.Renamed, "tenant"); was != is && w.Table != "tenants" && was != "" && is != "" {
		if changed == nil {
			changed = map[string]*ast.Term{}
		}
		changed["tenant"] = get(w.Renamed, "tenant")
		if key := get(w.Renamed, "key"); key != nil {
			changed["key"] = key
		}
		c.reportChanged(subject, fieldPair{at: s.at, field: "tenant"}, "", was, is)
	}
	if changed != nil {
		after := withValues(declared, changed)
		c.changes = append(c.changes, topology.ObjectChange{Table: w.Table, Before: w.Declared, After: after, At: get(declared, "at")})
	}
}

// identityColumns contains the columns that are not compared: those that pair objects, names that only manifests use,
// and those that identify the owning tenant.
var identityColumns = map[string]bool{
	"tenants.name": true, "environments.name": true, "groups.name": true, "domains.name": true, "crossTenantAccess.tenant": true,
}

// nameColumns contains the columns whose difference is a renamed object.
var nameColumns = map[string]bool{"displayName": true, "userPrincipalName": true}

// measuredColumns contains the columns whose values change without anybody changing the configuration.
var measuredColumns = map[string]bool{
	"environments.dataverse.consumption": true,
	"subscriptions.consumedUnits":        true,
	"tenants.userCount":                  true,
}

// compareObject compares the columns of an object and returns the live values of those that differ.
func (c *comparison) compareObject(o *subject, s fieldPair, columns []vocabulary.Column, declared, live ast.Object) map[string]*ast.Term {
	var changed map[string]*ast.Term
	for i := range columns {
		column := &columns[i]
		in := s.child(column.Name)
		if column.Form == vocabulary.List || identityColumns[o.table+"."+in.field] {
			continue
		}
		if !c.all && measuredColumns[o.table+"."+in.field] {
			if get(declared, column.Name) != nil {
				c.summary.Measured++
			}
			continue
		}
		if v, differs := c.compareColumn(o, in, column, declared, live); differs {
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

// compareColumn compares one column; v is the live value if it differs.
func (c *comparison) compareColumn(
	o *subject, s fieldPair, column *vocabulary.Column, declared, live ast.Object,
) (v *ast.Term, differs bool) {
	d, l := get(declared, column.Name), get(live, column.Name)
	if d == nil && column.Form == vocabulary.Rows && !isUnknown(declared, column.Name) {
		d = ast.ArrayTerm() // tenant isolation without allowed tenants allows none
	}
	from, known := c.live.provenance(s.live)
	isList := column.List || column.Form == vocabulary.Rows
	switch {
	case d == nil && (column.Name != "dataverse" || get(declared, "noDatabase") == nil):
		if isUnknown(declared, column.Name) {
			c.summary.Unknown++
		}
		return nil, false // the manifest does not declare it
	case isUnknown(declared, column.Name) && !isList:
		c.summary.Unknown++
		return nil, false
	case column.Form == vocabulary.Object && d != nil && l != nil:
		if inner := c.compareObject(o, s, column.Columns, asObject(d), asObject(l)); inner != nil {
			return withValues(asObject(d), inner), true
		}
		return nil, false
	case column.Form == vocabulary.Rows:
		return c.compareRows(o, s, column, declared, d, l)
	case column.List:
		return c.compareList(o, s, column, declared, d, l)
	case !known:
		c.countUncompared(o, s)
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
		return relocate(l, s.at), true
	}
	return c.compareScalar(o, s, column, d, l)
}

// compareScalar compares a column with a single value that is known on both sides.
func (c *comparison) compareScalar(o *subject, s fieldPair, column *vocabulary.Column, d, l *ast.Term) (*ast.Term, bool) {
	from, _ := c.live.provenance(s.live)
	if l == nil {
		declaredText := display(d)
		if column.Form == vocabulary.Object {
			declaredText = "one"
		}
		c.report(
			ruleChanged,
			problem.Say(`{noun} "{name}" has no {field}, the manifest says "{declared}"`, o.args("field", s.field, "declared", declaredText)),
			s,
			problem.Literal("there is none now"),
			from,
			"none",
		)
		return nil, true
	}
	was, is := c.normalizer.normalize(c.normalizer.declared, column, d), c.normalizer.normalize(c.normalizer.live, column, l)
	switch {
	case was == is:
		c.summary.Fields++
		return nil, false
	case !isComparable(column, was, is):
		c.countUncompared(o, s)
		return nil, false
	case nameColumns[column.Name]:
		c.reportRenamed(o, s, from, display(d), display(l))
		return relocate(l, s.at), true
	}
	c.reportChanged(o, s, from, display(d), display(l))
	return relocate(l, s.at), true
}

// compareList compares a column with several values. If the exports contain only a part of the list, no value counts as
// missing, and if the manifest does, no value counts as added.
func (c *comparison) compareList(
	o *subject, s fieldPair, column *vocabulary.Column, declared ast.Object, d, l *ast.Term,
) (*ast.Term, bool) {
	from, complete := c.live.provenance(s.live)
	if !complete && l == nil {
		c.countUncompared(o, s)
		return nil, false
	}
	declaredKeys, liveKeys := map[string]bool{}, map[string]bool{}
	for _, v := range elements(d) {
		declaredKeys[c.normalizer.normalize(c.normalizer.declared, column, v)] = true
	}
	var added, removed []string
	var addedTerms []*ast.Term
	var unlisted [2]bool // whether a name, and whether an id, differs
	markUnlisted := func(key string) { unlisted[map[bool]int{false: 0, true: 1}[identifier.IsGUID(key)]] = true }
	for _, v := range elements(l) {
		key := c.normalizer.normalize(c.normalizer.live, column, v)
		liveKeys[key] = true
		if !declaredKeys[key] && !isUnknown(declared, column.Name) {
			added, addedTerms = append(added, display(v)), append(addedTerms, relocate(v, s.at))
			markUnlisted(key)
		}
	}
	kept := elements(d)[:0:0]
	for _, v := range elements(d) {
		key := c.normalizer.normalize(c.normalizer.declared, column, v)
		if complete && !liveKeys[key] {
			removed = append(removed, display(v))
			markUnlisted(key)
			continue
		}
		kept = append(kept, v)
	}
	if unlisted[0] && unlisted[1] && len(added) > 0 && len(removed) > 0 && !isComparable(column, "", "00000000-0000-0000-0000-000000000000") {
		c.countUncompared(o, s)
		return nil, false
	}
	if len(added)+len(removed) == 0 {
		c.summary.Fields++
		return nil, false
	}
	c.reportEntries(o, s, from, added, removed)
	return ast.ArrayTerm(append(kept, addedTerms...)...), true
}

// compareRows compares a column that lists objects, which are identified by their tenants.
func (c *comparison) compareRows(
	o *subject, s fieldPair, column *vocabulary.Column, declared ast.Object, d, l *ast.Term,
) (*ast.Term, bool) {
	from, complete := c.live.provenance(s.live)
	if !complete && l == nil {
		c.countUncompared(o, s)
		return nil, false
	}
	liveKeys := map[string]int{}
	for i, v := range elements(l) {
		liveKeys[text(asObject(v), "tenant")] = i
	}
	var after []*ast.Term
	var added, removed []string
	differs := false
	seen := map[string]bool{}
	for _, v := range elements(d) {
		row := asObject(v)
		key := text(row, "tenant")
		seen[key] = true
		i, ok := liveKeys[key]
		switch {
		case ok:
			if inner := c.compareObject(o, s.entry(asPath(get(row, "at")), i, key), column.Columns, row, asObject(elements(l)[i])); inner != nil {
				differs = true
				v = withValues(row, inner)
			}
		case complete && key != "":
			removed = append(removed, key)
			continue
		}
		after = append(after, v)
	}
	for _, v := range elements(l) {
		if key := text(asObject(v), "tenant"); key != "" && !seen[key] && !isUnknown(declared, column.Name) {
			added = append(added, key)
			after = append(after, relocate(v, s.at))
		}
	}
	if len(added)+len(removed) > 0 {
		c.reportEntries(o, s, from, added, removed)
		differs = true
	} else {
		c.summary.Fields++
	}
	return ast.ArrayTerm(after...), differs
}

// countUncompared counts a field that a manifest declares and no export contains.
func (c *comparison) countUncompared(o *subject, s fieldPair) {
	if c.t.Declares(s.at) { // defaults do not count
		c.uncompared[o.table+"."+s.field]++
	}
}
