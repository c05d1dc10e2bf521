package policy

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// TestAnswers checks that the answers for all shards of a topology yield the same problems as a local evaluation, for
// server responses and for the output of "opa eval", and that each shard must be given exactly once.
func TestAnswers(t *testing.T) {
	top := generate(gen.Plan{Environments: 20, Federated: 1, Mistakes: 1, Conflicts: 1, ConflictSize: 2, Seed: 1})
	e, err := New(Options{Rules: Rules()})
	if err != nil {
		t.Fatal(err)
	}
	server, err := New(Options{Rules: Rules()})
	if err != nil {
		t.Fatal(err)
	}
	compiler := mustLink(t, server)
	const shards = 3
	texts := make([]string, shards)
	for i := range shards {
		input, findings := ast.NewTerm(top.Input(i, shards)), []map[string]any{}
		for _, q := range server.queries(compiler) {
			results, err := runQuery(t.Context(), topdown.NewQuery(q.body).WithCompiler(compiler).WithInput(input), server.store())
			if err != nil {
				t.Fatal(err)
			}
			for _, term := range results[0][findingsVar].Value.(ast.Set).Slice() {
				finding, err := ast.JSON(term.Value)
				if err != nil {
					t.Fatal(err)
				}
				findings = append(findings, map[string]any{"rule": q.rule, "finding": finding})
			}
		}
		value, err := json.Marshal(map[string]any{"policies": "p", "shard": Shard{i + 1, shards, "m"}, "findings": findings})
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = fmt.Sprintf(`{"result": %s}`, value)
		if i == 1 {
			texts[i] = fmt.Sprintf(`{"result": [{"expressions": [{"value": %s}]}]}`, value)
		}
	}
	readAll := func(indexes ...int) *Answers {
		a := &Answers{Policies: "p"}
		for _, i := range indexes {
			all, err := ReadAnswers(fmt.Sprintf("%d.json", i), []byte(texts[i]))
			if err != nil {
				t.Fatal(err)
			}
			a.All = append(a.All, all...)
		}
		return a
	}
	want, err := e.Eval(t.Context(), top, 1)
	if err != nil {
		t.Fatal(err)
	}
	got, err := readAll(2, 0, 1).Problems(top, "m")
	if err != nil {
		t.Fatal(err)
	}
	if len(want) == 0 || !slices.Equal(sortedStrings(want), sortedStrings(got)) {
		t.Errorf("found %d problems locally, %d in the answers", len(want), len(got))
	}
	if all, err := ReadAnswers("all.json", []byte(strings.Join(texts, "\n"))); err != nil || len(all) != shards {
		t.Errorf("one file has %d answers, error is %v", len(all), err)
	}
	for _, c := range []struct {
		want      string
		change    func(*Answers)
		manifests string
	}{
		{want: `findings: shard 2 of 3 is missing; add --findings FILE with the answer for: tenantlint input --shard 2/3`, change: func(a *Answers) { a.All = slices.Delete(a.All, 1, 2) }},
		{want: `findings "0.json": shard 1 of 3 is in "0.json" too; use each shard once`, change: func(a *Answers) { a.All = append(a.All, a.All[0]) }},
		{want: `findings "1.json": shard 2 of 4, but "0.json" is one of 3 shards; use the answers of a single split`, change: func(a *Answers) { a.All[1].Shard.Count = 4 }},
		{want: `findings "2.json": there is no shard 4 of 3`, change: func(a *Answers) { a.All[2].Shard.Number = 4 }},
		{want: `findings "0.json": the manifests have changed since; evaluate again: tenantlint input --shard 1/3`, manifests: "n"},
		{
			want:   `findings "0.json": evaluated with other policies; use a bundle made by tenantlint bundle with the same flags and configuration`,
			change: func(a *Answers) { a.Policies = "q" },
		},
	} {
		a := readAll(0, 1, 2)
		if c.change != nil {
			c.change(a)
		}
		if _, err := a.Problems(top, cmp.Or(c.manifests, "m")); err == nil || err.Error() != c.want {
			t.Errorf("error is %v, not %q", err, c.want)
		}
	}
	for _, text := range []string{"", "{}", `{"result": {}}`, `{"result": []}`, `{"result": {"findings": [], "policies": "p"}}`, "findings"} {
		if _, err := ReadAnswers("a.json", []byte(text)); err == nil || err.Error() != `findings "a.json": not an answer of a server for data.tenantlint.answer` {
			t.Errorf("%q: error is %v", text, err)
		}
	}
}

// sortedStrings formats the distinguishing fields of each problem, and sorts the result.
func sortedStrings(problems []problem.Problem) []string {
	var all []string
	for _, p := range problems {
		all = append(all, fmt.Sprint(p.Rule, p.Level, p.Message, p.Help, p.Notes, p.Fix, len(p.Related), p.Locations[0].Span, p.Locations[0].File.Path, len(p.Locations)))
	}
	slices.Sort(all)
	return all
}
