package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

func TestTable(t *testing.T) {
	rules := []*rule.Rule{
		{ID: "a/b", Group: "a", Name: "b", Level: problem.Error, Title: "One | two"},
		{ID: "a/c", Group: "a", Name: "c", Level: problem.Note, Title: "Three"},
		{ID: "d/e", Group: "d", Name: "e", Level: problem.Warning, Title: "`f*` and <g>"},
	}
	want := "## a\n\n| Rule | Level | What it reports |\n|---|---|---|\n" +
		"| [`a/b`](b.md) | error | One \\| two |\n" +
		"| [`a/c`](c.md) | note | Three |\n\n" +
		"## d\n\n| Rule | Level | What it reports |\n|---|---|---|\n" +
		"| [`d/e`](e.md) | warning | `f*` and `<g>` |\n"
	got := Table(rules, func(r *rule.Rule) string { return r.Name + ".md" })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestRuleWithoutExamples(t *testing.T) {
	for name, test := range map[string]struct {
		rule rule.Rule
		want string
	}{
		"everything set": {
			rule.Rule{
				ID: "own/rule", Group: "own", Name: "rule", Level: problem.Warning, Title: "It holds", Description: "So it is.",
				Help: "change it", Since: "0.2.0", Aliases: []string{"old/rule"},
				Sources: []rule.Reference{{Document: "Doc", Heading: "Part [1]", URL: "https://example.com/doc"}},
			},
			"# It holds\n\n`own/rule` · warning · since 0.2.0 · formerly `old/rule` · [all rules](../../README.md)\n\n" +
				"## Why\n\nSo it is.\n\n## What to do\n\nChange it.\n\n## How to suppress\n\n" +
				"On the line of the finding, or alone on a line above it ([more](../../README.md#how-to-suppress-a-finding)):\n\n" +
				"```yaml\n# tenantlint:ignore own/rule -- reason\n```\n\n" +
				"## Sources\n\n- [Doc, Part \\[1\\]](https://example.com/doc)\n",
		},
		"custom rule": {
			rule.Rule{ID: "own/rule", Group: "own", Name: "rule", Level: problem.Note, Title: "It holds", Description: "So it is.", Help: "change it", Dir: "none/own/rule", Abs: "/none"},
			"# It holds\n\n`own/rule` · note\n\n## Why\n\nSo it is.\n\n## What to do\n\nChange it.\n\n## How to suppress\n\n" +
				"On the line of the finding, or alone on a line above it:\n\n```yaml\n# tenantlint:ignore own/rule -- reason\n```\n",
		},
		"not suppressible": {
			rule.Rule{ID: "parse/own", Group: "parse", Name: "own", Level: problem.Error, Title: "It holds", Description: "So it is.", Help: "change it"},
			"# It holds\n\n`parse/own` · error · [all rules](../../README.md)\n\n## Why\n\nSo it is.\n\n## What to do\n\nChange it.\n\n" +
				"## How to suppress\n\nA finding of this rule cannot be suppressed, and the rule cannot be switched off.\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Rule(&test.rule)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExamples(t *testing.T) {
	var b strings.Builder
	examples(&b, "Fails", []policy.Example{
		{Name: "two-of-them", Path: "a/b/fail/two-of-them.yaml", Text: "x: \xfc\n", Findings: "a/b/fail/two-of-them.yaml:1:4: error: no [a/b]\n"},
		{Name: "moved", Path: "a/b/fail/moved.yaml", Before: "x: 1\n", Text: "x: ```\n"},
	})
	want := "\n## Fails\n\n### Two of them\n\n```yaml\nx: \uFFFD\n```\n\nReported:\n\n```text\ntwo-of-them.yaml:1:4: error: no [a/b]\n```\n" +
		"\n### Moved\n\nBefore:\n\n```yaml\nx: 1\n```\n\nAfter:\n\n````yaml\nx: ```\n````\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("examples (-want +got):\n%s", diff)
	}
}
