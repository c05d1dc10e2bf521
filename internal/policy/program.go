package policy

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Program contains the custom policies, compiled together with their tests, and the facts.
type Program struct {
	// Tests contains the parsed modules of the tests, by file.
	Tests map[string]*ast.Module

	compiler *ast.Compiler
	store    storage.Store
}

// Program compiles the Rego tests in the user's folders. An error means that a test cannot be used; it contains an
// *Error for each mistake.
func (s *Set) Program(ctx context.Context) (*Program, error) {
	all, err := library()
	if err != nil {
		return nil, err
	}
	p := &Program{Tests: map[string]*ast.Module{}}
	var problems errorList
	for _, f := range s.folders {
		problems.add(f.readTests(p.Tests))
	}
	modules := s.Modules()
	maps.Copy(modules, p.Tests)
	needed := referencedModules(modules, all)
	maps.Copy(needed, modules)
	maps.Copy(all, modules)
	p.compiler, err = runWithin(ctx, s.bounds, func(context.Context) (*ast.Compiler, error) {
		c := NewCompiler()
		c.Compile(needed)
		return c, nil
	})
	if err != nil {
		return nil, err
	}
	if p.compiler.Failed() && len(problems) == 0 {
		problems.add(explainAll("", p.compiler.Errors, functions(all)))
	}
	if err := problems.err(); err != nil {
		return nil, err
	}
	set, err := s.policies()
	if err != nil {
		return nil, err
	}
	facts, err := set.facts()
	if err != nil {
		return nil, err
	}
	p.store = inmem.NewFromASTObject(ast.NewObject(ast.Item(ast.InternedTerm("facts"), ast.NewTerm(facts))))
	return p, nil
}

// Eval returns the value at a path of the program, or nil if it is undefined, within the bounds of a single test. The
// tracer must not be used for anything else: if Eval returns an error, it may still be in use. The error is an *Error,
// without a file if a bound was exceeded, or that of the context.
func (p *Program) Eval(ctx context.Context, ref ast.Ref, tracer topdown.QueryTracer) (ast.Value, error) {
	return runWithin(ctx, testBounds, func(ctx context.Context) (ast.Value, error) {
		query := ast.NewBody(ast.Equality.Expr(ast.NewTerm(findingsVar), ast.NewTerm(ref)))
		results, err := runQuery(ctx, topdown.NewQuery(query).WithCompiler(p.compiler).WithQueryTracer(tracer), p.store)
		if err != nil || len(results) == 0 {
			return nil, err
		}
		return results[0][findingsVar].Value, nil
	})
}

// ruleFile returns the path of a rule's policy as shown in messages.
func (f *parsedFolder) ruleFile(id string) string { return path.Join(f.Name, id, "rule.rego") }

// readTests parses the tests of a folder, and adds them to modules by file.
func (f *parsedFolder) readTests(modules map[string]*ast.Module) error {
	fsys := os.DirFS(f.Abs)
	files, err := fs.Glob(fsys, "*/*_test.rego")
	if err != nil {
		return err
	}
	nested, err := fs.Glob(fsys, "*/*/*_test.rego")
	if err != nil {
		return err
	}
	var problems errorList
	for _, file := range append(files, nested...) {
		displayPath := path.Join(f.Name, file)
		text, err := readFile(fsys, file)
		if err != nil {
			problems.add(&Error{File: displayPath, Message: err.Error()})
			continue
		}
		m, err := parseCustom(displayPath, text)
		if err != nil {
			problems.add(err)
			continue
		}
		modules[displayPath] = m
	}
	return problems.err()
}
