package policytest

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Coverage counts the lines of a policy file that tests reach, among those with the head of a rule or an expression.
type Coverage struct {
	File            string
	Covered, Missed int
	MissedLines     []int
}

// lines is a set of line numbers by file.
type lines map[string]map[int]bool

func (l lines) add(loc *ast.Location) {
	if loc == nil || loc.File == "" {
		return
	}
	if l[loc.File] == nil {
		l[loc.File] = map[int]bool{}
	}
	l[loc.File][loc.Row] = true
}

// tracer records the lines that an evaluation reaches and the inputs of the rules. OPA's own package for coverage would
// pull in everything that loads bundles, five megabytes.
type tracer struct {
	reached lines
	inputs  []*ast.Term
}

func (*tracer) Enabled() bool { return true }

func (*tracer) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (t *tracer) TraceEvent(e topdown.Event) {
	if input := e.Input(); input != nil && (len(t.inputs) == 0 || t.inputs[len(t.inputs)-1] != input) {
		t.inputs = append(t.inputs, input)
	}
	switch node := e.Node.(type) {
	case *ast.Rule:
		if e.Op == topdown.ExitOp {
			t.reached.add(node.Head.Location)
		}
	case *ast.Expr:
		if e.Op == topdown.EvalOp {
			t.reached.add(node.Location)
		}
	}
}

// merge adds the lines of more to l.
func (l lines) merge(more lines) {
	for file, rows := range more {
		if l[file] == nil {
			l[file] = map[int]bool{}
		}
		maps.Copy(l[file], rows)
	}
}

// coverage returns how much of parsed modules l covers, ordered by file.
func (l lines) coverage(modules map[string]*ast.Module) []Coverage {
	coverable := lines{}
	for _, m := range modules {
		ast.WalkRules(m, func(r *ast.Rule) bool {
			coverable.add(r.Head.Location)
			return false
		})
		ast.WalkExprs(m, func(e *ast.Expr) bool {
			if _, declares := e.Terms.(*ast.SomeDecl); !declares {
				coverable.add(e.Location)
			}
			return false
		})
	}
	var all []Coverage
	for _, file := range slices.Sorted(maps.Keys(coverable)) {
		c := Coverage{File: file}
		for _, line := range slices.Sorted(maps.Keys(coverable[file])) {
			if l[file][line] {
				c.Covered++
				continue
			}
			c.Missed++
			c.MissedLines = append(c.MissedLines, line)
		}
		all = append(all, c)
	}
	return all
}
