package topology

import (
	"iter"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// admission lets a group or an account into an environment or a group: the row of that, and the one of groupUses or
// members that names the other.
type admission struct{ to, who *record }

// principal is an account of a tenant, or a group by its key alone.
type principal struct {
	tenant, key string
	group       bool
}

// principal returns who is let in.
func (a admission) principal() principal {
	if a.who.layout.table == "groupUses" {
		return principal{key: str(a.who, col.Group), group: true}
	}
	return principal{tenant: str(a.who, col.Tenant), key: str(a.who, col.Account)}
}

func (a admission) toEnvironment() bool { return a.to.layout.table == "environments" }

// hasDataverse says that an environment has a Dataverse database that is not for Teams.
func hasDataverse(environment *record) bool {
	return environment.get(col.Dataverse) != nil && str(environment, col.Type) != "Teams"
}

// admitsOthers says whether a document gives anything else than before of which it depends who may enter what.
func (d *document) admitsOthers() bool {
	if d.before == nil || d.differs("groups", col.Key) {
		return true
	}
	return !slices.EqualFunc(d.admissions, d.before.admissions, func(a, b admission) bool {
		return a.to.layout.table == b.to.layout.table && equal(a.to.get(col.Key), b.to.get(col.Key)) && rank(a.to) == rank(b.to) &&
			hasDataverse(a.to) == hasDataverse(b.to) && a.principal() == b.principal() && equal(a.who.get(col.At), b.who.get(col.At))
	})
}

// people are those who may enter something.
type people struct {
	direct  map[principal]*access // by what environments say themselves
	parents map[string][]string   // group: the groups it is a member of
	opened  map[principal]*access // of groups and their members, by what the groups may enter, too

	// admissions are where environments name principals, in the order of the documents, where another topology may follow.
	admissions map[principal][]numbered
}

// numbered is an admission in the document of a number.
type numbered struct {
	admission

	document int
}

// access is what one principal may enter: one environment, and one with a Dataverse database that is
// not for Teams; of several the one that asks most of who enters it, then the first.
type access struct {
	any, dataverse *grant
}

// grant is one place that lets a principal into an environment.
type grant struct {
	environment, at *ast.Term
	rank            int // the lower, the stricter the license requirement
}

func (a *access) add(by admission) {
	g := &grant{by.to.get(col.Key), by.who.get(col.At), rank(by.to)}
	a.any = foremost(a.any, g)
	if hasDataverse(by.to) {
		a.dataverse = foremost(a.dataverse, g)
	}
}

func (a *access) merge(o *access) {
	a.any, a.dataverse = foremost(a.any, o.any), foremost(a.dataverse, o.dataverse)
}

func foremost(a, b *grant) *grant {
	if a == nil || b != nil && b.rank < a.rank {
		return b
	}
	return a
}

// admitted finds out who may enter what. What environments say is that of before but for the documents that are not.
func (b *builder) admitted() *people {
	p := &people{direct: map[principal]*access{}, parents: map[string][]string{}, opened: map[principal]*access{}}
	if b.memory {
		p.admissions = map[principal][]numbered{}
	}
	if b.last != nil && len(b.docs) == len(b.last.docs) {
		p.direct, p.admissions = b.last.mayEnter.direct, b.last.mayEnter.admissions
		for _, d := range b.changedDocs {
			p.replace(d)
		}
	} else {
		for number, d := range b.docs {
			p.add(number, d)
		}
	}
	for a, who := range b.groupMembers() {
		if who.group {
			p.parents[who.key] = append(p.parents[who.key], str(a.to, col.Key))
		}
	}
	p.groupsOpen(b.rowsOf("groups"))
	for a, who := range b.groupMembers() {
		if opens := p.of(principal{key: str(a.to, col.Key), group: true}); !who.group && opens != nil {
			p.open(who).merge(opens)
		}
	}
	return p
}

// groupMembers yields what lets somebody into a group, and whom.
func (b *builder) groupMembers() iter.Seq2[admission, principal] {
	bit := layouts()["groups"].bit
	return func(yield func(admission, principal) bool) {
		for _, d := range b.docs {
			if d.tables&bit == 0 {
				continue
			}
			for _, a := range d.admissions {
				if !a.toEnvironment() && !yield(a, a.principal()) {
					return
				}
			}
		}
	}
}

// add adds what the environments of a document say.
func (p *people) add(number int, d *document) {
	for _, a := range d.admissions {
		if !a.toEnvironment() {
			continue
		}
		who := a.principal()
		if p.direct[who] == nil {
			p.direct[who] = &access{}
		}
		p.direct[who].add(a)
		if p.admissions != nil {
			p.admissions[who] = append(p.admissions[who], numbered{a, number})
		}
	}
}

// replace puts what the environments of a document say in place of what they said before.
func (p *people) replace(d *document) {
	now := map[principal][]numbered{}
	for _, a := range d.before.admissions {
		if a.toEnvironment() {
			now[a.principal()] = nil
		}
	}
	for _, a := range d.admissions {
		if a.toEnvironment() {
			now[a.principal()] = append(now[a.principal()], numbered{a, d.number})
		}
	}
	for who, admissions := range now {
		all := p.admissions[who]
		first, _ := slices.BinarySearchFunc(all, d.number, func(n numbered, number int) int { return n.document - number })
		end := first
		for end < len(all) && all[end].document == d.number {
			end++
		}
		all = slices.Replace(all, first, end, admissions...)
		p.admissions[who] = all
		delete(p.direct, who)
		for i, n := range all {
			if i == 0 {
				p.direct[who] = &access{}
			}
			p.direct[who].add(n.admission)
		}
	}
}

// open returns what a principal may enter, for more to be added.
func (p *people) open(who principal) *access {
	a := p.opened[who]
	if a == nil {
		a = &access{}
		if direct := p.direct[who]; direct != nil {
			*a = *direct
		}
		p.opened[who] = a
	}
	return a
}

// of returns what a principal may enter, nil for nothing.
func (p *people) of(who principal) *access {
	if a := p.opened[who]; a != nil {
		return a
	}
	return p.direct[who]
}

// groupsOpen hands what a group may enter down to the groups that are its members.
func (p *people) groupsOpen(groups iter.Seq[*record]) {
	state := map[string]int{}
	var visit func(key string) *access
	visit = func(key string) *access {
		members := p.open(principal{key: key, group: true})
		if state[key] != 0 {
			return members // done, or a circle of groups, which opens what its entry opens
		}
		state[key] = 1
		for _, parent := range p.parents[key] {
			members.merge(visit(parent))
		}
		return members
	}
	for g := range groups {
		visit(str(g, col.Key))
	}
}

// enter sets values to what an account may enter.
func (p *people) enter(account principal, values []*ast.Term) {
	a := p.of(account)
	if a == nil {
		return
	}
	for i, g := range []*grant{a.any, a.dataverse} {
		if g != nil {
			o := newRecord(grantLayout)
			o.set(col.Environment, g.environment)
			o.set(col.At, g.at)
			values[i] = o.term()
		}
	}
}
