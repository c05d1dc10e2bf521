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
	var wrong mistakes
	for _, f := range s.folders {
		wrong.add(f.readTests(p.Tests))
	}
	written := s.Modules()
	maps.Copy(written, p.Tests)
	needed := referredTo(written, all)
	maps.Copy(needed, written)
	maps.Copy(all, written)
	p.compiler, err = guarded(ctx, s.bounds, func(context.Context) (*ast.Compiler, error) {
		c := NewCompiler()
		c.Compile(needed)
		return c, nil
	})
	if err != nil {
		return nil, err
	}
	if p.compiler.Failed() && len(wrong) == 0 {
		wrong.add(explained("", p.compiler.Errors, functions(all)))
	}
	if err := wrong.err(); err != nil {
		return nil, err
	}
	joined, err := s.policies()
	if err != nil {
		return nil, err
	}
	facts, err := joined.facts()
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
	return guarded(ctx, oneTest, func(ctx context.Context) (ast.Value, error) {
		query := ast.NewBody(ast.Equality.Expr(ast.NewTerm(answer), ast.NewTerm(ref)))
		results, err := evaluate(ctx, topdown.NewQuery(query).WithCompiler(p.compiler).WithQueryTracer(tracer), p.store)
		if err != nil || len(results) == 0 {
			return nil, err
		}
		return results[0][answer].Value, nil
	})
}

// ruleFile returns the path of a rule's policy as shown in messages.
func (f *folder) ruleFile(id string) string { return path.Join(f.Name, id, "rule.rego") }

// readTests parses the tests of a folder, and adds them to into by file.
func (f *folder) readTests(into map[string]*ast.Module) error {
	fsys := os.DirFS(f.Abs)
	files, err := fs.Glob(fsys, "*/*_test.rego")
	if err != nil {
		return err
	}
	deeper, err := fs.Glob(fsys, "*/*/*_test.rego")
	if err != nil {
		return err
	}
	var wrong mistakes
	for _, file := range append(files, deeper...) {
		shown := path.Join(f.Name, file)
		text, err := readFile(fsys, file)
		if err != nil {
			wrong.add(&Error{File: shown, Message: err.Error()})
			continue
		}
		m, err := parseText(shown, text)
		if err != nil {
			wrong.add(err)
			continue
		}
		into[shown] = m
	}
	return wrong.err()
}
