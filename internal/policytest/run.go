// Package policytest tests custom policies: it runs their Rego tests, and compares the findings of their example
// manifests with the expected ones.
package policytest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Case is one test and what became of it.
type Case struct {
	// Suite is the id of the rule, or the package of a Rego test that is about none.
	Suite string
	// Name is that of the Rego test, or the path of the manifest below the folder of the rule.
	Name string
	File string
	Line int // 0 for a manifest
	// Failure says what is wrong, perhaps in several lines; it is empty where nothing is.
	Failure string
}

// Result is what the tests of some folders gave.
type Result struct {
	Cases    []Case
	Coverage []Coverage
	// Updated are the files that hold other findings now.
	Updated []string
}

// Failed counts the cases that failed.
func (r *Result) Failed() int {
	n := 0
	for i := range r.Cases {
		if r.Cases[i].Failure != "" {
			n++
		}
	}
	return n
}

// Run tests the rules of a set that the user wrote. Update writes what is found in a failing manifest to the .txt
// file next to it. A manifest is checked by its rule and by those of the schema and of references, so that a rule that
// is new does not break the tests of the others. An error means that the policies cannot be used.
func Run(ctx context.Context, set *policy.Set, update bool) (*Result, error) {
	if err := set.Check(); err != nil {
		return nil, err
	}
	tests, coverage, err := runRego(ctx, set)
	if err != nil {
		return nil, err
	}
	result := &Result{Coverage: coverage}
	for _, t := range tests {
		suite := t.pkg
		for _, r := range set.CustomRules() {
			if path.Dir(t.file) == r.Dir {
				suite = r.ID
			}
		}
		result.Cases = append(result.Cases, Case{Suite: suite, Name: t.name, File: t.file, Line: t.line, Failure: t.failure})
	}
	x := &examples{ctx: ctx, set: set, update: update, engines: map[bool]*policy.Engine{}, result: result}
	for _, r := range set.CustomRules() {
		if err := x.rule(r); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(result.Cases, func(a, b Case) int { return strings.Compare(a.Suite, b.Suite) })
	result.clean()
	return result, nil
}

// clean removes from a result what a log must not show of the tests and files of a user: credentials, escape sequences
// and workflow commands.
func (r *Result) clean() {
	clean := func(text *string) { *text = strings.TrimSuffix(harmless.Lines(secret.Redact(*text)), "\n") }
	for i := range r.Cases {
		c := &r.Cases[i]
		for _, text := range []*string{&c.Suite, &c.Name, &c.File, &c.Failure} {
			clean(text)
		}
	}
	for i := range r.Coverage {
		clean(&r.Coverage[i].File)
	}
	for i := range r.Updated {
		clean(&r.Updated[i])
	}
}

// examples compares the findings of the example manifests of rules with the expected ones.
type examples struct {
	ctx     context.Context //nolint:containedctx // one value for one run
	set     *policy.Set
	update  bool
	engines map[bool]*policy.Engine // by whether they evaluate a change
	result  *Result
}

func (x *examples) rule(r *rule.Rule) error {
	fail, pass, err := policy.Examples(r)
	if err != nil {
		return err
	}
	if len(fail) == 0 {
		x.add(r, "fail", r.Dir, "there is not a manifest that fails; without one nobody sees that the rule finds anything")
	}
	if len(pass) == 0 {
		x.add(r, "pass", r.Dir, "there is not a manifest that passes; without one nobody sees that the rule permits anything")
	}
	for _, e := range fail {
		found, err := x.evaluate(r, e, "fail")
		if err != nil {
			return err
		}
		failure, err := x.failing(r, e, found)
		if err != nil {
			return err
		}
		x.add(r, "fail/"+path.Base(e.Path), e.Path, failure)
	}
	for _, e := range pass {
		found, err := x.evaluate(r, e, "pass")
		if err != nil {
			return err
		}
		failure := ""
		if len(found) > 0 {
			text, err := concise(found)
			if err != nil {
				return err
			}
			failure = "has findings, and should have none:\n" + text
		}
		x.add(r, "pass/"+path.Base(e.Path), e.Path, failure)
	}
	return nil
}

func (x *examples) add(r *rule.Rule, name, file, failure string) {
	x.result.Cases = append(x.result.Cases, Case{Suite: r.ID, Name: name, File: file, Failure: strings.TrimRight(failure, "\n")})
}

// failing says what is wrong with the findings of a manifest that should fail.
func (x *examples) failing(r *rule.Rule, e policy.Example, found []finding.Finding) (string, error) {
	ofRule := slices.DeleteFunc(slices.Clone(found), func(f finding.Finding) bool { return f.Rule.ID != r.ID })
	others := slices.DeleteFunc(slices.Clone(found), func(f finding.Finding) bool { return f.Rule.ID == r.ID })
	got, err := concise(ofRule)
	if err != nil {
		return "", err
	}
	switch {
	case len(others) > 0:
		text, err := concise(others)
		return "has findings that are not of the rule:\n" + text, err
	case len(ofRule) == 0:
		return "has no finding", nil
	case got == e.Findings:
		return "", nil
	case !x.update && e.Findings == "":
		return "has findings that no .txt file beside it holds; to write it: --update\n" + got, nil
	case !x.update:
		return "has other findings than the .txt file beside it; to write them there: --update\n" + compared(e.Findings, got), nil
	}
	name := e.Name + ".txt"
	//nolint:gosec // less the user's mask, as for any new file
	if err := os.WriteFile(
		filepath.Join(r.Abs, "fail", name),
		[]byte(got),
		0o666,
	); err != nil {
		return "", fmt.Errorf("%q cannot be written: %w", path.Join(r.Dir, "fail", name), err)
	}
	x.result.Updated = append(x.result.Updated, path.Join(r.Dir, "fail", name))
	return "", nil
}

// compared shows how the lines of one text become those of another: lines that go with "- ", lines that come
// with "+ ", and between them those that stay.
func compared(want, got string) string {
	a, b := slices.Collect(strings.Lines(want)), slices.Collect(strings.Lines(got))
	// common[i][j] is the most lines that a[i:] and b[j:] have in common, in their order.
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i, v := range slices.Backward(a) {
		for j := len(b) - 1; j >= 0; j-- {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); v == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	var out strings.Builder
	line := func(mark, text string) { out.WriteString(mark + strings.TrimRight(text, "\n") + "\n") }
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			line("  ", a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			line("- ", a[i])
			i++
		default:
			line("+ ", b[j])
			j++
		}
	}
	return out.String()
}

// evaluate runs the rules over a manifest.
func (x *examples) evaluate(r *rule.Rule, e policy.Example, folder string) ([]finding.Finding, error) {
	file := filepath.Join(r.Abs, folder, path.Base(e.Path))
	o := lint.Options{Find: source.FindOptions{Dir: r.Abs, Paths: []string{file}, NoContext: true}, Set: x.set}
	if e.Before != "" {
		o.Against = &lint.Against{Name: "before", Files: func(context.Context) ([]*source.File, []string, error) {
			return []*source.File{source.NewFile(e.Path, []byte(e.Before))}, nil, nil
		}}
	}
	change := o.Against != nil
	if x.engines[change] == nil {
		all := o
		for _, r := range x.set.CustomRules() {
			all.Rules.Only = append(all.Rules.Only, r.ID)
		}
		engine, err := lint.Prepare(all)
		if err != nil {
			return nil, err
		}
		x.engines[change] = engine
	}
	o.Engine = x.engines[change]
	o.Rules.Only = []string{r.ID, "schema", "reference"}
	result, err := lint.Run(x.ctx, o)
	if err != nil {
		return nil, err
	}
	name := path.Join(r.ID, folder, path.Base(e.Path))
	for _, f := range result.Run.Findings {
		for _, loc := range f.Locations {
			loc.File.Path = name
		}
		for _, loc := range f.Related {
			loc.File.Path = name
		}
	}
	return result.Run.Findings, nil
}

// concise writes findings one per line.
func concise(found []finding.Finding) (string, error) {
	var b bytes.Buffer
	err := report.Concise(&b, &result.Run{Findings: found}, report.Options{})
	return b.String(), err
}
