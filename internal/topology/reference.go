package topology

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// resolve returns the key of what a reference names. A reference that is no name but an id which
// the topology does not hold is not an error: exports refer to what they do not contain.
func (b *builder) resolve(f form, n *manifest.Node, owner *entity, home string) (key string, ok bool) {
	s := strings.TrimSpace(n.Text)
	switch f {
	case tenantRef:
		return b.lookup("tenants", s, "", n, owner)
	case partnerRef:
		if s == "*" || s == "external" {
			return s, true
		}
		if isGUID(s) {
			if e := b.ids["tenants"][canonicalGUID(s)]; e != nil {
				return e.key, true
			}
			return canonicalGUID(s), true
		}
		return b.lookup("tenants", s, "", n, owner)
	case environmentRef:
		return b.lookup("environments", s, home, n, owner)
	default:
		return b.lookup("groups", s, home, n, owner)
	}
}

// lookup finds a row by its name inside the tenant home, by "tenant/name" or by its id.
func (b *builder) lookup(kind, s, home string, n *manifest.Node, owner *entity) (string, bool) {
	known := b.declared[kind]
	if home != "" && known[home+"/"+s] != nil {
		return home + "/" + s, true
	}
	if known[s] != nil {
		return s, true
	}
	if isGUID(s) || strings.HasPrefix(s, "Default-") && isGUID(s[len("Default-"):]) {
		if e := b.ids[kind][canonicalGUID(s)]; e != nil {
			return e.key, true
		}
		return "", false
	}
	if !b.reported[n] {
		b.reported[n] = true
		b.problems = append(b.problems, b.unresolved(kind, s, home, n, owner))
	}
	return "", false
}

// unresolved words the problem of a name that nothing bears.
func (b *builder) unresolved(kind, s, home string, n *manifest.Node, owner *entity) source.Problem {
	p := source.Problem{Rule: "reference/unknown"}
	tenant, local, scoped := strings.Cut(s, "/")
	near := ""
	switch {
	case kind == "tenants":
		p.Message = fmt.Sprintf("no tenant %q in the topology", s)
		near = b.nearest(kind, s, "")
	case scoped && b.declared["tenants"][tenant] == nil:
		p.Message = fmt.Sprintf("no tenant %q in the topology, so no %s %q", tenant, nouns[kind], s)
		if t := b.nearest("tenants", tenant, ""); t != "" && b.declared[kind][t+"/"+local] != nil {
			near = t + "/" + local
		}
	case scoped:
		p.Message = fmt.Sprintf("tenant %q has no %s %q", tenant, nouns[kind], local)
		if l := b.nearest(kind, local, tenant); l != "" {
			near = tenant + "/" + l
		}
	case home != "":
		p.Message = fmt.Sprintf("tenant %q has no %s %q", home, nouns[kind], s)
		if near = b.nearest(kind, s, home); near == "" {
			near = b.elsewhere(kind, s)
		}
	default:
		p.Message = fmt.Sprintf("%q does not say in which tenant the %s is", s, nouns[kind])
		p.Help = fmt.Sprintf("write tenant/%s", s)
		near = b.elsewhere(kind, s)
	}
	if b.incomplete {
		p.Notes = append(p.Notes, "some files could not be read; the name may be declared there")
	}
	doc := b.t.Documents[owner.doc]
	site := source.Site{File: doc.File, Span: n.Span, Object: b.t.Object(doc, n.Span.Start)}
	if near != "" {
		site.Label = fmt.Sprintf("did you mean %q?", near)
	}
	p.Sites = []source.Site{site}
	return p
}

// nearest returns the name that s was probably meant to be: of a tenant, or in a tenant.
func (b *builder) nearest(kind, s, tenant string) string {
	var names []string
	for _, e := range b.declared[kind] {
		if e.tenant == tenant {
			names = append(names, e.name)
		}
	}
	slices.Sort(names)
	near, _ := suggest.Nearest(s, names)
	return near
}

// elsewhere returns the key of the only object that bears the name s in any tenant.
func (b *builder) elsewhere(kind, s string) string {
	found := ""
	for key, e := range b.declared[kind] {
		if e.name == s {
			if found != "" {
				return ""
			}
			found = key
		}
	}
	return found
}
