//go:build !reference

package policy

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/policies"
)

// TestLazyFacts compares the facts that plans read table by table with their sources.
func TestLazyFacts(t *testing.T) {
	s, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	facts, err := Facts(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	want := ast.MustInterfaceToValue(facts).(ast.Object)
	if !s.tables.Equal(want) || s.tables.Hash() != want.Hash() || s.tables.String() != want.String() {
		t.Error("the tables differ from their sources")
	}
	var keys []*ast.Term
	s.tables.Until(func(key, value *ast.Term) bool {
		if keys = append(keys, key); !value.Equal(want.Get(key)) || s.tables.Get(key) != value {
			t.Errorf("%v differs", key)
		}
		return len(keys) == s.tables.Len()
	})
	if got := ast.NewArray(keys...); got.Compare(ast.NewArray(want.Keys()...)) != 0 {
		t.Errorf("the keys are %v", got)
	}
	if s.tables.Get(ast.StringTerm("none")) != nil || s.tables.Get(ast.IntNumberTerm(0)) != nil {
		t.Error("Get returns a table for a key that does not exist")
	}
}
