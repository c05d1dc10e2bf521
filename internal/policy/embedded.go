package policy

import (
	"sync"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/policy/prepared"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/policies"
)

// embedded are the policies of the program. They come from what was prepared, unless a source has
// changed since, as it does while somebody writes a rule: then they come from the sources.
var embedded = sync.OnceValues(func() (*set, error) {
	files, err := list(policies.FS)
	if err != nil {
		return nil, err
	}
	sum, err := files.checksum(policies.FS)
	if err != nil {
		return nil, err
	}
	if p, ok, err := prepared.Embedded(sum); ok {
		if err != nil {
			return nil, err
		}
		return preparedSet(p)
	}
	return load(policies.FS)
})

func preparedSet(p *prepared.Policies) (*set, error) {
	plans, err := plan.Open(p.Plans)
	if err != nil {
		return nil, err
	}
	return &set{rules: p.Rules, library: p.Library, module: p.Module, facts: p.Facts, compiled: p.Info, plans: plans}, nil
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
