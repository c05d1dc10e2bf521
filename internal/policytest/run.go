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

// Case is a test and its result.
type Case struct {
	// Suite is the id of the rule, or the package of a Rego test that belongs to no rule.
	Suite string
	// Name is the name of the Rego test, or the path of the manifest below the folder of the rule.
	Name string
	File string
	Line int // 0 for a manifest
	// Failure says why the test failed, possibly in several lines; it is empty if the test passed.
	Failure string
}

// Result is the outcome of testing the custom rules of a set.
type Result struct {
	Cases    []Case
	Coverage []Coverage
	// Updated lists the files with expected findings that were rewritten.
	Updated []string
}

// Failed returns the number of failed cases.
func (r *Result) Failed() int {
	n := 0
	for i := range r.Cases {
		if r.Cases[i].Failure != "" {
			n++
		}
	}
	return n
}

// Run tests the custom rules of a set. If update is set, it writes the findings in a failing manifest to the .txt file
// next to it. A manifest is checked by its own rule and the groups schema and reference only, so that a new rule does
// not break the tests of other rules. An error means that the policies cannot be used.
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
	x := &exampleRunner{ctx: ctx, set: set, update: update, engines: map[bool]*policy.Engine{}, result: result}
	for _, r := range set.CustomRules() {
		if err := x.rule(r); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(result.Cases, func(a, b Case) int { return strings.Compare(a.Suite, b.Suite) })
	result.clean()
	return result, nil
}

// clean removes content of the user's tests and files that must not appear in a log: credentials, escape sequences and
// workflow commands.
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

// exampleRunner compares the findings of the example manifests of rules with the expected ones.
type exampleRunner struct {
	ctx     context.Context //nolint:containedctx // one value for one run
	set     *policy.Set
	update  bool
	engines map[bool]*policy.Engine // keyed by whether a change is evaluated
	result  *Result
}

func (x *exampleRunner) rule(r *rule.Rule) error {
	fail, pass, err := policy.Examples(r)
	if err != nil {
		return err
	}
	if len(fail) == 0 {
		x.add(r, "fail", r.Dir, "no manifest fails; add one to show that the rule finds something")
	}
	if len(pass) == 0 {
		x.add(r, "pass", r.Dir, "no manifest passes; add one to show that the rule permits something")
	}
	for _, e := range fail {
		findings, err := x.evaluate(r, e, "fail")
		if err != nil {
			return err
		}
		failure, err := x.checkFailing(r, e, findings)
		if err != nil {
			return err
		}
		x.add(r, "fail/"+path.Base(e.Path), e.Path, failure)
	}
	for _, e := range pass {
		findings, err := x.evaluate(r, e, "pass")
		if err != nil {
			return err
		}
		failure := ""
		if len(findings) > 0 {
			text, err := concise(findings)
			if err != nil {
				return err
			}
			failure = "has findings, but should have none:\n" + text
		}
		x.add(r, "pass/"+path.Base(e.Path), e.Path, failure)
	}
	return nil
}

func (x *exampleRunner) add(r *rule.Rule, name, file, failure string) {
	x.result.Cases = append(x.result.Cases, Case{Suite: r.ID, Name: name, File: file, Failure: strings.TrimRight(failure, "\n")})
}

// checkFailing returns what is wrong with the findings in a manifest that should fail, or "" if they are as expected.
// If they differ from the .txt file and x.update is set, it rewrites the file.
func (x *exampleRunner) checkFailing(r *rule.Rule, e policy.Example, findings []finding.Finding) (string, error) {
	ruleFindings := slices.DeleteFunc(slices.Clone(findings), func(f finding.Finding) bool { return f.Rule.ID != r.ID })
	otherFindings := slices.DeleteFunc(slices.Clone(findings), func(f finding.Finding) bool { return f.Rule.ID == r.ID })
	got, err := concise(ruleFindings)
	if err != nil {
		return "", err
	}
	switch {
	case len(otherFindings) > 0:
		text, err := concise(otherFindings)
		return "has findings of other rules:\n" + text, err
	case len(ruleFindings) == 0:
		return "has no finding", nil
	case got == e.Findings:
		return "", nil
	case !x.update && e.Findings == "":
		return "has findings, but no .txt file next to it; to write it: --update\n" + got, nil
	case !x.update:
		return "has findings that differ from the .txt file next to it; to update it: --update\n" + lineDiff(e.Findings, got), nil
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

// lineDiff returns a diff of two texts by line: removed lines begin with "- ", added lines with "+ ", and unchanged
// lines with two spaces.
func lineDiff(want, got string) string {
	a, b := slices.Collect(strings.Lines(want)), slices.Collect(strings.Lines(got))
	// common[i][j] is the length of the longest common subsequence of a[i:] and b[j:].
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
	writeLine := func(mark, text string) { out.WriteString(mark + strings.TrimRight(text, "\n") + "\n") }
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			writeLine("  ", a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			writeLine("- ", a[i])
			i++
		default:
			writeLine("+ ", b[j])
			j++
		}
	}
	return out.String()
}

// evaluate checks an example manifest with its rule and the groups schema and reference.
func (x *exampleRunner) evaluate(r *rule.Rule, e policy.Example, folder string) ([]finding.Finding, error) {
	file := filepath.Join(r.Abs, folder, path.Base(e.Path))
	o := lint.Options{Find: source.FindOptions{Dir: r.Abs, Paths: []string{file}, NoContext: true}, Set: x.set}
	if e.Before != "" {
		o.Against = &lint.Against{Name: "before", Files: func(context.Context) ([]*source.File, []string, error) {
			return []*source.File{source.NewFile(e.Path, []byte(e.Before))}, nil, nil
		}}
	}
	isChange := o.Against != nil
	if x.engines[isChange] == nil {
		all := o
		for _, r := range x.set.CustomRules() {
			all.Rules.Only = append(all.Rules.Only, r.ID)
		}
		engine, err := lint.Prepare(all)
		if err != nil {
			return nil, err
		}
		x.engines[isChange] = engine
	}
	o.Engine = x.engines[isChange]
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

// concise returns findings in the concise format, one per line.
func concise(findings []finding.Finding) (string, error) {
	var b bytes.Buffer
	err := report.Concise(&b, &result.Run{Findings: findings}, report.Options{})
	return b.String(), err
}
