package report_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

func text(t testing.TB, run *report.Run, o report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, run, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSummary(t *testing.T) {
	at := site("«a»: 1\n", "")
	found := func(level problem.Level) finding.Finding {
		return finding.New(problem.Problem{Rule: "a/b", Level: level, Message: problem.Literal("m"), Locations: []problem.Location{at}}, plainRule)
	}
	one, many := report.Totals{Files: 1, Manifests: 1, Tenants: 1, Environments: 1}, report.Totals{Files: 40, Manifests: 42, Tenants: 3, Environments: 61}
	rules := []*rule.Rule{plainRule}
	for name, test := range map[string]struct {
		run  report.Run
		want string
	}{
		"nothing found":  {report.Run{Totals: many, Rules: append(rules, rules...)}, "ok: 42 manifests, 2 rules, no findings\n"},
		"nothing in one": {report.Run{Totals: one, Rules: rules}, "ok: 1 manifest, 1 rule, no findings\n"},
		"one error": {report.Run{Totals: one, Rules: rules, Findings: []finding.Finding{found(problem.Error)}},
			`Checked 1 manifest in 1 file (1 tenant, 1 environment) against 1 rule.
1 error in 1 file.
To read more: tenantlint explain a/b
`},
		"findings left out": {report.Run{Totals: one, Rules: rules, Findings: []finding.Finding{found(problem.Error)},
			Suppressed: make([]finding.Suppressed, 2), Known: make([]finding.Finding, 5)},
			`Checked 1 manifest in 1 file (1 tenant, 1 environment) against 1 rule.
1 error in 1 file (2 suppressed, 5 in the baseline).
To read more: tenantlint explain a/b
`},
		"all of them left out": {report.Run{Totals: one, Rules: rules, Suppressed: make([]finding.Suppressed, 1), Stale: make([]finding.Entry, 1)},
			"ok: 1 manifest, 1 rule, no findings (1 suppressed, 1 stale baseline entry)\n"},
		"a baseline from before": {report.Run{Totals: one, Rules: rules, Stale: make([]finding.Entry, 3)},
			"ok: 1 manifest, 1 rule, no findings (3 stale baseline entries)\n"},
		"all levels": {report.Run{Totals: many, Rules: rules, Findings: []finding.Finding{found(problem.Note), found(problem.Error), found(problem.Warning), found(problem.Error)}},
			`Checked 42 manifests in 40 files (3 tenants, 61 environments) against 1 rule.
2 errors, 1 warning, 1 note in 1 file.
To read more: tenantlint explain a/b
`},
	} {
		t.Run(name, func(t *testing.T) {
			got := text(t, &test.run, report.Options{})
			if i := strings.LastIndex(got, "\n\n"); i >= 0 {
				got = got[i+2:]
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// paintCode is what the report writes for colours and links, and nothing more.
var paintCode = regexp.MustCompile("\x1b\\[[0-9;]*m|\x1b\\]8;;[!-~]*\x1b\\\\")

// Colour and links add nothing to the words.
func TestColor(t *testing.T) {
	plain := text(t, reporttest.Run(), report.Options{})
	painted := text(t, reporttest.Run(), report.Options{Color: true, Hyperlinks: true})
	if painted == plain {
		t.Error("there is no colour")
	}
	if diff := cmp.Diff(plain, paintCode.ReplaceAllString(painted, "")); diff != "" {
		t.Errorf("the words differ (-plain +painted):\n%s", diff)
	}
}

// hostile is a run in which every string comes from outside.
func hostile(s string, start, end int) *report.Run {
	file := source.NewFile(s, []byte(s))
	r := &rule.Rule{ID: s, Group: s, Name: s, Sources: []rule.Reference{{Document: s}}}
	at := problem.Location{File: file, Span: source.Span{Start: start, End: end}, Label: problem.Literal(s), Object: s}
	f := finding.New(problem.Problem{Rule: s, Level: problem.Error, Message: problem.Say(`value "{value}" is {words} of "{list}"`, problem.Args{"value": s, "words": s, "list": []string{s, s}}), Locations: []problem.Location{at, at}, Related: []problem.Location{at}, Notes: []problem.Text{problem.Literal(s)}, Help: problem.Literal(s)}, r)
	return &report.Run{Findings: []finding.Finding{f}, Rules: []*rule.Rule{r}}
}

// checkHarmless fails if a terminal or the runner of a job would obey anything in a report.
func checkHarmless(t *testing.T, got string) {
	t.Helper()
	got = paintCode.ReplaceAllString(got, "")
	for line := range strings.SplitSeq(got, "\n") {
		if trimmed := strings.TrimLeft(line, " "); strings.HasPrefix(trimmed, "::") && !strings.HasPrefix(trimmed, "::: ") {
			t.Errorf("a line begins with a command: %q", line)
		}
		if lower := strings.ToLower(line); strings.Contains(lower, "##vso[") || strings.Contains(line, "##[") {
			t.Errorf("a line holds a command: %q", line)
		}
		for _, r := range line {
			if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
				t.Errorf("a line holds %U: %q", r, line)
			}
		}
	}
	if !utf8.ValidString(got) {
		t.Errorf("the report is not UTF-8: %q", got)
	}
}

func TestHarmless(t *testing.T) {
	for _, s := range []string{
		"::error::x", " ::error::x", "\n::error::x", "\r::error::x", "x\n##[error]y", "##VSO[task.complete]", "##[group]",
		"\x1b]8;;https://example.com\x1b\\x", "\x9b31m", "\u202e\u2066\u200b", "a\x00b\x07", "\xff\xfe",
	} {
		run := hostile(s, 0, len(s))
		for _, o := range []report.Options{{}, {Color: true, Hyperlinks: true}} {
			checkHarmless(t, text(t, run, o))
		}
		var b bytes.Buffer
		if err := report.Concise(&b, run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		checkHarmless(t, b.String())
		if n := strings.Count(b.String(), "\n"); n != 1 {
			t.Errorf("%q takes %d lines", s, n)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("a: 1\n", 0, 1, 80)
	f.Add("::error::\x1b[31m\u202e", 0, 3, 0)
	f.Add("\uFEFF東京\t: \r\r\n##vso[x]\xff", 3, 30, 10)
	f.Add("a:\n  - b: {\n    c: 👩🏽\u200d💻\n", 9, 25, 30)
	f.Fuzz(func(t *testing.T, s string, start, end, width int) {
		run := hostile(s, start, end)
		checkHarmless(t, text(t, run, report.Options{Width: max(0, width)}))
		checkHarmless(t, text(t, run, report.Options{Width: max(0, width), Color: true, Hyperlinks: true}))
		var b bytes.Buffer
		if err := report.Concise(&b, run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		checkHarmless(t, b.String())
		if err := report.JSON(&b, run, report.Options{}); err != nil {
			t.Fatal(err)
		}
	})
}
