package prepared

import (
	_ "embed"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// embedded contains the digest of the sources, the plans of the rules, the tables of facts, the number of library
// modules, the library modules, and then the metadata and the module of each rule. The test TestPrepared of package
// policy writes the file.
//
//go:embed policies.bin
var embedded string

// Policies are compiled policies. A module is decoded only on request, so that listing and explaining rules decodes
// nothing but texts.
type Policies struct {
	// Digest is the digest of the sources, as policy.Digest returns it.
	Digest string
	Rules  rule.Catalog
	// Library contains the names of the modules that every rule may use.
	Library []string
	// Info contains information about each module, by name.
	Info map[string]ModuleInfo

	// Plans is the encoded program of package plan whose entries are the rules, by id.
	Plans string
	// Facts contains the tables of facts that the policies use, by name, encoded for Value.
	Facts map[string]string

	modules map[string]string
}

// ModuleInfo is information about a compiled module.
type ModuleInfo struct {
	// InputTables are the lists of the input that its reports iterate over, such as "users" and "duplicates.domains":
	// if all of them are empty, the rule reports nothing. If InputTables is empty, nothing is known about them.
	InputTables []string
	// Indexed is true if OPA keeps an index for a comprehension in the module.
	Indexed bool
	// Uses are the library modules that it refers to.
	Uses []string
}

// Embedded returns the policies embedded in the program.
func Embedded() (*Policies, error) { return Decode(embedded) }

// Decode decodes prepared policies.
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
		p.Info[name] = ModuleInfo{InputTables: textList(&r), Indexed: r.Number() == 1, Uses: textList(&r)}
	}
	for range r.Number() {
		name := r.Text()
		p.Library = append(p.Library, name)
		module(name)
	}
	p.Rules = make(rule.Catalog, r.Number())
	for i := range p.Rules {
		decoded := &rule.Rule{}
		for _, field := range TextFields(decoded) {
			*field = r.Text()
		}
		decoded.Level = problem.Level(r.Number())
		decoded.Aliases, decoded.Tags = textList(&r), textList(&r)
		decoded.Sources = make([]rule.Reference, r.Number())
		for j := range decoded.Sources {
			decoded.Sources[j] = rule.Reference{Document: r.Text(), Heading: r.Text(), URL: r.Text()}
		}
		p.Rules[i] = decoded
		module(decoded.ID)
	}
	return p, r.Close()
}

// Module returns the module of a rule, by id, or of the library, by name.
func (p *Policies) Module(name string) (*ast.Module, error) { return Module(p.modules[name]) }

func textList(r *blob.Reader) []string {
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

// TextFields returns pointers to the fields of a rule that are single strings, in the order in which they are written.
func TextFields(r *rule.Rule) []*string {
	return []*string{&r.ID, &r.Group, &r.Name, &r.Title, &r.Description, &r.Help, &r.Since, &r.Precision, &r.SecuritySeverity}
}
