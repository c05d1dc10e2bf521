package topology

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/problem"
)

const (
	duplicateNameRule = "reference/duplicate-name"
	duplicateIDRule   = "reference/duplicate-id"
)

// reportDuplicates reports names and ids that several objects share.
func (b *builder) reportDuplicates() {
	for _, kind := range b.byKey.kinds() {
		for _, key := range b.byKey[kind].duplicateKeys {
			b.reportDuplicateName(b.byKey[kind].duplicates[key])
		}
	}
	b.reportDomainNames()
	for _, kind := range b.byID.kinds() {
		for _, id := range b.byID[kind].duplicateKeys {
			b.reportDuplicateIDs(kind, b.byID[kind].duplicates[id])
		}
	}
	b.reportPrimaries()
}

// inDuplicate reports whether the tenant or the topology of an entity is declared more than once, and with it
// everything in it.
func (b *builder) inDuplicate(e *entity) bool {
	return e.tenant != "" && b.byKey["tenants"].isDuplicate(e.tenant) ||
		e.kind == "agreements" && b.byKey["topologies"].isDuplicate(topologyKey)
}

// reportDuplicateName reports entities of one kind and scope with the same name.
func (b *builder) reportDuplicateName(all []*entity) {
	first := all[0]
	if b.inDuplicate(first) || first.kind == "guests" && b.guestsReported(all) {
		return
	}
	p := problem.Problem{Rule: duplicateNameRule}
	args := problem.Args{"name": first.name, "tenant": first.tenant, "count": len(all)}
	switch {
	case first.kind == "topologies":
		p.Message = problem.Say("the topology has {count} manifests of kind Topology", args)
		p.Help = problem.Literal("merge them into one")
	case first.tenant != "":
		p.Message = problem.Say(noun(first.kind)+` "{name}" is declared `+times(len(all))+` in tenant "{tenant}"`, args)
	default:
		p.Message = problem.Say(noun(first.kind)+` "{name}" is declared `+times(len(all)), args)
	}
	for i, e := range all {
		label := "and again here"
		if i == 0 {
			label = "first declared here"
		}
		p.Locations = append(p.Locations, b.labeledLocation(e.at, problem.Literal(label)))
	}
	b.reportEntities(p, all)
}

// reportEntities reports a problem of several entities. The message shows names as written.
func (b *builder) reportEntities(p problem.Problem, all []*entity) {
	written := map[string]string{}
	for _, e := range slices.Backward(all) { // if they are written differently, the first takes precedence
		maps.Copy(written, b.t.Written(e.at.term().Value))
	}
	p.Restate(written)
	b.problems = append(b.problems, p)
}

// guestsReported reports whether the same guests were already reported under another address.
func (b *builder) guestsReported(all []*entity) bool {
	pair := [2]*entity{all[0], all[len(all)-1]}
	known := b.comparedGuests[pair]
	b.comparedGuests[pair] = true
	return known
}

// reportDomainNames reports tenants whose name is a domain that another tenant has verified, because a reference to it
// is ambiguous.
func (b *builder) reportDomainNames() {
	if b.verified.first == nil {
		return
	}
	for _, d := range b.docs {
		e := d.root
		if e == nil || e.kind != "tenants" || e.name == "" || b.byKey["tenants"].get(e.name) != e {
			continue
		}
		for _, owner := range b.verified.lookupAll(identifier.CanonicalDomain(e.name)) {
			domain := b.byKey["domains"].get(owner.name + "/" + identifier.CanonicalDomain(e.name))
			if owner.name == e.name || domain == nil {
				continue
			}
			args := problem.Args{"name": e.name, "tenant": owner.name}
			b.problems = append(b.problems, problem.Problem{
				Rule:    duplicateNameRule,
				Message: problem.Say(`tenant "{name}" is named like a domain of tenant "{tenant}"`, args),
				Locations: []problem.Location{
					b.labeledLocation(e.at, problem.Literal("the tenant's name")),
					b.labeledLocation(domain.at, problem.Say(`a domain of tenant "{tenant}"`, args)),
				},
				Help: problem.Literal("rename the tenant: a reference to the domain means the tenant that verified it"),
			})
		}
	}
}

// reportDuplicateIDs reports entities of one kind with the same id. If they belong to different tenants, a rule reports
// them instead.
func (b *builder) reportDuplicateIDs(kind string, all []*entity) {
	first := all[0]
	names, scoped := map[string]bool{}, kind != "tenants"
	defaults := kind == "environments"
	field := "id"
	switch kind {
	case "servicePrincipals":
		field = "objectId"
	case sourceAnchors:
		field = "onPremisesImmutableId"
	}
	for _, e := range all {
		names[e.key] = true
		if scoped && e.tenant != first.tenant || b.inDuplicate(e) || kind == "environments" && e.tenant == "" {
			return
		}
		defaults = defaults && b.textAt(e.at.key("type")) == "Default"
	}
	if len(names) < 2 && kind != "servicePrincipals" || defaults {
		return // duplicate names are reported as such, and a rule reports two Default environments
	}
	what := noun(first.kind)
	args := problem.Args{"id": b.textAt(first.at.key(field)), "count": spellOut(len(all)), "tenant": first.tenant}
	p := problem.Problem{Rule: duplicateIDRule}
	switch {
	case kind == sourceAnchors:
		p.Message = problem.Say(`on-premises immutable id "{id}" is used by {count} users of tenant "{tenant}"`, args)
		p.Help = problem.Literal("correct the id: a source anchor identifies one account of a tenant")
	case scoped:
		p.Message = problem.Say(what+` id "{id}" is used by {count} `+what+`s of tenant "{tenant}"`, args)
	default:
		p.Message = problem.Say(what+` id "{id}" is used by {count} `+what+`s`, args)
	}
	for _, e := range all {
		label := problem.Literal("given here")
		if e.name != "" {
			label = problem.Say(`the id of `+what+` "{name}"`, problem.Args{"name": e.name})
		}
		p.Locations = append(p.Locations, b.labeledLocation(e.at.key(field), label))
	}
	b.reportEntities(p, all)
}

// reportPrimaries reports more than one primary tenant: an organization has one main tenant, and rules about it would
// be ambiguous.
func (b *builder) reportPrimaries() {
	p := problem.Problem{Rule: duplicateNameRule, Help: problem.Literal("keep primary: true only on the organization's main tenant")}
	for _, d := range b.docs {
		if e := d.root; d.primary {
			label := problem.Say(`of tenant "{tenant}"`, problem.Args{"tenant": e.name})
			p.Locations = append(p.Locations, b.labeledLocation(e.at.key("primary"), label))
		}
	}
	if n := len(p.Locations); n > 1 {
		p.Message = problem.Say("{count} tenants are declared primary", problem.Args{"count": spellOut(n)})
		b.problems = append(b.problems, p)
	}
}

// reportDuplicatePartners reports partners with more than one entry in a tenant's cross-tenant access settings, of
// which only one can apply.
func (b *builder) reportDuplicatePartners() {
	g := groupDuplicates(b.t.tables["crossTenantAccess"], tenantScoped(columnKey(col.Partner)))
	for _, k := range g.keys {
		row := g.rows[k][0].Value.(*record)
		args := problem.Args{"partner": str(row, col.Partner), "tenant": str(row, col.Tenant), "count": spellOut(len(g.rows[k]))}
		if b.byKey["tenants"].isDuplicate(str(row, col.Tenant)) {
			continue
		}
		p := problem.Problem{
			Rule: duplicateNameRule, Help: problem.Literal("merge the settings into one entry"),
			Message: problem.Say(`partner "{partner}" has {count} entries in the cross-tenant access settings of tenant "{tenant}"`, args),
		}
		for _, r := range g.rows[k] {
			s, _ := b.t.Location(columnPath(r.Value.(*record), col.Tenant).Value) // paths of rows are well formed
			p.Locations = append(p.Locations, s)
		}
		b.problems = append(b.problems, p)
	}
}

func times(n int) string {
	if n == 2 {
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// spellOut returns a small number as a word.
func spellOut(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}

// labeledLocation returns the location of a path with a label.
func (b *builder) labeledLocation(at *rowPath, label problem.Text) problem.Location {
	s, _ := b.t.Location(at.term().Value) // paths of rows are well formed
	s.Label = label
	return s
}

// textAt returns the string at a path as written, or "".
func (b *builder) textAt(at *rowPath) string {
	if _, p, err := b.t.Value(at.term().Value); err == nil {
		return stringValue(p.Value)
	}
	return ""
}
