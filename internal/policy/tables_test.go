package policy

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/policies"
)

// TestTables checks the facts that plans read one by one against what the sources say.
func TestTables(t *testing.T) {
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
		t.Error("the tables are not what the sources say")
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
		t.Error("there is a table under a name that is none")
	}
}
