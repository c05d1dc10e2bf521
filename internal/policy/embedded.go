package policy

import (
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/accelerator"
	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/policy/prepared"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/policies"
)

// embedded are the policies of the program, as go generate prepared them. Whether the sources are still the same is
// not for a run to find out, which would take longer than to evaluate a file: the tests of the policies begin with it.
var embedded = sync.OnceValues(func() (*set, error) {
	if !accelerator.Enabled {
		return load(policies.FS)
	}
	p, err := prepared.Embedded()
	if err != nil {
		return nil, err
	}
	return preparedSet(p)
})

func preparedSet(p *prepared.Policies) (*set, error) {
	plans, err := plan.Open(p.Plans)
	if err != nil {
		return nil, err
	}
	values := make(map[string]func() *ast.Term, len(p.Facts))
	for name, data := range p.Facts {
		values[name] = func() *ast.Term {
			v, err := prepared.Value(data)
			if err != nil {
				panic(err) // the facts are part of the program; a test reads them all
			}
			return ast.NewTerm(v)
		}
	}
	facts := newTables(values)
	return &set{
		rules: p.Rules, library: p.Library, module: p.Module, compiled: p.Info, plans: plans, tables: facts,
		facts: func() (ast.Value, error) { return facts.Plain(), nil },
	}, nil
}

// Rules returns all rules of the program, ordered by id. It compiles nothing.
func Rules() rule.Catalog {
	s, err := embedded()
	if err != nil {
		panic(err) // the embedded policies are part of the program; a test reads them all
	}
	return s.rules
}

// Lookup returns the rule of the program with an id, or the first with an earlier id.
func Lookup(id string) (*rule.Rule, bool) { return Rules().Lookup(id) }
