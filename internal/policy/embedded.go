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

// embedded returns the built-in policies as prepared by go generate. A run does not check whether they match their
// sources, because that would take longer than evaluating a file; TestPrepared does.
var embedded = sync.OnceValues(func() (*policySet, error) {
	if !accelerator.Enabled {
		return load(policies.FS)
	}
	p, err := prepared.Embedded()
	if err != nil {
		return nil, err
	}
	return newPreparedSet(p)
})

func newPreparedSet(p *prepared.Policies) (*policySet, error) {
	plans, err := plan.Open(p.Plans)
	if err != nil {
		return nil, err
	}
	values := make(map[string]func() *ast.Term, len(p.Facts))
	for name, data := range p.Facts {
		values[name] = func() *ast.Term {
			v, err := prepared.Value(data)
			if err != nil {
				panic(err) // the facts are embedded, and a test decodes them all
			}
			return ast.NewTerm(v)
		}
	}
	facts := newLazyObject(values)
	return &policySet{
		rules: p.Rules, library: p.Library, module: p.Module, moduleInfo: p.Info, plans: plans, tables: facts,
		facts: func() (ast.Value, error) { return facts.Plain(), nil },
	}, nil
}

// Rules returns all built-in rules, ordered by id. It compiles nothing.
func Rules() rule.Catalog {
	s, err := embedded()
	if err != nil {
		panic(err) // the policies are embedded, and a test decodes them all
	}
	return s.rules
}

// Lookup returns the built-in rule with an id, or the first that has it as an alias.
func Lookup(id string) (*rule.Rule, bool) { return Rules().Lookup(id) }
