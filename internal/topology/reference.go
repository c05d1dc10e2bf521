package topology

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
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
				return b.mention(e, n, owner)
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
		return b.mention(known[home+"/"+s], n, owner)
	}
	if known[s] != nil {
		return b.mention(known[s], n, owner)
	}
	if isGUID(s) || strings.HasPrefix(s, "Default-") && isGUID(s[len("Default-"):]) {
		if e := b.ids[kind][canonicalGUID(s)]; e != nil {
			return b.mention(e, n, owner)
		}
		return "", false
	}
	if !b.reported[n] {
		b.reported[n] = true
		doc := b.t.Documents[owner.doc]
		site := problem.Location{File: doc.File, Span: n.Span, Object: b.t.Object(doc, n.Span.Start)}
		b.unresolved = append(b.unresolved, unresolved{kind, s, home, site, n})
	}
	return "", false
}

// unresolved is a reference to a name that nothing bears.
type unresolved struct {
	kind, name string
	home       string // the tenant in which the name was looked for
	site       problem.Location
	node       *manifest.Node
}

// explain words the problem of a name that nothing bears.
func (b *builder) explain(u unresolved) problem.Problem {
	p := problem.Problem{Rule: "reference/unknown"}
	kind, s, home := u.kind, u.name, u.home
	tenant, local, scoped := strings.Cut(s, "/")
	near, slip := "", false
	switch {
	case kind == "tenants":
		p.Message = problem.Literal(fmt.Sprintf("no tenant %q in the topology", s))
		near, slip = b.nearest(kind, s, "")
	case scoped && b.declared["tenants"][tenant] == nil:
		p.Message = problem.Literal(fmt.Sprintf("no tenant %q in the topology, so no %s %q", tenant, nouns[kind], s))
		if t, sure := b.nearest("tenants", tenant, ""); t != "" && b.declared[kind][t+"/"+local] != nil {
			near, slip = t+"/"+local, sure
		}
	case scoped:
		p.Message = problem.Literal(fmt.Sprintf("tenant %q has no %s %q", tenant, nouns[kind], local))
		if l, sure := b.nearest(kind, local, tenant); l != "" {
			near, slip = tenant+"/"+l, sure
		}
	case home != "":
		p.Message = problem.Literal(fmt.Sprintf("tenant %q has no %s %q", home, nouns[kind], s))
		if near, slip = b.nearest(kind, s, home); near == "" {
			near = b.of(kind).elsewhere[s]
		}
	default:
		p.Message = problem.Literal(fmt.Sprintf("%q does not say in which tenant the %s is", s, nouns[kind]))
		p.Help = problem.Literal("write tenant/" + s)
		near = b.of(kind).elsewhere[s]
	}
	if b.incomplete {
		p.Notes = append(p.Notes, problem.Literal("some files could not be read; the name may be declared there"))
	}
	if near != "" {
		u.site.Suggestion = near
	}
	// What stands before the name, as in "group:makers", stays.
	if before, ok := strings.CutSuffix(u.node.Text, s); ok && slip && !b.incomplete {
		p.Fix = u.node.Reword(u.site.File, before+near)
	}
	p.Locations = []problem.Location{u.site}
	return p
}

// names are all names of one kind, for suggestions.
type names struct {
	in        map[string][]string // by tenant, sorted
	elsewhere map[string]string   // the key of the only object with a name; "" of several
	near      map[string]likely   // what nearest found, by tenant and name
	compared  int                 // how often a name was compared with another for that
}

// likely is the name that was probably meant, if there is one; slip says that it can be nothing else.
type likely struct {
	name string
	slip bool
}

// of returns the names of a kind.
func (b *builder) of(kind string) *names {
	if n := b.names[kind]; n != nil {
		return n
	}
	n := &names{in: map[string][]string{}, elsewhere: map[string]string{}, near: map[string]likely{}}
	for key, e := range b.declared[kind] {
		n.in[e.tenant] = append(n.in[e.tenant], e.name)
		if _, ok := n.elsewhere[e.name]; ok {
			key = ""
		}
		n.elsewhere[e.name] = key
	}
	for _, list := range n.in {
		slices.Sort(list)
	}
	b.names[kind] = n
	return n
}

// mostCompared bounds how often names of a kind are compared for suggestions, which is about a second: each
// wrong one is compared with all others, and where so many are wrong the mistake is another one than a slip.
const mostCompared = 300_000

// nearest returns the name that s was probably meant to be, of a tenant or in a tenant, and whether s is
// a slip of the pen for it.
func (b *builder) nearest(kind, s, tenant string) (near string, slip bool) {
	n := b.of(kind)
	found, ok := n.near[tenant+" "+s]
	if !ok && n.compared < mostCompared {
		n.compared += len(n.in[tenant])
		found.name, found.slip = suggest.Likely(s, n.in[tenant])
		n.near[tenant+" "+s] = found
	}
	return found.name, found.slip
}
