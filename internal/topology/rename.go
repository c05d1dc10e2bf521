package topology

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// renames maps the keys of objects of a base topology to their current keys, where these differ.
type renames struct {
	tenants, environments, groups map[string]string
}

func (r *renames) empty() bool { return len(r.tenants)+len(r.environments)+len(r.groups) == 0 }

// tenant returns the current key of a tenant.
func (r *renames) tenant(key string) string {
	if current, ok := r.tenants[key]; ok {
		return current
	}
	return key
}

// inTenant returns the current key of an object of a tenant.
func (r *renames) inTenant(names map[string]string, key string) string {
	if current, ok := names[key]; ok {
		return current
	}
	if tenant, local, scoped := strings.Cut(key, "/"); scoped {
		return r.tenant(tenant) + "/" + local
	}
	return key
}

// key returns the current key of the target of a reference of a form.
func (r *renames) key(f vocabulary.Form, key string) string {
	switch f {
	case vocabulary.TenantReference, vocabulary.PartnerReference:
		return r.tenant(key)
	case vocabulary.EnvironmentReference:
		return r.inTenant(r.environments, key)
	case vocabulary.GroupReference, vocabulary.PrincipalReference, vocabulary.TeamReference:
		return r.inTenant(r.groups, key)
	}
	return key
}

// computedReferences are the columns with references that do not come from manifests.
var computedReferences = map[string]vocabulary.Form{
	"tenant":            vocabulary.TenantReference,
	"tenants":           vocabulary.TenantReference,
	"developmentTenant": vocabulary.TenantReference,
	"partner":           vocabulary.PartnerReference,
	"home":              vocabulary.TenantReference,
}

// row returns a copy of a base row with current references.
func (r *renames) row(table string, row *record) *record {
	c := r.object(columnsOf(table), row)
	switch table {
	case "tenants":
		r.put(c, row, col.Name, r.tenant)
	case "environments", "groups", "guests":
		r.put(c, row, col.Key, func(key string) string { return r.inTenant(nil, key) }) // the object's own key, whose name may have changed
	}
	return c
}

func (r *renames) put(to, row *record, c column, rename func(string) string) {
	if v := str(row, c); v != "" {
		to.set(c, ast.StringTerm(rename(v)))
	}
}

func (r *renames) object(cols []vocabulary.Column, row *record) *record {
	c := newRecord(row.layout)
	for i, v := range row.values {
		if v != nil {
			c.values[i] = r.value(columnOf(cols, row.layout.columns[i].name()), v)
		}
	}
	return c
}

// columnOf returns the column with a name; it has no form if it contains no reference.
func columnOf(cols []vocabulary.Column, name string) vocabulary.Column {
	if f, ok := computedReferences[name]; ok {
		return vocabulary.Column{Form: f}
	}
	if c := vocabulary.ColumnOf(cols, name); c != nil {
		return *c
	}
	return vocabulary.Column{}
}

func (r *renames) value(c vocabulary.Column, t *ast.Term) *ast.Term {
	if !c.Form.IsReference() && c.Form != vocabulary.Object && c.Form != vocabulary.Rows {
		return t
	}
	switch v := t.Value.(type) {
	case ast.String:
		return ast.StringTerm(r.key(c.Form, string(v)))
	case *list:
		terms := make([]*ast.Term, len(v.items))
		for i, item := range v.items {
			terms[i] = r.value(c, item)
		}
		return listTerm(terms)
	case *record:
		if c.Form == vocabulary.Object || c.Form == vocabulary.Rows {
			return r.object(c.Columns, v).term()
		}
		o := v.as(v.layout)
		for _, name := range []column{col.Key, col.Group} { // of a list item, and of a principal
			if key := str(v, name); key != "" {
				o.set(name, ast.StringTerm(r.key(c.Form, key)))
			}
		}
		return o.term()
	}
	return t
}

// Rename replaces names in the logical paths of the base topology's problems by current ones, so that a renamed object
// keeps its problems.
func (t *Topology) Rename(problems []problem.Problem) {
	if t.renamed.empty() {
		return
	}
	for i := range problems {
		for j := range problems[i].Locations {
			at := &problems[i].Locations[j]
			at.Object = t.renamed.path(at.Object)
		}
	}
}

// path returns the current logical path of an object.
func (r *renames) path(object string) string {
	tenant, rest, below := strings.Cut(object, "/")
	if !below {
		return r.tenant(object)
	}
	list, rest, below := strings.Cut(rest, "/")
	names := map[string]map[string]string{"environments": r.environments, "groups": r.groups}[list]
	if names == nil || !below {
		return r.tenant(tenant) + strings.TrimPrefix(object, tenant)
	}
	name, rest, _ := strings.Cut(rest, "/")
	tenantName, local, _ := strings.Cut(r.inTenant(names, tenant+"/"+name), "/")
	path := tenantName + "/" + list + "/" + local
	if rest != "" {
		path += "/" + rest
	}
	return path
}
