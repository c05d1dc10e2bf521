package topology

import (
	"bytes"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// Unread describes what may be declared in input that is not in any document. The zero value means that everything was
// read.
type Unread struct {
	// All is true if some input is entirely unknown, and may declare anything.
	All bool

	words    map[string]bool
	nameless map[string]bool // tables with an object that has no name
}

// AddNameless adds a document of a kind that has no name, and may therefore be the target of any reference.
func (u *Unread) AddNameless(kind string) {
	if u.nameless == nil {
		u.nameless = map[string]bool{}
	}
	if t := vocabulary.OfKind(kind); t != nil {
		u.nameless[t.Name] = true
	}
}

// Add adds text that is not in any document. It can only declare names that are among its words.
func (u *Unread) Add(text []byte) {
	if u.words == nil {
		u.words = map[string]bool{}
	}
	u.All = u.All || bytes.Contains(text, []byte("{{")) // a template does not contain the names that it declares
	words := strings.FieldsFunc(strings.ToLower(string(text)), func(r rune) bool {
		return strings.ContainsRune(" \t\r\n\"'[]{},:#/\x00\u0085\u2028\u2029", r)
	})
	for _, word := range words {
		u.words[word] = true
	}
}

// Empty reports whether all of the input was read.
func (u *Unread) Empty() bool { return !u.All && len(u.words) == 0 && len(u.nameless) == 0 }

// mayDeclare reports whether unread input may declare an object of a kind with a name.
func (u *Unread) mayDeclare(kind, name string) bool {
	return u.All || len(u.nameless) > 0 && u.nameless[kind] || len(u.words) > 0 && u.words[strings.ToLower(name)]
}

// isReferenced reports whether any reference resolves to an entity.
func (b *builder) isReferenced(e *entity) bool {
	return slices.ContainsFunc(b.docs, func(d *document) bool { return slices.Contains(d.targets, e) })
}

// maxShownReferences is the number of references that the problem of a misspelled declaration shows.
const maxShownReferences = 3

// reportMisspelled reports misspelled declarations and returns the references to be reported individually. A
// declaration is misspelled if several references use one similar name, and none uses its own.
func (b *builder) reportMisspelled(all []unresolved) []unresolved {
	type missing struct{ kind, tenant, name string }
	groups := map[missing][]unresolved{}
	missingOf := func(r unresolved) (missing, bool) {
		switch {
		case r.id != "" || r.teamReference:
			return missing{}, false
		case r.scope != "" && r.home == "":
			return missing{"tenants", "", r.scope}, true
		}
		return missing{r.kind, r.home, r.name}, true
	}
	var order []missing
	for _, r := range all {
		if what, ok := missingOf(r); ok {
			if groups[what] == nil {
				order = append(order, what)
			}
			groups[what] = append(groups[what], r)
		}
	}
	misspelled := map[missing]bool{}
	for _, what := range order {
		if e := b.findMisdeclared(what.kind, what.tenant, what.name, groups[what]); e != nil {
			misspelled[what] = true
			b.problems = append(b.problems, b.misspelledProblem(e, what.name, groups[what]))
		}
	}
	if len(misspelled) == 0 {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(r unresolved) bool {
		what, ok := missingOf(r)
		return ok && misspelled[what]
	})
}

// collectIncomplete records the documents that have duplicate keys or references to what could not be read, because a
// rule might draw conclusions from what they lack.
func (b *builder) collectIncomplete() {
	for _, d := range b.docs {
		if d.unchecked == 0 && !d.Doubtful {
			continue
		}
		switch d.Kind() {
		case "Deployment", "MasterData", "Topology": // most rules about tenants and environments evaluate only the documents themselves
			if b.t.incomplete == nil {
				b.t.incomplete = map[*source.File][]*manifest.Document{}
			}
			b.t.incomplete[d.File] = append(b.t.incomplete[d.File], d.Document)
		}
	}
}

// HoldBack returns the problems to report, and the number of problems that it drops because all of their locations are
// in incomplete documents.
func (t *Topology) HoldBack(problems []problem.Problem) (kept []problem.Problem, heldBack int) {
	if len(t.incomplete) == 0 {
		return problems, 0
	}
	known := func(l problem.Location) bool {
		return !slices.ContainsFunc(t.incomplete[l.File], func(d *manifest.Document) bool {
			return d.Span.Start <= l.Span.Start && l.Span.Start <= d.Span.End
		})
	}
	for _, p := range problems {
		if slices.ContainsFunc(p.Locations, known) {
			kept = append(kept, p)
		} else {
			heldBack++
		}
	}
	return kept, heldBack
}

// findMisdeclared returns the entity that several references with the same wrong name probably mean, provided that no
// reference uses its actual name.
func (b *builder) findMisdeclared(kind, tenant, name string, refs []unresolved) *entity {
	if len(refs) < 2 {
		return nil
	}
	suggestion, _ := b.nearest(kind, name, tenant)
	if suggestion == "" {
		return nil
	}
	if tenant != "" {
		suggestion = tenant + "/" + suggestion
	}
	if e := b.byKey[kind].get(suggestion); e != nil && !b.isReferenced(e) {
		return e
	}
	return nil
}

// misspelledProblem returns the problem of a declaration whose name no reference uses, while references use another
// one.
func (b *builder) misspelledProblem(e *entity, name string, refs []unresolved) problem.Problem {
	at, _ := b.t.Location(e.at.term().Value) // paths of rows are well formed
	at.Suggestion = name
	p := problem.Problem{
		Rule: "reference/unknown",
		Message: problem.Say(`nothing refers to {noun} "{name}", but {count} references name "{meant}"`,
			problem.Args{"noun": noun(e.kind), "name": e.name, "count": len(refs), "meant": name}),
		Help:      problem.Literal("use the same name in the declaration and in all references"),
		Locations: []problem.Location{at},
	}
	for _, u := range refs[:min(len(refs), maxShownReferences)] {
		at := u.location
		at.Label = problem.Literal("named here")
		p.Related = append(p.Related, at)
	}
	if more := len(refs) - maxShownReferences; more > 0 {
		p.Notes = append(p.Notes, problem.Say("{count} more references use this name", problem.Args{"count": more}))
	}
	return p
}
