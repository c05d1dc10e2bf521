package planner_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/policy/planner"
)

// planPolicy plans a policy whose entry is the rule "answer".
func planPolicy(text string) (*plan.Source, error) {
	return planner.Plan(context.Background(), planner.Policies{
		Files:        map[string]string{"one.rego": "package one\n\n" + text + "\n"},
		Entries:      map[string]string{"answer": "one/answer"},
		Capabilities: ast.CapabilitiesForThisVersion(),
	})
}

func newMachine(t *testing.T, text string, input ast.Value, cancel topdown.Cancel) *plan.Machine {
	t.Helper()
	source, err := planPolicy(text)
	if err != nil {
		t.Fatal(err)
	}
	data, err := source.Encode()
	if err != nil {
		t.Fatal(err)
	}
	p, err := plan.Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	return plan.NewMachine(t.Context(), p, ast.NewTerm(input), ast.ObjectTerm(), cancel)
}

// TestRefused checks that planning fails if a policy needs something that package plan does not support.
func TestRefused(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"with":             {`answer := x if x := input.a with input.a as 1`, "WithStmt"},
		"relation":         {`answer := x if walk(input, [_, x])`, "a policy calls walk"},
		"nondeterministic": {`answer := time.now_ns()`, "a policy calls time.now_ns"},
		"no rule":          {`other := 1`, "does not refer to a rule"},
		"not Rego":         {`answer :=`, "rego_parse_error"},
		"unknown builtin":  {`answer := unknown(1)`, "undefined function unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := planPolicy(test.text); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one containing %q", err, test.want)
			}
		})
	}
}

// TestErrors checks that errors have the code of topdown's errors and the right location.
func TestErrors(t *testing.T) {
	for name, test := range map[string]struct {
		text, code string
		row        int
	}{
		"two answers":     {"answer := 1 if input.a\n\nanswer := 2 if input.b", topdown.ConflictErr, 5},
		"two values":      {"answer := {1: x |\n\tsome x in [1, 2]\n}", topdown.ConflictErr, 3},
		"a builtin":       {"answer := x if {\n\tx := 1 / input.zero\n}", topdown.BuiltinErr, 4},
		"a wrong operand": {"answer := x if {\n\tx := startswith(input.zero, \"a\")\n}", topdown.TypeErr, 4},
	} {
		t.Run(name, func(t *testing.T) {
			input := ast.MustParseTerm(`{"a": true, "b": true, "zero": 0}`).Value
			got, err := newMachine(t, test.text, input, topdown.NewCancel()).Eval("answer")
			e, ok := errors.AsType[*topdown.Error](err)
			if !ok || e.Code != test.code || e.Location.Row != test.row || e.Location.File != "one.rego" {
				t.Errorf("got %v, error %#v", got, err)
			}
		})
	}
}

// cancelAfter is canceled after a number of checks.
type cancelAfter int

func (*cancelAfter) Cancel() {}
func (l *cancelAfter) Cancelled() bool {
	*l--
	return *l < 0
}

// TestCancel cancels a run that would otherwise take a day.
func TestCancel(t *testing.T) {
	steps := cancelAfter(10000)
	text := "answer := count([1 |\n\tsome _ in numbers.range(1, 30000)\n\tsome _ in numbers.range(1, 30000)\n\tsome _ in numbers.range(1, 30000)\n])"
	_, err := newMachine(t, text, ast.NewObject(), &steps).Eval("answer")
	if e, ok := errors.AsType[*topdown.Error](err); !ok || e.Code != topdown.CancelErr {
		t.Errorf("got error %v, want a cancellation", err)
	}
}

// TestDamaged checks that truncated programs are rejected.
func TestDamaged(t *testing.T) {
	source, err := planPolicy("answer contains x if some x in input.list\n\nanswer contains f(y) if some y in {1, 2}\n\nf(y) := y + 1 if not input.none")
	if err != nil {
		t.Fatal(err)
	}
	data, err := source.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		if _, err := plan.Open(string(data[:i])); err == nil {
			t.Errorf("a program truncated to %d of %d bytes is accepted", i, len(data))
		}
	}
}
