package policy

import (
	_ "embed"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/internal/policy/compiled"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/policies"
)

//go:generate go test . -run TestPrepared -update

// prepared holds the embedded policies as their compiler left them: the checksum of their sources, the
// facts, the modules of the library, then of each rule its metadata and its module. A module is read
// only for a rule that judges and that the topology has something for, so that listing and explaining
// rules reads texts alone.
//
//go:embed policies.bin
var prepared string

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
	if r := blob.NewReader(prepared); r.Number() == sum {
		return decode(&r)
	}
	return load(policies.FS)
})

// decode reads what was prepared, behind its checksum.
func decode(r *blob.Reader) (*set, error) {
	facts := r.Text()
	s := &set{compiled: map[string]about{}, facts: func() (ast.Value, error) { return compiled.Value(facts) }}
	modules := map[string]string{}
	module := func(name string) {
		modules[name] = r.Text()
		s.compiled[name] = about{drivers: texts(r), indexed: r.Number() == 1, uses: texts(r)}
	}
	for range r.Number() {
		name := r.Text()
		s.library = append(s.library, name)
		module(name)
	}
	s.rules = make([]*Rule, r.Number())
	for i := range s.rules {
		rule := &Rule{}
		for _, field := range rule.texts() {
			*field = r.Text()
		}
		rule.Level = problem.Level(r.Number())
		rule.Aliases, rule.Tags = texts(r), texts(r)
		rule.Sources = make([]Reference, r.Number())
		for j := range rule.Sources {
			rule.Sources[j] = Reference{Document: r.Text(), Heading: r.Text(), URL: r.Text()}
		}
		s.rules[i] = rule
		module(rule.ID)
	}
	s.module = func(name string) (*ast.Module, error) { return compiled.Module(modules[name]) }
	return s, r.Close()
}

func texts(r *blob.Reader) []string {
	var all []string
	for range r.Number() {
		all = append(all, r.Text())
	}
	return all
}

// texts are the fields of a rule that are one text, in the order in which they are written.
func (r *Rule) texts() []*string {
	return []*string{&r.ID, &r.Group, &r.Name, &r.Title, &r.Description, &r.Help, &r.Since, &r.Precision, &r.SecuritySeverity}
}
