package policy

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// singleEnvironment returns a topology of one tenant with one environment.
func singleEnvironment(t *testing.T) *topology.Topology {
	t.Helper()
	f := source.NewFile("t.yaml", []byte("apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nenvironments: [{name: sales}]\n"))
	parsed := manifest.Parse(f, manifest.DefaultLimits(), true)
	top, problems := topology.Build([]topology.Checked{{Document: parsed.Documents[0]}}, topology.Unread{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return top
}

// TestHostile checks that policies that would never end are stopped, and that other errors name the policy or its line.
func TestHostile(t *testing.T) {
	const timeoutErr = "policy evaluation: took longer than 300ms and was stopped in rule \"team/naming\"; correct it, or leave it out with --disable team/naming"
	for name, test := range map[string]struct{ body, want string }{
		"a large range":    {"report contains x if some x in numbers.range(1, 1000000000000)", timeoutErr},
		"a comprehension":  {"report contains 1 if {\n\tcount([1 | some _ in numbers.range(1, 3000); some _ in numbers.range(1, 3000); some _ in numbers.range(1, 3000)]) == 2\n}", timeoutErr},
		"an every":         {"report contains 1 if every a in numbers.range(1, 3000) { every b in numbers.range(1, 3000) { every c in numbers.range(1, 3000) { a + b + c > 0 } } }", timeoutErr},
		"not an object":    {"report contains 1", "policy team/naming: reports something that is not an object"},
		"no message":       {`report contains {"at": [0]}`, "policy team/naming: reports an invalid finding: a finding needs a message"},
		"a path elsewhere": {`report contains {"message": "no", "at": [7, "name"]}`, "policy team/naming: reports an invalid finding: at [7, \"name\"] does not begin with the index of a document"},
		"division by zero": {`report contains {"message": "no", "at": [0], "n": 1 / n} if some n in [0]`, "policy own/team/naming/rule.rego:9: called a built-in function with an invalid value"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Load(writeFolder(t, map[string]string{"team/naming/rule.rego": rulePolicy(test.body)}))
			if err != nil {
				t.Fatal(err)
			}
			e, err := New(Options{Set: s, Rules: s.CustomRules()})
			if err != nil {
				t.Fatal(err)
			}
			e.bounds.time = 300 * time.Millisecond
			start := time.Now()
			_, err = e.Eval(t.Context(), singleEnvironment(t), 1)
			if err == nil || err.Error() != test.want {
				t.Errorf("error is\n\t%v\nnot\n\t%s", err, test.want)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
	// A canceled run is not a timeout.
	s, err := Load(writeFolder(t, map[string]string{"team/naming/rule.rego": rulePolicy(goodBody)}))
	if err != nil {
		t.Fatal(err)
	}
	for _, rules := range [][]*rule.Rule{s.CustomRules(), Rules()} {
		e, err := New(Options{Set: s, Rules: rules})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := e.Eval(ctx, singleEnvironment(t), 1); !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v", err)
		}
	}
}
