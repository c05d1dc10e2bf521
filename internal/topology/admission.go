package topology

import (
	"iter"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// admission gives a group or an account access to an environment, or membership in a group: to is the row of the
// environment or group, and who the row of groupUses or members that names the principal.
type admission struct{ to, who *record }

// principal is an account of a tenant, or a group, which is identified by its key only.
type principal struct {
	tenant, key string
	group       bool
}

// principal returns the principal that is admitted.
func (a admission) principal() principal {
	if a.who.layout.table == "groupUses" {
		return principal{key: str(a.who, col.Group), group: true}
	}
	return principal{tenant: str(a.who, col.Tenant), key: str(a.who, col.Account)}
}

func (a admission) toEnvironment() bool { return a.to.layout.table == "environments" }

// hasDataverse reports whether an environment has a Dataverse database that is not Dataverse for Teams.
func hasDataverse(environment *record) bool {
	return environment.get(col.Dataverse) != nil && str(environment, col.Type) != "Teams"
}

// admitsOthers reports whether the parts of a document that determine access differ from those in the previous
// topology.
func (d *document) admitsOthers() bool {
	if d.before == nil || d.differs("groups", col.Key) {
		return true
	}
	return !slices.EqualFunc(d.admissions, d.before.admissions, func(a, b admission) bool {
		return a.to.layout.table == b.to.layout.table && equal(a.to.get(col.Key), b.to.get(col.Key)) && rank(a.to) == rank(b.to) &&
			hasDataverse(a.to) == hasDataverse(b.to) && a.principal() == b.principal() && equal(a.who.get(col.At), b.who.get(col.At))
	})
}

// people determines which environments principals have access to.
type people struct {
	direct  map[principal]*access // access that environments assign directly
	parents map[string][]string   // by group, the groups it is a member of
	opened  map[principal]*access // effective access of groups and their members, including access through groups

	// admissions are the direct admissions of each principal in document order. They are kept only if another build may
	// follow.
	admissions map[principal][]numbered
}

// numbered is an admission with the index of its document.
type numbered struct {
	admission

	document int
}

// access is the access of one principal: to any environment, and to one with a Dataverse database that is not Dataverse
// for Teams. Of several, it is the first with the strictest license requirement.
type access struct {
	any, dataverse *grant
}

// grant is a place in a manifest that gives a principal access to an environment.
type grant struct {
	environment, at *ast.Term
	rank            int // lower is a stricter license requirement
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

// admitted determines the access of all principals. It updates the direct access of the last topology for changed
// documents if the number of documents is the same.
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

// groupMembers yields the admissions to groups and the admitted principals.
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

// add adds the direct admissions of a document.
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

// replace replaces the previous direct admissions of a document.
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

// open returns the effective access of a principal, to be modified by the caller.
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

// of returns the access of a principal, or nil if it has none.
func (p *people) of(who principal) *access {
	if a := p.opened[who]; a != nil {
		return a
	}
	return p.direct[who]
}

// groupsOpen propagates the access of each group to the groups that are its members.
func (p *people) groupsOpen(groups iter.Seq[*record]) {
	state := map[string]int{}
	var visit func(key string) *access
	visit = func(key string) *access {
		members := p.open(principal{key: key, group: true})
		if state[key] != 0 {
			return members // done, or a cycle of groups, which gets the access of the group where it was entered
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

// enter sets values to the access of an account.
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
