package policy

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/compiled"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/policies"
)

//go:generate go test . -run TestImage -update

// image holds the embedded policies as their compiler left them: the checksum of their sources,
// the facts, the modules of the library, then of each rule its metadata and its module. A module is
// decoded only for a rule that judges, so that listing and explaining rules reads texts alone.
//
//go:embed policies.bin
var image string

// embedded are the policies of the program. They come from the image, unless a source has changed
// since it was made, as it does while somebody writes a rule: then they come from the sources.
var embedded = sync.OnceValues(func() (*set, error) {
	files, err := list(policies.FS)
	if err != nil {
		return nil, err
	}
	sum, err := files.checksum(policies.FS)
	if err != nil {
		return nil, err
	}
	if r := compiled.NewReader(image); r.Number() == sum {
		return decode(r)
	}
	return load(policies.FS)
})

// decode reads an image behind its checksum.
func decode(r *compiled.Reader) (*set, error) {
	facts := r.Text()
	s := &set{linked: true, facts: func() (ast.Value, error) { return compiled.Value(facts) }}
	modules := map[string]string{}
	for range r.Number() {
		name := r.Text()
		s.library = append(s.library, name)
		modules[name] = r.Text()
	}
	s.rules = make([]*Rule, r.Number())
	for i := range s.rules {
		rule := &Rule{}
		for _, field := range rule.texts() {
			*field = r.Text()
		}
		rule.Level = source.Level(r.Number())
		rule.Aliases, rule.Tags = texts(r), texts(r)
		rule.Sources = make([]Reference, r.Number())
		for j := range rule.Sources {
			rule.Sources[j] = Reference{Document: r.Text(), Heading: r.Text(), URL: r.Text()}
		}
		s.rules[i] = rule
		modules[rule.ID] = r.Text()
	}
	s.module = func(name string) (*ast.Module, error) { return compiled.Module(modules[name]) }
	return s, r.Close()
}

func texts(r *compiled.Reader) []string {
	var all []string
	for range r.Number() {
		all = append(all, r.Text())
	}
	return all
}

// texts are the fields of a rule that are one text, in the order of the image.
func (r *Rule) texts() []*string {
	return []*string{&r.ID, &r.Group, &r.Name, &r.Title, &r.Description, &r.Help, &r.Since, &r.Precision, &r.SecuritySeverity}
}

// linker returns a compiler for modules that went through one: it only puts them together and
// builds the indexes that no module holds.
func linker() *ast.Compiler {
	needed := []ast.StageID{ast.StageSetModuleTree, ast.StageSetRuleTree, ast.StageBuildRuleIndices, ast.StageBuildComprehensionIndices}
	skipped := slices.DeleteFunc(ast.AllStages(), func(s ast.StageID) bool { return slices.Contains(needed, s) })
	return NewCompiler().WithSkipStages(skipped...)
}
