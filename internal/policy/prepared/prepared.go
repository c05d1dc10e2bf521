package prepared

import (
	_ "embed"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// embedded holds the digest of the sources, the plans of the rules, the tables of facts, how many modules there are, the modules of the library, then of each rule its
// metadata and its module. The test TestPrepared of package policy writes it.
//
//go:embed policies.bin
var embedded string

// Policies are policies that went through the compiler. A module is read only when it is requested, so that listing
// and explaining rules reads texts alone.
type Policies struct {
	// Digest is that of the sources, as policy.Digest returns it.
	Digest string
	Rules  rule.Catalog
	// Library are the names of the modules that every rule may use.
	Library []string
	// Info says of each module, by its name, what is known of it.
	Info map[string]ModuleInfo

	// Plans is the program of package plan that the rules are, each under its id.
	Plans string
	// Facts are the tables of what the policies know of the world, by name, as Value reads them.
	Facts map[string]string

	modules map[string]string
}

// ModuleInfo is what is known of a module that went through a compiler.
type ModuleInfo struct {
	// InputTables are the lists of the input over which its reports run, such as "users" and
	// "duplicates.domains": where all of them are empty, the rule reports nothing. None says nothing.
	InputTables []string
	// Indexed is true if OPA keeps an index for a comprehension in it.
	Indexed bool
	// Uses are the modules of the library that it refers to.
	Uses []string
}

// Embedded returns the policies of the program.
func Embedded() (*Policies, error) { return Decode(embedded) }

// Decode reads policies that were prepared.
func Decode(data string) (*Policies, error) {
	r := blob.NewReader(data)
	p := &Policies{Digest: r.Text(), Plans: r.Text(), Facts: map[string]string{}}
	for range r.Number() {
		name := r.Text()
		p.Facts[name] = r.Text()
	}
	n := r.Length()
	p.Info, p.modules = make(map[string]ModuleInfo, n), make(map[string]string, n)
	module := func(name string) {
		p.modules[name] = r.Text()
		p.Info[name] = ModuleInfo{InputTables: texts(&r), Indexed: r.Number() == 1, Uses: texts(&r)}
	}
	for range r.Number() {
		name := r.Text()
		p.Library = append(p.Library, name)
		module(name)
	}
	p.Rules = make(rule.Catalog, r.Number())
	for i := range p.Rules {
		one := &rule.Rule{}
		for _, field := range Texts(one) {
			*field = r.Text()
		}
		one.Level = problem.Level(r.Number())
		one.Aliases, one.Tags = texts(&r), texts(&r)
		one.Sources = make([]rule.Reference, r.Number())
		for j := range one.Sources {
			one.Sources[j] = rule.Reference{Document: r.Text(), Heading: r.Text(), URL: r.Text()}
		}
		p.Rules[i] = one
		module(one.ID)
	}
	return p, r.Close()
}

// Module returns the module of a rule, by its id, or of the library.
func (p *Policies) Module(name string) (*ast.Module, error) { return Module(p.modules[name]) }

func texts(r *blob.Reader) []string {
	n := r.Length()
	if n == 0 {
		return nil
	}
	all := make([]string, n)
	for i := range all {
		all[i] = r.Text()
	}
	return all
}

// Texts are the fields of a rule that are one text, in the order in which they are written.
func Texts(r *rule.Rule) []*string {
	return []*string{&r.ID, &r.Group, &r.Name, &r.Title, &r.Description, &r.Help, &r.Since, &r.Precision, &r.SecuritySeverity}
}
