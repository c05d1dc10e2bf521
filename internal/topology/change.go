package topology

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// compared are the tables whose rows are held against those of an earlier topology: how a row is
// known again although its file, its place or its name changed. The first key that both have counts.
var compared = []struct {
	table, changes string
	keys           []func(ast.Object) string
}{
	{"tenants", "changedTenants", []func(ast.Object) string{field("id"), field("name")}},
	{"environments", "changedEnvironments", []func(ast.Object) string{
		field("id"), field("dataverse", "organizationId"), field("dataverse", "url"), field("key"),
	}},
	{"domains", "changedDomains", []func(ast.Object) string{field("name")}},
	{"namespaces", "changedNamespaces", []func(ast.Object) string{func(r ast.Object) string {
		if get(r, "declared") != ast.Boolean(true) {
			return ""
		}
		return str(r, "protocol") + " " + str(r, "name")
	}}},
	{"subscriptions", "changedSubscriptions", []func(ast.Object) string{field("subscriptionId")}},
	{"deployments", "changedDeployments", []func(ast.Object) string{field("name")}},
	{"masterData", "changedMasterData", []func(ast.Object) string{field("name")}},
	{"residency", "changedResidency", []func(ast.Object) string{func(r ast.Object) string { return str(r, "class") + " " + str(r, "subjects") }}},
}

// Compare adds to t, row by row, what an earlier topology held differently: a row of a table of
// changes has "before" and, unless the object is gone, "after". Their places are those of today; an
// object that is gone shows at its tenant, or at the first manifest.
func (t *Topology) Compare(earlier *Topology) {
	renamed, places := t.renamed(earlier), t.places()
	for _, c := range compared {
		before := earlier.tables[c.table]
		if len(renamed) > 0 {
			before = slices.Clone(before)
			for i := range before {
				before[i] = rename(before[i], renamed)
			}
		}
		for _, pair := range match(before, t.tables[c.table], c.keys) {
			if row := change(pair[0], pair[1], places); row != nil {
				t.tables[c.changes] = append(t.tables[c.changes], row)
			}
		}
	}
}

// renamed maps the earlier name of each tenant that has another one today to the name of today: an
// object does not move because its tenant is called otherwise.
func (t *Topology) renamed(earlier *Topology) map[string]string {
	today := map[string]string{}
	for _, r := range rowsOf(t, "tenants") {
		if id := str(r, "id"); id != "" {
			today[id] = str(r, "name")
		}
	}
	names := map[string]string{}
	for _, r := range rowsOf(earlier, "tenants") {
		if now, ok := today[str(r, "id")]; ok && now != str(r, "name") {
			names[str(r, "name")] = now
		}
	}
	return names
}

// rename copies a row with the names of today in place of the earlier ones: of tenants, and in keys
// such as "tenant/environment".
func rename(t *ast.Term, names map[string]string) *ast.Term {
	switch v := t.Value.(type) {
	case ast.String:
		tenant, rest, scoped := strings.Cut(string(v), "/")
		if now, ok := names[tenant]; ok && scoped {
			return ast.StringTerm(now + "/" + rest)
		} else if ok {
			return ast.StringTerm(now)
		}
	case ast.Object:
		c := ast.NewObjectWithCapacity(v.Len())
		v.Foreach(func(k, e *ast.Term) { c.Insert(k, rename(e, names)) })
		return ast.NewTerm(c)
	case *ast.Array:
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = rename(v.Elem(i), names)
		}
		return ast.ArrayTerm(terms...)
	}
	return t
}

// match pairs each row of before with the row of after that is the same object. A value that
// several rows of one side have, such as a domain of two tenants, pairs with none of the other side
// but those that stayed where they were.
func match(before, after []*ast.Term, keys []func(ast.Object) string) [][2]*ast.Term {
	partner := make([]*ast.Term, len(before))
	taken := map[*ast.Term]bool{}
	for _, key := range append([]func(ast.Object) string{stays(keys)}, keys...) {
		index := map[string]*ast.Term{}
		for _, a := range after {
			if k := key(a.Value.(ast.Object)); k != "" && !taken[a] && index[k] == nil {
				index[k] = a
			}
		}
		for i, b := range before {
			if partner[i] != nil {
				continue
			}
			if a := index[key(b.Value.(ast.Object))]; a != nil && !taken[a] {
				partner[i], taken[a] = a, true
			}
		}
	}
	pairs := make([][2]*ast.Term, 0, len(before))
	for i, b := range before {
		if stays(keys)(b.Value.(ast.Object)) != "" { // what has no key cannot be told from others of its kind
			pairs = append(pairs, [2]*ast.Term{b, partner[i]})
		}
	}
	return pairs
}

// stays keys rows by the tenant and the best key, for objects that did not move.
func stays(keys []func(ast.Object) string) func(ast.Object) string {
	return func(row ast.Object) string {
		for _, key := range keys {
			if k := key(row); k != "" {
				return str(row, "tenant") + " " + k
			}
		}
		return ""
	}
}

// change makes the row of a pair, or nil where nothing but the place differs. What is gone shows at its
// tenant.
func change(before, after *ast.Term, places map[string]*ast.Term) *ast.Term {
	was := withoutPlaces(before)
	row := ast.NewObject(ast.Item(ast.InternedTerm("before"), was), ast.Item(unknown, ast.InternedEmptyObject))
	if after != nil {
		if was.Value.Compare(withoutPlaces(after).Value) == 0 {
			return nil
		}
		row.Insert(ast.InternedTerm("after"), after)
		row.Insert(atKey, after.Value.(ast.Object).Get(atKey))
		return ast.NewTerm(row)
	}
	at := places[str(before.Value.(ast.Object), "tenant")]
	if at == nil {
		at = path{ast.InternedTerm(0)}.term() // the first manifest
	}
	row.Insert(atKey, at)
	return ast.NewTerm(row)
}

// places maps each tenant to where it stands.
func (t *Topology) places() map[string]*ast.Term {
	places := map[string]*ast.Term{}
	for _, r := range rowsOf(t, "tenants") {
		if n := str(r, "name"); n != "" && places[n] == nil {
			places[n] = r.Get(atKey)
		}
	}
	return places
}

// withoutPlaces copies a row without the paths in it, which speak of other documents.
func withoutPlaces(t *ast.Term) *ast.Term {
	switch v := t.Value.(type) {
	case ast.Object:
		c := ast.NewObjectWithCapacity(v.Len())
		v.Foreach(func(k, e *ast.Term) {
			if s, ok := k.Value.(ast.String); !ok || s != "at" && !strings.HasSuffix(string(s), "At") {
				c.Insert(k, withoutPlaces(e))
			}
		})
		return ast.NewTerm(c)
	case *ast.Array:
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = withoutPlaces(v.Elem(i))
		}
		return ast.ArrayTerm(terms...)
	}
	return t
}
