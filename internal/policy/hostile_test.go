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

// one is a topology of one tenant with one environment.
func one(t *testing.T) *topology.Topology {
	t.Helper()
	f := source.NewFile("t.yaml", []byte("apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nenvironments: [{name: sales}]\n"))
	parsed := manifest.Parse(f, manifest.DefaultLimits(), true)
	top, problems := topology.Build([]topology.Checked{{Document: parsed.Documents[0]}}, topology.Unread{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return top
}

// TestHostile stops policies that would never end, and reports what they do wrong with the location.
func TestHostile(t *testing.T) {
	const stopped = "policy evaluation: took longer than 300ms and was stopped in rule \"team/naming\"; correct it, or leave it out with --disable team/naming"
	for name, test := range map[string]struct{ body, want string }{
		"a great range":     {"report contains x if some x in numbers.range(1, 1000000000000)", stopped},
		"a comprehension":   {"report contains 1 if {\n\tcount([1 | some _ in numbers.range(1, 3000); some _ in numbers.range(1, 3000); some _ in numbers.range(1, 3000)]) == 2\n}", stopped},
		"an every":          {"report contains 1 if every a in numbers.range(1, 3000) { every b in numbers.range(1, 3000) { every c in numbers.range(1, 3000) { a + b + c > 0 } } }", stopped},
		"no object":         {"report contains 1", "policy team/naming: reports something that is not an object"},
		"no message":        {`report contains {"at": [0]}`, "policy team/naming: reports a finding that cannot be read: a finding needs a message"},
		"another place":     {`report contains {"message": "no", "at": [7, "name"]}`, "policy team/naming: reports a finding that cannot be read: at [7, \"name\"] does not begin with the index of a document"},
		"a value too small": {`report contains {"message": "no", "at": [0], "n": 1 / n} if some n in [0]`, "policy own/team/naming/rule.rego:9: called a built-in function with a value that it does not take"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Load(written(t, map[string]string{"team/naming/rule.rego": ruleOf(test.body)}))
			if err != nil {
				t.Fatal(err)
			}
			e, err := New(Options{Set: s, Rules: s.CustomRules()})
			if err != nil {
				t.Fatal(err)
			}
			e.bounds.time = 300 * time.Millisecond
			begin := time.Now()
			_, err = e.Eval(t.Context(), one(t), 1)
			if err == nil || err.Error() != test.want {
				t.Errorf("error is\n\t%v\nnot\n\t%s", err, test.want)
			}
			if took := time.Since(begin); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
	// A canceled run is not a time-out.
	s, err := Load(written(t, map[string]string{"team/naming/rule.rego": ruleOf(good)}))
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
		if _, err := e.Eval(ctx, one(t), 1); !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v", err)
		}
	}
}
