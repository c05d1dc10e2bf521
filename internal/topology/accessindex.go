package topology

import (
	"iter"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// assignment gives a principal access to an environment, or membership in a group. Target is the row of the environment
// or group, and member the row of groupUses or members that names the principal.
type assignment struct{ target, member *record }

// principal is an account of a tenant, or a group, which is identified by its key only.
type principal struct {
	tenant, key string
	group       bool
}

// principal returns the principal that gets access.
func (a assignment) principal() principal {
	if a.member.layout.table == "groupUses" {
		return principal{key: str(a.member, col.Group), group: true}
	}
	return principal{tenant: str(a.member, col.Tenant), key: str(a.member, col.Account)}
}

func (a assignment) targetsEnvironment() bool { return a.target.layout.table == "environments" }

// hasDataverse reports whether an environment has a Dataverse database that is not Dataverse for Teams.
func hasDataverse(environment *record) bool {
	return environment.get(col.Dataverse) != nil && str(environment, col.Type) != "Teams"
}

// accessInputsChanged reports whether the parts of a document that determine access differ from those in the previous
// topology.
func (d *document) accessInputsChanged() bool {
	if d.previous == nil || d.differs("groups", col.Key) {
		return true
	}
	return !slices.EqualFunc(d.assignments, d.previous.assignments, func(a, b assignment) bool {
		return a.target.layout.table == b.target.layout.table && equal(a.target.get(col.Key), b.target.get(col.Key)) &&
			licenseRank(a.target) == licenseRank(b.target) && hasDataverse(a.target) == hasDataverse(b.target) &&
			a.principal() == b.principal() && equal(a.member.get(col.At), b.member.get(col.At))
	})
}

// accessIndex determines which environments principals have access to.
type accessIndex struct {
	direct    map[principal]*access // access that environments assign directly
	parents   map[string][]string   // by group, the groups it is a member of
	effective map[principal]*access // effective access of groups and their members, including access through groups

	// assignments are the direct assignments of each principal in document order. They are kept only if another build
	// may follow.
	assignments map[principal][]documentAssignment
}

// documentAssignment is an assignment and the index of its document.
type documentAssignment struct {
	assignment

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

func (a *access) add(by assignment) {
	g := &grant{by.target.get(col.Key), by.member.get(col.At), licenseRank(by.target)}
	a.any = strictest(a.any, g)
	if hasDataverse(by.target) {
		a.dataverse = strictest(a.dataverse, g)
	}
}

func (a *access) merge(o *access) {
	a.any, a.dataverse = strictest(a.any, o.any), strictest(a.dataverse, o.dataverse)
}

func strictest(a, b *grant) *grant {
	if a == nil || b != nil && b.rank < a.rank {
		return b
	}
	return a
}

// buildAccessIndex determines the access of all principals. If the number of documents is unchanged, it updates the
// direct access of the previous topology for the changed documents.
func (b *builder) buildAccessIndex() *accessIndex {
	p := &accessIndex{direct: map[principal]*access{}, parents: map[string][]string{}, effective: map[principal]*access{}}
	if b.memory {
		p.assignments = map[principal][]documentAssignment{}
	}
	if b.previous != nil && len(b.docs) == len(b.previous.docs) {
		p.direct, p.assignments = b.previous.accessIndex.direct, b.previous.accessIndex.assignments
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
			p.parents[who.key] = append(p.parents[who.key], str(a.target, col.Key))
		}
	}
	p.inheritGroupAccess(b.rowsOf("groups"))
	for a, who := range b.groupMembers() {
		if inherited := p.lookup(principal{key: str(a.target, col.Key), group: true}); !who.group && inherited != nil {
			p.ensureEffective(who).merge(inherited)
		}
	}
	return p
}

// groupMembers yields the assignments to groups and the principals in them.
func (b *builder) groupMembers() iter.Seq2[assignment, principal] {
	bit := layouts()["groups"].bit
	return func(yield func(assignment, principal) bool) {
		for _, d := range b.docs {
			if d.tables&bit == 0 {
				continue
			}
			for _, a := range d.assignments {
				if !a.targetsEnvironment() && !yield(a, a.principal()) {
					return
				}
			}
		}
	}
}

// add adds the direct assignments of a document.
func (p *accessIndex) add(number int, d *document) {
	for _, a := range d.assignments {
		if !a.targetsEnvironment() {
			continue
		}
		who := a.principal()
		if p.direct[who] == nil {
			p.direct[who] = &access{}
		}
		p.direct[who].add(a)
		if p.assignments != nil {
			p.assignments[who] = append(p.assignments[who], documentAssignment{a, number})
		}
	}
}

// replace replaces the previous direct assignments of a document.
func (p *accessIndex) replace(d *document) {
	updated := map[principal][]documentAssignment{}
	for _, a := range d.previous.assignments {
		if a.targetsEnvironment() {
			updated[a.principal()] = nil
		}
	}
	for _, a := range d.assignments {
		if a.targetsEnvironment() {
			updated[a.principal()] = append(updated[a.principal()], documentAssignment{a, d.number})
		}
	}
	for who, assignments := range updated {
		all := p.assignments[who]
		first, _ := slices.BinarySearchFunc(all, d.number, func(n documentAssignment, number int) int { return n.document - number })
		end := first
		for end < len(all) && all[end].document == d.number {
			end++
		}
		all = slices.Replace(all, first, end, assignments...)
		p.assignments[who] = all
		delete(p.direct, who)
		for i, n := range all {
			if i == 0 {
				p.direct[who] = &access{}
			}
			p.direct[who].add(n.assignment)
		}
	}
}

// ensureEffective returns the effective access of a principal, to be modified by the caller.
func (p *accessIndex) ensureEffective(who principal) *access {
	a := p.effective[who]
	if a == nil {
		a = &access{}
		if direct := p.direct[who]; direct != nil {
			*a = *direct
		}
		p.effective[who] = a
	}
	return a
}

// lookup returns the access of a principal, or nil if it has none.
func (p *accessIndex) lookup(who principal) *access {
	if a := p.effective[who]; a != nil {
		return a
	}
	return p.direct[who]
}

// inheritGroupAccess propagates the access of each group to the groups that are its members.
func (p *accessIndex) inheritGroupAccess(groups iter.Seq[*record]) {
	state := map[string]int{}
	var visit func(key string) *access
	visit = func(key string) *access {
		members := p.ensureEffective(principal{key: key, group: true})
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

// setAccess sets values to the access of an account.
func (p *accessIndex) setAccess(account principal, values []*ast.Term) {
	a := p.lookup(account)
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
