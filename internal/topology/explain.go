package topology

import (
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// reportUnresolved reports unresolved references.
func (b *builder) reportUnresolved(all []unresolved) {
	unlisted := map[[3]string]int{} // problem index by kind, tenant and id
	for _, r := range all {
		switch {
		case r.id != "":
			key := [3]string{r.kind, r.home, r.id}
			i, known := unlisted[key]
			if !known {
				i = len(b.problems)
				unlisted[key] = i
				b.problems = append(b.problems, b.unlistedProblem(r))
			}
			b.problems[i].Locations = append(b.problems[i].Locations, r.location)
		case r.teamReference:
			if p, ok := b.teamProblem(r); ok {
				b.problems = append(b.problems, p)
			}
		default:
			b.problems = append(b.problems, b.unknownNameProblem(r))
		}
	}
}

// unlistedProblem returns the problem of an id that its tenant does not list, without locations.
func (b *builder) unlistedProblem(r unresolved) problem.Problem {
	p := problem.Problem{
		Rule: "reference/unlisted",
		Message: problem.Say(`tenant "{tenant}" lists no `+noun(r.kind)+` with id "{id}"`,
			problem.Args{"tenant": r.home, "id": strings.TrimPrefix(strings.TrimSpace(r.node.Text), groupPrefix)}),
	}
	if b.byKey[r.kind].any(func(e *entity) bool { return e.tenant == r.home && e.id == "" }) {
		p.Notes = []problem.Text{problem.Literal("some of the listed objects have no id")}
	}
	return p
}

// teamProblem returns the problem of a team that is probably a misspelled group. Any other text is the name of a team
// that only its manifest uses.
func (b *builder) teamProblem(r unresolved) (problem.Problem, bool) {
	suggestion, isTypo := b.nearest(r.kind, r.name, anyTenant)
	if !isTypo {
		return problem.Problem{}, false
	}
	r.location.Suggestion = suggestion
	if key := b.nameIndex(r.kind).uniqueKeys[suggestion]; key != "" {
		r.location.Suggestion = key
	}
	return problem.Problem{
		Rule: unknownReferenceRule, Level: problem.Warning, Locations: []problem.Location{r.location},
		Message: problem.Say(`team "{name}" is named almost like group "{group}"`, problem.Args{"name": r.name, "group": suggestion}),
		Help:    problem.Literal("write the group as tenant/group, or rename the team"),
	}, true
}

const unknownReferenceRule = "reference/unknown"

// unknownNameProblem returns the problem of a name that no object has.
func (b *builder) unknownNameProblem(r unresolved) problem.Problem {
	p := problem.Problem{Rule: unknownReferenceRule}
	args := problem.Args{"name": r.name, "tenant": r.scope}
	suggestion, isTypo := "", false
	prefix := ""
	switch {
	case r.kind == "tenants":
		p.Message = problem.Say(`no tenant "{name}" in the topology`, args)
		suggestion, isTypo = b.nearest(r.kind, r.name, "")
	case r.kind == "agreements":
		p.Message = problem.Say(`no agreement "{name}" in the topology`, args)
		suggestion, isTypo = b.nearest(r.kind, r.name, "")
	case r.scope != "" && r.home == "":
		args["reference"] = r.scope + "/" + r.name
		p.Message = problem.Say(`no tenant "{tenant}" in the topology, so no `+noun(r.kind)+` "{reference}"`, args)
		if t, certain := b.nearest("tenants", r.scope, ""); t != "" && b.byKey[r.kind].get(t+"/"+r.name) != nil {
			suggestion, isTypo = t+"/"+r.name, certain
		}
		r.name = r.scope + "/" + r.name
	case r.scope != "":
		prefix = r.scope + "/"
		p.Message = problem.Say(`tenant "{tenant}" has no `+noun(r.kind)+` "{name}"`, args)
		suggestion, isTypo = b.nearest(r.kind, r.name, r.home)
	case r.home != "":
		args["tenant"] = r.home
		p.Message = problem.Say(`tenant "{tenant}" has no `+noun(r.kind)+` "{name}"`, args)
		if suggestion, isTypo = b.nearest(r.kind, r.name, r.home); suggestion == "" {
			suggestion = b.nameIndex(r.kind).uniqueKeys[r.name]
		}
	case r.kind == "environments" && strings.Contains(r.name, "."):
		p.Message = problem.Say(`no environment has the Dataverse host "{name}"`, args)
		p.Help = problem.Literal("write the host of one environment, or tenant/environment")
	default:
		p.Message = problem.Say(`reference "{name}" does not name the tenant of the `+noun(r.kind), args)
		p.Help = problem.Say("write tenant/{name}", args)
		suggestion = b.nameIndex(r.kind).uniqueKeys[r.name]
	}
	if suggestion != "" && b.unread.Empty() {
		r.location.Suggestion = prefix + suggestion
	}
	// A prefix such as "group:" stays.
	if before, ok := strings.CutSuffix(r.node.Text, r.name); ok && isTypo && b.unread.Empty() {
		p.Fix = r.node.Reword(r.location.File, before+suggestion)
	}
	p.Locations = []problem.Location{r.location}
	return p
}

// nameIndex contains all names of one kind, for suggestions.
type nameIndex struct {
	byTenant    map[string][]string  // by tenant, sorted
	uniqueKeys  map[string]string    // key of the only object with a name; "" if there are several
	candidates  map[string]candidate // results of nearest, by tenant and name
	comparisons int                  // number of names that nearest has compared
}

// candidate is the name that was probably meant, if any; isTypo is true if no other name is plausible.
type candidate struct {
	name   string
	isTypo bool
}

// nameIndex returns the names of a kind.
func (b *builder) nameIndex(kind string) *nameIndex {
	if n := b.names[kind]; n != nil {
		return n
	}
	n := &nameIndex{byTenant: map[string][]string{}, uniqueKeys: map[string]string{}, candidates: map[string]candidate{}}
	if r := b.byKey[kind]; r != nil {
		for key, e := range r.first {
			n.byTenant[e.tenant] = append(n.byTenant[e.tenant], e.name)
			if _, ok := n.uniqueKeys[e.name]; ok {
				key = ""
			}
			n.uniqueKeys[e.name] = key
		}
	}
	for _, list := range n.byTenant {
		slices.Sort(list)
	}
	b.names[kind] = n
	return n
}

// anyTenant is the pseudo-tenant for the names of all tenants.
const anyTenant = "*"

// maxComparisons bounds the comparisons of names of a kind for suggestions, to about a second: each unresolved name is
// compared with all others, and so many unresolved names are not typos.
const maxComparisons = 300_000

// nearest returns the name in a tenant that s was probably meant to be, and whether s is clearly a typo of it.
func (b *builder) nearest(kind, s, tenant string) (suggestion string, isTypo bool) {
	n := b.nameIndex(kind)
	if tenant == anyTenant && n.byTenant[anyTenant] == nil {
		n.byTenant[anyTenant] = slices.Sorted(maps.Keys(n.uniqueKeys))
	}
	found, ok := n.candidates[tenant+" "+s]
	if !ok && n.comparisons < maxComparisons {
		n.comparisons += len(n.byTenant[tenant])
		found.name, found.isTypo = suggest.Likely(s, n.byTenant[tenant])
		n.candidates[tenant+" "+s] = found
	}
	return found.name, found.isTypo
}
