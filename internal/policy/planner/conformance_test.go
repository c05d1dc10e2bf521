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

// singleQuery is a query for one rule.
var singleQuery = regexp.MustCompile(`^(data(?:\.\w+)+) = (\w+)$`)

// TestConformance checks plans against OPA's own cases, as far as package plan knows their statements and functions.
func TestConformance(t *testing.T) {
	if testing.Short() {
		t.Skip("plans a thousand policies")
	}
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/open-policy-agent/opa").Output()
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	// except are the cases that a plan does not hold, with why that is as it should be.
	except := map[string]string{
		"data/nested integer":   "topdown takes a number for a key of the data that is a text; the facts have no such keys",
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
			continue // what cannot be planned is refused when the project is generated
		}
		if except[c.Note] != "" {
			continue
		}
		ran++
		t.Run(c.Note, func(t *testing.T) {
			conform(t, c, query[2], source)
		})
	}
	if ran < 2000 {
		t.Errorf("only %d cases can be planned", ran)
	}
}

func conform(t *testing.T, c cases.TestCase, variable string, source *plan.Source) {
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
			t.Errorf("gives %v, not an error %v %v", got, c.WantErrorCode, c.WantError)
		} else if code := codeOf(t, err); c.WantErrorCode != nil && code != *c.WantErrorCode {
			t.Errorf("error %s, not %s", code, *c.WantErrorCode)
		}
	case err != nil && !c.StrictError && slices.Contains([]string{topdown.BuiltinErr, topdown.TypeErr}, codeOf(t, err)):
		// The case is about an evaluator that goes on behind an error of a built-in function.
	case err != nil:
		t.Errorf("error %v", err)
	case c.WantResult == nil:
	case len(*c.WantResult) == 0:
		if got != nil {
			t.Errorf("gives %v, not nothing", got)
		}
	case got == nil:
		t.Errorf("gives nothing, not %v", *c.WantResult)
	default:
		want := ast.MustInterfaceToValue((*c.WantResult)[0][variable])
		if same(t, got.Value).Compare(want) != 0 && !c.SortBindings {
			t.Errorf("gives %v, not %v", got, want)
		}
	}
}

// same returns a value as the cases have it: as JSON.
func same(t *testing.T, v ast.Value) ast.Value {
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

// codeOf returns the code of an error of an evaluation.
func codeOf(t *testing.T, err error) string {
	t.Helper()
	var e *topdown.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v is none of an evaluation", err)
	}
	return e.Code
}
