package planner

import (
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
)

// optimize shortens a function without changing its result. OPA's planner copies each value that it makes to a separate
// local, rebuilds arrays, objects and sets of constants on each run, and continues after the only possible answer has
// been found. Locals other than parameters and results belong to one of the function's blocks, because the planner
// starts numbering again in each block.
func optimize(f *function) error {
	if err := f.checkMutations(); err != nil {
		return err
	}
	for _, body := range f.bodies() {
		for again := true; again; {
			again = f.fold(body) || f.forwardCopies(body)
		}
	}
	f.exitEarly()
	f.removeUnused()
	return nil
}

// bodies returns the blocks that share no locals except arguments and results: one for each rule, and one for each
// "else".
func (f *function) bodies() []*[]plan.Statement {
	var all []*[]plan.Statement
	for i := range f.Blocks {
		if b := f.Blocks[i]; len(b) == 1 && b[0].Op == plan.Block {
			for j := range b[0].Blocks {
				all = append(all, &b[0].Blocks[j])
			}
			continue
		}
		all = append(all, &f.Blocks[i])
	}
	return all
}

// walk calls do for each statement of blocks, including nested ones.
func walk(blocks [][]plan.Statement, do func(*plan.Statement)) {
	for _, b := range blocks {
		for i := range b {
			do(&b[i])
			walk(b[i].Blocks, do)
		}
	}
}

// rewrite replaces each block with the result of change, innermost blocks first.
func rewrite(block []plan.Statement, change func([]plan.Statement) []plan.Statement) []plan.Statement {
	for i := range block {
		for j := range block[i].Blocks {
			block[i].Blocks[j] = rewrite(block[i].Blocks[j], change)
		}
	}
	return change(block)
}

// readOperands returns the operands of a statement that may be constants or locals.
func readOperands(s *plan.Statement) []*plan.Operand {
	var all []*plan.Operand
	switch s.Op {
	case plan.Assign, plan.AssignOnce, plan.Len, plan.Append, plan.Add:
		all = append(all, &s.B)
	case plan.Dot, plan.Insert, plan.InsertOnce:
		all = append(all, &s.B, &s.C)
	case plan.Equal, plan.NotEqual:
		all = append(all, &s.A, &s.B)
	case plan.Scan, plan.IsArray, plan.IsObject, plan.IsSet:
		all = append(all, &s.A)
	case plan.Call, plan.Builtin:
		for i := range s.List {
			all = append(all, &s.List[i])
		}
	}
	return all
}

// usage counts what a body does with a local.
type usage struct {
	reads, writes, mutations int
	// fixed is true if the local must remain: it is a parameter or a result, or a statement checks whether it is
	// defined.
	fixed bool
}

func (f *function) uses(body []plan.Statement) []usage {
	usages := make([]usage, f.Locals)
	for i := range f.Params {
		usages[i].fixed = true
	}
	usages[f.result].fixed = true
	walk([][]plan.Statement{body}, func(s *plan.Statement) {
		for _, o := range readOperands(s) {
			if *o >= 0 {
				usages[*o].reads++
			}
		}
		switch s.Op {
		case plan.AssignOnce, plan.Reset, plan.Return, plan.IsDefined, plan.IsUndefined:
			usages[s.A].fixed = true
		case plan.Append, plan.Insert, plan.InsertOnce, plan.Add:
			usages[s.A].mutations++
		case plan.Assign, plan.Call, plan.Builtin, plan.Dot, plan.Len, plan.MakeArray, plan.MakeObject, plan.MakeSet:
			usages[s.A].writes++
		case plan.Scan:
			usages[s.C].writes++
			if s.B >= 0 {
				usages[s.B].writes++
			}
		}
	})
	return usages
}

func makesCollection(op plan.Op) bool {
	return op == plan.MakeArray || op == plan.MakeObject || op == plan.MakeSet
}

func mutates(op plan.Op) bool {
	return op == plan.Append || op == plan.Insert || op == plan.InsertOnce || op == plan.Add
}

// checkMutations returns an error if the function modifies a value that it did not make, such as a constant or a part of the
// input.
func (f *function) checkMutations() error {
	var err error
	for _, body := range f.bodies() {
		usages := f.uses(*body)
		walk([][]plan.Statement{*body}, func(s *plan.Statement) {
			switch s.Op {
			case plan.Assign, plan.Call, plan.Builtin, plan.Dot:
				if usages[s.A].mutations > 0 {
					err = fmt.Errorf("%s:%d: the policy modifies a value that it did not make", f.File, s.Row)
				}
			}
		})
	}
	return err
}

// fold replaces locals that are always the same constant, and collections that are built from constants only, with
// constants. It reports whether it changed anything.
func (f *function) fold(body *[]plan.Statement) bool {
	usages := f.uses(*body)
	constants := map[plan.Operand]plan.Operand{}
	*body = rewrite(*body, func(block []plan.Statement) []plan.Statement {
		var kept []plan.Statement
		for j := 0; j < len(block); j++ {
			s := block[j]
			u := usage{fixed: true}
			if s.Op == plan.Assign || makesCollection(s.Op) {
				u = usages[s.A]
			}
			switch {
			case u.fixed || u.writes != 1 || s.Op == plan.Assign && u.mutations > 0:
			case s.Op == plan.Assign && s.B < 0:
				constants[s.A] = s.B
				continue
			case makesCollection(s.Op):
				end := j + 1
				for end < len(block) && mutates(block[end].Op) && block[end].A == s.A && block[end].B < 0 &&
					(block[end].Op == plan.Append || block[end].Op == plan.Add || block[end].C < 0) {
					end++
				}
				if value, ok := f.build(block[j:end]); ok && end-j-1 == u.mutations {
					constants[s.A] = f.constant(value)
					j = end - 1
					continue
				}
			}
			kept = append(kept, s)
		}
		return kept
	})
	walk([][]plan.Statement{*body}, func(s *plan.Statement) {
		for _, o := range readOperands(s) {
			if c, ok := constants[*o]; ok {
				*o = c
			}
		}
	})
	return len(constants) > 0
}

// build returns the collection that statements build from constants.
func (f *function) build(all []plan.Statement) (ast.Value, bool) {
	get := func(o plan.Operand) *ast.Term { return f.Constants[^o] }
	switch all[0].Op {
	case plan.MakeArray:
		var list []*ast.Term
		for _, s := range all[1:] {
			list = append(list, get(s.B))
		}
		return ast.NewArray(list...), true
	case plan.MakeSet:
		set := ast.NewSet()
		for _, s := range all[1:] {
			set.Add(get(s.B))
		}
		return set, true
	}
	object := ast.NewObject()
	for _, s := range all[1:] {
		if object.Get(get(s.B)) != nil {
			return nil, false // possibly a conflict
		}
		object.Insert(get(s.B), get(s.C))
	}
	return object, true
}

// forwardCopies makes statements write directly to the local that their result is copied to. It reports whether it changed
// anything.
func (f *function) forwardCopies(body *[]plan.Statement) bool {
	usages, changed := f.uses(*body), false
	readOnce := func(o plan.Operand) bool {
		return o >= 0 && usages[o].reads == 1 && !usages[o].fixed && usages[o].mutations == 0
	}
	*body = rewrite(*body, func(block []plan.Statement) []plan.Statement {
		var kept []plan.Statement
		for j := 0; j < len(block); j++ {
			s := block[j]
			switch s.Op {
			case plan.Call, plan.Builtin, plan.Dot, plan.Len:
				if j+1 < len(block) && block[j+1].Op == plan.Assign && block[j+1].B == s.A && readOnce(s.A) {
					s.A, changed = block[j+1].A, true
					j++
				}
			case plan.Scan:
				for target := copiedLocal(&s, readOnce); target != nil; target = copiedLocal(&s, readOnce) {
					*target, changed = s.Blocks[0][0].A, true
					s.Blocks[0] = s.Blocks[0][1:]
				}
			}
			kept = append(kept, s)
		}
		return kept
	})
	return changed
}

// copiedLocal returns the key or the value of a scan if its only use is the assignment at the start of the block, nil if
// neither is used that way.
func copiedLocal(scan *plan.Statement, once func(plan.Operand) bool) *plan.Operand {
	block := scan.Blocks[0]
	switch {
	case len(block) == 0 || block[0].Op != plan.Assign:
		return nil
	case block[0].B == scan.C && once(scan.C):
		return &scan.C
	case block[0].B == scan.B && once(scan.B):
		return &scan.B
	}
	return nil
}

// exitEarly stops the search for a constant answer at the first match, as OPA's own evaluator does: it ends the function if
// all of its rules have the same answer, otherwise the rule.
func (f *function) exitEarly() {
	answers := map[plan.Operand]bool{}
	walk(f.Blocks, func(s *plan.Statement) {
		if s.Op == plan.AssignOnce && s.A != f.result {
			answers[s.B] = true
		}
	})
	end := func(s plan.Statement, depth int) []plan.Statement {
		if len(answers) == 1 {
			return []plan.Statement{{Op: plan.Assign, A: f.result, B: s.B}, {Op: plan.Return, A: f.result}}
		}
		return []plan.Statement{s, {Op: plan.Break, A: plan.Operand(depth)}}
	}
	for _, body := range f.bodies() {
		if b := *body; len(b) > 0 && (b[0].Op == plan.Reset || b[0].Op == plan.IsUndefined) {
			*body = insertExits(b, b[0].A, 0, end)
		}
	}
}

// insertExits inserts an end after each assignment of a constant to the local of the answer.
func insertExits(block []plan.Statement, answer plan.Operand, depth int, end func(plan.Statement, int) []plan.Statement) []plan.Statement {
	for i := range block {
		s := &block[i]
		switch s.Op {
		case plan.Block:
			for j := range s.Blocks {
				s.Blocks[j] = insertExits(s.Blocks[j], answer, depth+1, end)
			}
		case plan.Scan:
			s.Blocks[0] = insertExits(s.Blocks[0], answer, depth+2, end)
		case plan.AssignOnce:
			if s.A == answer && s.B < 0 && i == len(block)-1 {
				return append(slices.Clone(block[:i]), end(*s, depth)...)
			}
		}
	}
	return block
}

// removeUnused removes unused keys of scans and unused constants.
func (f *function) removeUnused() {
	for _, body := range f.bodies() {
		usages := f.uses(*body)
		walk([][]plan.Statement{*body}, func(s *plan.Statement) {
			if s.Op == plan.Scan && s.B >= 0 && usages[s.B].reads == 0 && !usages[s.B].fixed {
				s.B = -1
			}
		})
	}
	renumbered := map[plan.Operand]plan.Operand{}
	var constants []*ast.Term
	walk(f.Blocks, func(s *plan.Statement) {
		for _, o := range readOperands(s) {
			if *o >= 0 {
				continue
			}
			if _, ok := renumbered[*o]; !ok {
				renumbered[*o] = plan.Constant(len(constants))
				constants = append(constants, f.Constants[^*o])
			}
			*o = renumbered[*o]
		}
	})
	f.Constants = constants
}
