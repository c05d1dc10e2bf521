package policy

import (
	"testing"

	"github.com/tenantlint/tenantlint/internal/lint/gen"
)

// TestPlansAlone checks that built-in policies, all of which have plans, are not linked for topdown.
func TestPlansAlone(t *testing.T) {
	e, err := New(Options{Rules: Rules()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Eval(t.Context(), generate(gen.Plan{Environments: 20, AllKinds: true, Seed: 1}), 1); err != nil {
		t.Fatal(err)
	}
	if e.compiler != nil {
		t.Errorf("%d modules are linked for topdown", len(e.modules))
	}
}
