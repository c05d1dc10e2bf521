package policy

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// root is the package below which each rule is a package: tenantlint.rules.GROUP["NAME"].
const root = "tenantlint.rules"

// Builtin are the groups whose rules the program checks itself; their policies hold metadata only.
var Builtin = []string{"parse", "schema", "reference", "suppression"}

// set is a set of policies.
type set struct {
	rules []*Rule // ordered by id
	// library are the names of the modules that every rule may use.
	library []string
	// module returns the module of a rule, by its id, or of the library.
	module func(name string) (*ast.Module, error)
	facts  func() (ast.Value, error)
	// compiled says of each module, by its name, what is known since it went through a compiler; it
	// is nil where the modules are as they were parsed.
	compiled map[string]about
}

// load parses the policies of a file system laid out as GROUP/NAME/rule.rego, with a library in lib
// and data files in data.
func load(fsys fs.FS) (*set, error) {
	files, err := list(fsys)
	if err != nil {
		return nil, err
	}
	modules := make(map[string]*ast.Module, len(files.rules)+len(files.library))
	for _, f := range files.library {
		if modules[f], err = parse(fsys, f); err != nil {
			return nil, err
		}
	}
	s := &set{library: files.library, module: func(name string) (*ast.Module, error) { return modules[name], nil }}
	for _, f := range files.rules {
		m, err := parse(fsys, f)
		if err != nil {
			return nil, err
		}
		r, err := metadata(f, m)
		if err != nil {
			return nil, err
		}
		s.rules = append(s.rules, r)
		modules[r.ID] = m
	}
	slices.SortFunc(s.rules, func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) })
	s.facts = func() (ast.Value, error) {
		facts, err := Facts(fsys)
		if err != nil {
			return nil, err
		}
		return ast.InterfaceToValue(facts)
	}
	return s, nil
}

func parse(fsys fs.FS, file string) (*ast.Module, error) {
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	m, err := ast.ParseModuleWithOpts(file, string(text), ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, policyError(file, err)
	}
	return m, nil
}

// custom are the fields of a rule that METADATA knows nothing of.
type custom struct {
	Level            string   `json:"level"`
	Help             string   `json:"help"`
	Since            string   `json:"since"`
	Aliases          []string `json:"aliases"`
	Tags             []string `json:"tags"`
	Precision        string   `json:"precision"`
	SecuritySeverity string   `json:"security-severity"`
	URL              string   `json:"url"`
}

// metadata reads what a policy says of its rule.
func metadata(file string, m *ast.Module) (*Rule, error) {
	group, name := path.Base(path.Dir(path.Dir(file))), path.Base(path.Dir(file))
	fail := func(format string, args ...any) (*Rule, error) {
		return nil, &Error{File: file, Line: m.Package.Location.Row, Message: fmt.Sprintf(format, args...)}
	}
	if want := ast.MustParseRef(fmt.Sprintf("data.%s[%q][%q]", root, group, name)); !m.Package.Path.Equal(want) {
		return fail("the package must be %s[%q][%q], after the folders", root, group, name)
	}
	var a *ast.Annotations
	for _, x := range m.Annotations {
		if x.Scope == "package" {
			a = x
		}
	}
	if a == nil {
		return fail("the package has no METADATA")
	}
	raw, err := json.Marshal(a.Custom)
	if err != nil {
		return fail("the METADATA's custom part is not readable")
	}
	var c custom
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return fail("the METADATA's custom part holds a key or type that is not known: it takes level, help, since, aliases, tags, precision, security-severity, url")
	}
	level, err := problem.ParseLevel(c.Level)
	if err != nil {
		return fail("%s", err.Error())
	}
	r := &Rule{ID: group + "/" + name, Group: group, Name: name, Title: a.Title, Description: strings.TrimSpace(a.Description),
		Help: c.Help, Level: level, Since: c.Since, Aliases: c.Aliases, Tags: c.Tags, Precision: c.Precision,
		SecuritySeverity: c.SecuritySeverity, URL: c.URL}
	for _, res := range a.RelatedResources {
		reference := Reference{Document: res.Description, URL: res.Ref.String()}
		if i := strings.LastIndex(res.Description, ", "); i >= 0 { // titles hold commas, headings do not
			reference.Document, reference.Heading = res.Description[:i], res.Description[i+len(", "):]
		}
		r.Sources = append(r.Sources, reference)
	}
	switch {
	case r.Title == "":
		return fail("the METADATA has no title")
	case r.Description == "":
		return fail("the METADATA has no description")
	case r.Help == "":
		return fail("the METADATA has no help")
	}
	return r, nil
}
