package policytest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy"
)

// regoTest is a rule test_… in a file …_test.rego, and its result.
type regoTest struct {
	// name is the name of the rule; pkg is its package without "data.".
	pkg, name string
	file      string
	line      int
	// failure says why the test failed; it is empty if the test passed.
	failure string
}

// runRego runs the Rego tests of the user's folders, and returns the tests ordered by location and the coverage of the
// policies. An error means that a test cannot be used; it contains a *policy.Error for each mistake.
func runRego(ctx context.Context, set *policy.Set) ([]regoTest, []Coverage, error) {
	program, err := set.Program(ctx)
	if err != nil {
		return nil, nil, err
	}
	reached := lines{}
	var results []regoTest
	for _, file := range slices.Sorted(maps.Keys(program.Tests)) {
		m := program.Tests[file]
		for _, r := range m.Rules {
			name := strings.TrimPrefix(r.Head.Ref()[0].String(), "data.")
			if !strings.HasPrefix(name, "test_") || slices.ContainsFunc(results, func(t regoTest) bool { return t.file == file && t.name == name }) {
				continue
			}
			t := regoTest{pkg: strings.TrimPrefix(m.Package.Path.String(), "data."), name: name, file: file, line: r.Location.Row}
			trace := &tracer{reached: lines{}}
			value, err := program.Eval(ctx, m.Package.Path.Append(ast.StringTerm(name)), trace)
			if err != nil && ctx.Err() != nil {
				return nil, nil, err
			}
			if t.failure = failure(file, value, err); err == nil {
				reached.merge(trace.reached)
			}
			for _, input := range trace.inputs {
				if err != nil || t.failure != "" {
					break
				}
				t.failure = unknownInputField(input.Value)
			}
			results = append(results, t)
		}
	}
	return results, reached.coverage(set.Modules()), nil
}

// failure returns why a test in a file failed, or "" if it passed.
func failure(file string, value ast.Value, err error) string {
	e, ok := errors.AsType[*policy.Error](err)
	switch {
	case ok && e.File == "":
		return e.Message
	case ok && e.File == file:
		return fmt.Sprintf("%s, in line %d", e.Message, e.Line)
	case err != nil:
		return strings.TrimPrefix(err.Error(), "policy ")
	case value == nil:
		return "does not hold"
	case value.Compare(ast.Boolean(true)) != 0:
		return "has a value other than true"
	}
	return ""
}
