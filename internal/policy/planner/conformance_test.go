package planner_test

import (
	"encoding/json"
	"errors"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/test/cases"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/policy/planner"
)

// singleQuery matches a query for the value of one rule.
var singleQuery = regexp.MustCompile(`^(data(?:\.\w+)+) = (\w+)$`)

// TestConformance runs OPA's own test cases as plans, skipping those that package planner rejects.
func TestConformance(t *testing.T) {
	if testing.Short() {
		t.Skip("plans a thousand policies")
	}
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/open-policy-agent/opa").Output()
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	// exceptions contains the cases in which a plan deliberately differs, with the reason.
	exceptions := map[string]string{
		"data/nested integer":   "topdown matches a number with a string key of the data; the facts have no such keys",
		"data/toplevel integer": "as above",
	}
	for _, c := range cases.MustLoad(filepath.Join(strings.TrimSpace(string(dir)), "v1", "test", "cases", "testdata", "v1")).Sorted().Cases {
		query := singleQuery.FindStringSubmatch(c.Query)
		if query == nil || len(c.Modules) == 0 || c.Env != nil {
			continue
		}
		p := planner.Policies{Files: map[string]string{}, Entries: map[string]string{"entry": strings.ReplaceAll(query[1][len("data."):], ".", "/")}, Capabilities: ast.CapabilitiesForThisVersion()}
		for i, m := range c.Modules {
			p.Files["module"+strconv.Itoa(i)+".rego"] = m
		}
		source, err := planner.Plan(t.Context(), p)
		if err != nil {
			continue // generating the project reports what cannot be planned
		}
		if exceptions[c.Note] != "" {
			continue
		}
		ran++
		t.Run(c.Note, func(t *testing.T) {
			checkCase(t, c, query[2], source)
		})
	}
	if ran < 2000 {
		t.Errorf("only %d cases could be planned", ran)
	}
}

func checkCase(t *testing.T, c cases.TestCase, variable string, source *plan.Source) {
	t.Helper()
	code, err := source.Encode()
	if err != nil {
		t.Fatal(err)
	}
	program, err := plan.Open(string(code))
	if err != nil {
		t.Fatal(err)
	}
	input, data := (*ast.Term)(nil), ast.ObjectTerm()
	if c.InputTerm != nil {
		input = ast.MustParseTerm(*c.InputTerm)
	} else if c.Input != nil {
		input = ast.NewTerm(ast.MustInterfaceToValue(*c.Input))
	}
	if c.Data != nil {
		data = ast.NewTerm(ast.MustInterfaceToValue(*c.Data))
	}
	got, err := plan.NewMachine(t.Context(), program, input, data, topdown.NewCancel()).Eval("entry")
	switch {
	case c.WantErrorCode != nil || c.WantError != nil:
		if err == nil {
			t.Errorf("got %v, want error %v %v", got, c.WantErrorCode, c.WantError)
		} else if code := errorCode(t, err); c.WantErrorCode != nil && code != *c.WantErrorCode {
			t.Errorf("got error %s, want %s", code, *c.WantErrorCode)
		}
	case err != nil && !c.StrictError && slices.Contains([]string{topdown.BuiltinErr, topdown.TypeErr}, errorCode(t, err)):
		// The case tests an evaluator that continues after an error of a built-in function.
	case err != nil:
		t.Errorf("got error %v", err)
	case c.WantResult == nil:
	case len(*c.WantResult) == 0:
		if got != nil {
			t.Errorf("got %v, want undefined", got)
		}
	case got == nil:
		t.Errorf("got undefined, want %v", *c.WantResult)
	default:
		want := ast.MustInterfaceToValue((*c.WantResult)[0][variable])
		if viaJSON(t, got.Value).Compare(want) != 0 && !c.SortBindings {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

// viaJSON returns a value after a round trip through JSON, the form in which the cases contain their results.
func viaJSON(t *testing.T, v ast.Value) ast.Value {
	t.Helper()
	plain, err := ast.JSON(v)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(plain)
	if err != nil {
		t.Fatal(err)
	}
	return ast.MustParseTerm(string(text)).Value
}

// errorCode returns the code of an evaluation error.
func errorCode(t *testing.T, err error) string {
	t.Helper()
	var e *topdown.Error
	if !errors.As(err, &e) {
		t.Fatalf("not an evaluation error: %v", err)
	}
	return e.Code
}
