package policy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Test is a rule test_… of a file …_test.rego, and what became of it.
type Test struct {
	// Name is that of the rule; Package its package without "data.".
	Package, Name string
	File          string
	Line          int
	// Failure says why the test did not hold; it is empty where it did.
	Failure string
}

// Tests runs the Rego tests of the user's folders, ordered by place, and says what of the policies they
// went through. An error means that a test cannot be used; it joins one *Error for each mistake.
func (s *Set) Tests(ctx context.Context) ([]Test, []Coverage, error) {
	all, err := library()
	if err != nil {
		return nil, nil, err
	}
	rules, tests := map[string]*ast.Module{}, map[string]*ast.Module{}
	var wrong mistakes
	for _, f := range s.folders {
		for id, m := range f.policies {
			rules[f.ruleFile(id)] = m
		}
		for _, m := range f.library {
			rules[m.name] = m.Module
		}
		wrong.add(f.readTests(tests))
	}
	maps.Copy(all, rules)
	maps.Copy(all, tests)
	c, err := guarded(ctx, s.bounds, func(context.Context) (*ast.Compiler, error) {
		c := NewCompiler()
		c.Compile(all)
		return c, nil
	})
	if err != nil {
		return nil, nil, err
	}
	if c.Failed() && len(wrong) == 0 {
		wrong.add(explained("", c.Errors, functions(all)))
	}
	if err := wrong.err(); err != nil {
		return nil, nil, err
	}
	joined, err := s.policies()
	if err != nil {
		return nil, nil, err
	}
	facts, err := joined.facts()
	if err != nil {
		return nil, nil, err
	}
	r := &regoTests{
		compiler: c, reached: lines{},
		store: inmem.NewFromASTObject(ast.NewObject(ast.Item(ast.InternedTerm("facts"), ast.NewTerm(facts)))),
	}
	var results []Test
	for _, file := range slices.Sorted(maps.Keys(tests)) {
		for _, rule := range tests[file].Rules {
			name := headName(rule)
			if !strings.HasPrefix(name, "test_") || slices.ContainsFunc(results, func(t Test) bool { return t.File == file && t.Name == name }) {
				continue
			}
			ref := tests[file].Package.Path.Append(ast.StringTerm(name))
			t := Test{Package: strings.TrimPrefix(tests[file].Package.Path.String(), "data."), Name: name, File: file, Line: rule.Location.Row}
			if t.Failure, err = r.run(ctx, file, ref); err != nil {
				return nil, nil, err
			}
			results = append(results, t)
		}
	}
	return results, r.reached.coverage(rules), nil
}

// ruleFile is how messages call the policy of a rule.
func (f *folder) ruleFile(id string) string { return path.Join(f.Name, id, "rule.rego") }

// readTests parses the tests of a folder.
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

// regoTests runs tests, one after the other.
type regoTests struct {
	compiler *ast.Compiler
	store    storage.Store
	reached  lines
}

// tested is what became of an evaluation, and what it went through.
type tested struct {
	results topdown.QueryResultSet
	failure error
	tracer
}

// run evaluates a test of a file and says why it did not hold; an error is the context's.
func (r *regoTests) run(ctx context.Context, file string, ref ast.Ref) (failure string, err error) {
	t, err := guarded(ctx, oneTest, func(ctx context.Context) (*tested, error) { return r.eval(ctx, ref) })
	if e, ok := errors.AsType[*Error](err); ok && ctx.Err() == nil {
		return e.Message, nil
	}
	if err != nil {
		return "", err
	}
	r.reached.merge(t.reached)
	switch {
	case t.failure != nil:
		if e, ok := errors.AsType[*Error](t.failure); ok && e.File == file {
			return fmt.Sprintf("%s, in line %d", e.Message, e.Line), nil
		}
		return strings.TrimPrefix(t.failure.Error(), "policy "), nil
	case len(t.results) == 0:
		return "does not hold", nil
	}
	if held := t.results[0][ast.Var("held")]; held.Value.Compare(ast.Boolean(true)) != 0 {
		return "is not true but another value", nil
	}
	for _, input := range t.inputs {
		if said := fixture(input.Value); said != "" {
			return said, nil
		}
	}
	return "", nil
}

// eval evaluates a test. It has a tracer of its own, as it may be left behind.
func (r *regoTests) eval(ctx context.Context, ref ast.Ref) (*tested, error) {
	t := &tested{tracer: tracer{reached: lines{}}}
	query := ast.NewBody(ast.Equality.Expr(ast.VarTerm("held"), ast.NewTerm(ref)))
	t.results, t.failure = evaluate(ctx, topdown.NewQuery(query).WithCompiler(r.compiler).WithQueryTracer(&t.tracer), r.store)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return t, nil
}
