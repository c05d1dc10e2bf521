package topology

import (
	"bytes"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Unread tells what the input may declare that is in no document. The zero value is that of an input that was
// read as a whole.
type Unread struct {
	// All says that nothing is known of a part of the input, so that it may declare anything.
	All bool

	words    map[string]bool
	nameless map[string]bool // tables of which an object bears no name
}

// AddNameless takes in a document of a kind that bears no name, so that it may be what any reference means.
func (u *Unread) AddNameless(kind string) {
	if u.nameless == nil {
		u.nameless = map[string]bool{}
	}
	u.nameless[tableOf[kind]] = true
}

// Add takes in a text that is in no document: a name that is none of its words is not declared there.
func (u *Unread) Add(text []byte) {
	if u.words == nil {
		u.words = map[string]bool{}
	}
	u.All = u.All || bytes.Contains(text, []byte("{{")) // what a template declares is not written in it
	words := strings.FieldsFunc(strings.ToLower(string(text)), func(r rune) bool {
		return strings.ContainsRune(" \t\r\n\"'[]{},:#/\x00\u0085\u2028\u2029", r)
	})
	for _, word := range words {
		u.words[word] = true
	}
}

// Empty says that all of the input was read.
func (u *Unread) Empty() bool { return !u.All && len(u.words) == 0 && len(u.nameless) == 0 }

// may says whether what a reference names, as in "tenant/name", or the tenant in it can be declared in what
// was not read.
func (u *Unread) may(name string) bool {
	if u.Empty() || u.All {
		return u.All
	}
	for part := range strings.SplitSeq(strings.ToLower(name), "/") {
		if u.words[part] {
			return true
		}
	}
	return false
}

// referredTo notes that something refers to an object.
func (e *entity) referredTo() {
	if !e.referred.Load() { // most are referred to many times
		e.referred.Store(true)
	}
}

// fewSites is the number of references that the finding of a misspelt declaration shows.
const fewSites = 3

// causes reports the references that are unresolved, each mistake once. Those to what may be declared where
// nothing could be read are held back, and those to what belongs to an object whose own tenant is unresolved;
// where several name one thing, and nothing refers to one that is called nearly so, its declaration is wrong.
func (b *builder) causes() {
	for _, e := range b.roots {
		if b.doubtful[e.doc] {
			b.t.suspects(b.t.Documents[e.doc])
		}
	}
	strays := map[string]bool{} // environments of a tenant that is unresolved, by name
	for _, e := range b.roots {
		if e.kind == "environments" && b.declared["tenants"][e.tenant] == nil {
			strays[e.name] = true
		}
	}
	type missing struct{ kind, name string }
	groups := map[missing][]unresolved{}
	var order []missing
	for _, u := range b.unresolved {
		tenant, local, scoped := strings.Cut(u.name, "/")
		what := missing{u.kind, u.name}
		switch {
		case scoped && b.declared["tenants"][tenant] == nil:
			what = missing{"tenants", tenant}
		case !scoped && u.home != "":
			what.name = u.home + "/" + u.name
		}
		if b.held(u, what.kind) || u.kind == "environments" && strays[local] {
			b.t.Held++
			b.t.suspects(b.t.Documents[u.owner.doc])
			continue
		}
		if groups[what] == nil {
			order = append(order, what)
		}
		groups[what] = append(groups[what], u)
	}
	slip := map[missing]*entity{}
	for _, what := range order {
		if e := b.misdeclared(what.kind, what.name, groups[what]); e != nil {
			slip[what] = e
			b.problems = append(b.problems, b.misspelt(e, what.name, groups[what]))
		}
	}
	for _, what := range order {
		if slip[what] != nil {
			continue
		}
		for _, u := range groups[what] {
			b.problems = append(b.problems, b.explain(u))
		}
	}
}

// held says whether a reference to something of a kind is held back: what it names may be declared where nothing
// could be read, or its own tenant is not known.
func (b *builder) held(u unresolved, kind string) bool {
	if b.unread.may(u.name) || b.unread.may(u.home) || b.unread.nameless[kind] {
		return true
	}
	inTenant := u.owner.kind == "tenants" || u.owner.kind == "environments"
	return u.kind != "tenants" && inTenant && !strings.Contains(u.name, "/") && b.declared["tenants"][u.home] == nil
}

// suspects notes that a document refers to what may be declared where nothing could be read, or has a key
// twice: a rule would conclude from what it lacks.
func (t *Topology) suspects(d *manifest.Document) {
	switch d.Kind() {
	case "Deployment", "MasterData", "Topology": // a tenant and an environment hold most of what is judged of them
		if t.suspect == nil {
			t.suspect = map[*source.File][]*manifest.Document{}
		}
		t.suspect[d.File] = append(t.suspect[d.File], d)
	}
}

// HoldBack parts the problems that rules found into those to report and the number of those that stand in
// nothing but documents of which not all is known.
func (t *Topology) HoldBack(problems []problem.Problem) (kept []problem.Problem, held int) {
	if len(t.suspect) == 0 {
		return problems, 0
	}
	known := func(l problem.Location) bool {
		return !slices.ContainsFunc(t.suspect[l.File], func(d *manifest.Document) bool {
			return d.Span.Start <= l.Span.Start && l.Span.Start <= d.Span.End
		})
	}
	for _, p := range problems {
		if slices.ContainsFunc(p.Locations, known) {
			kept = append(kept, p)
		} else {
			held++
		}
	}
	return kept, held
}

// misdeclared returns the object that several references mean by a name which it does not bear, if that is
// plain: nothing refers to it by the name that it has.
func (b *builder) misdeclared(kind, name string, refs []unresolved) *entity {
	if len(refs) < 2 {
		return nil
	}
	tenant, local := "", name
	if t, l, scoped := strings.Cut(name, "/"); scoped {
		tenant, local = t, l
	}
	near, _ := b.nearest(kind, local, tenant)
	if near == "" {
		return nil
	}
	if tenant != "" {
		near = tenant + "/" + near
	}
	e := b.declared[kind][near]
	if e == nil || e.referred.Load() {
		return nil
	}
	return e
}

// misspelt is the problem of a declaration whose name nothing refers to, while references name another one.
func (b *builder) misspelt(e *entity, name string, refs []unresolved) problem.Problem {
	if _, local, scoped := strings.Cut(name, "/"); scoped {
		name = local
	}
	at := b.siteOf(e, "")
	at.Suggestion = name
	p := problem.Problem{
		Rule: "reference/unknown",
		Message: problem.Say(`nothing refers to {noun} "{name}", but {count} references name "{meant}"`,
			problem.Args{"noun": nouns[e.kind], "name": e.name, "count": len(refs), "meant": name}),
		Help:      problem.Literal("use one name in the declaration and in all references"),
		Locations: []problem.Location{at},
	}
	for _, u := range refs[:min(len(refs), fewSites)] {
		at := u.site
		at.Label = problem.Literal("named here")
		p.Related = append(p.Related, at)
	}
	if more := len(refs) - fewSites; more > 0 {
		p.Notes = append(p.Notes, problem.Say("{count} more references name it so", problem.Args{"count": more}))
	}
	return p
}
