package report_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

func text(t testing.TB, run *result.Run, o report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, run, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSummary(t *testing.T) {
	at := loc("«a»: 1\n", "")
	found := func(level problem.Level) finding.Finding {
		return finding.New(problem.Problem{Rule: "a/b", Level: level, Message: problem.Literal("m"), Locations: []problem.Location{at}}, plainRule)
	}
	small, large := result.Totals{Files: 1, Manifests: 1, Tenants: 1, Environments: 1}, result.Totals{Files: 40, Manifests: 42, Tenants: 3, Environments: 61}
	rules := []*rule.Rule{plainRule}
	for name, test := range map[string]struct {
		run  result.Run
		want string
	}{
		"no findings":  {result.Run{Totals: large, Rules: append(rules, rules...)}, "ok: 42 manifests, 2 rules, no findings\n"},
		"one manifest": {result.Run{Totals: small, Rules: rules}, "ok: 1 manifest, 1 rule, no findings\n"},
		"one error": {
			result.Run{Totals: small, Rules: rules, Findings: []finding.Finding{found(problem.Error)}},
			`Checked 1 manifest in 1 file (1 tenant, 1 environment) against 1 rule.
1 error in 1 file.
Learn more: tenantlint explain a/b
`,
		},
		"some findings accepted": {
			result.Run{
				Totals: small, Rules: rules, Findings: []finding.Finding{found(problem.Error)},
				Suppressed: make([]finding.Suppressed, 2), Known: make([]finding.Finding, 5),
			},
			`Checked 1 manifest in 1 file (1 tenant, 1 environment) against 1 rule.
1 error in 1 file (2 suppressed, 5 in the baseline).
Learn more: tenantlint explain a/b
`,
		},
		"all findings accepted": {
			result.Run{Totals: small, Rules: rules, Suppressed: make([]finding.Suppressed, 1), Stale: make([]finding.Entry, 1)},
			"ok: 1 manifest, 1 rule, no findings (1 suppressed, 1 stale baseline entry)\n",
		},
		"stale baseline": {
			result.Run{Totals: small, Rules: rules, Stale: make([]finding.Entry, 3)},
			"ok: 1 manifest, 1 rule, no findings (3 stale baseline entries)\n",
		},
		"all levels": {
			result.Run{Totals: large, Rules: rules, Findings: []finding.Finding{found(problem.Note), found(problem.Error), found(problem.Warning), found(problem.Error)}},
			`Checked 42 manifests in 40 files (3 tenants, 61 environments) against 1 rule.
2 errors, 1 warning, 1 note in 1 file.
Learn more: tenantlint explain a/b
`,
		},
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

// escapeSequence matches the escape sequences that the report writes for colors and links.
var escapeSequence = regexp.MustCompile("\x1b\\[[0-9;]*m|\x1b\\]8;;[\\x21-\\x7e]*\x1b\\\\")

// Colors and links do not change the text.
func TestColor(t *testing.T) {
	plain := text(t, reporttest.Run(), report.Options{})
	colored := text(t, reporttest.Run(), report.Options{Color: true, Hyperlinks: true})
	if colored == plain {
		t.Error("the report has no colors")
	}
	if diff := cmp.Diff(plain, escapeSequence.ReplaceAllString(colored, "")); diff != "" {
		t.Errorf("the text differs (-plain +colored):\n%s", diff)
	}
}

// hostile returns a run in which every string is untrusted input.
func hostile(s string, start, end int) *result.Run {
	name := s
	if strings.Trim(name, "./ ") == "" { // not a possible name of a file or rule
		name += "a"
	}
	file := source.NewFile(name, []byte(s))
	r := &rule.Rule{ID: name, Group: name, Name: name, Sources: []rule.Reference{{Document: s}}}
	at := problem.Location{File: file, Span: source.Span{Start: start, End: end}, Label: problem.Literal(s), Object: s}
	f := finding.New(problem.Problem{Rule: name, Level: problem.Error, Message: problem.Say(`value "{value}" is {words} of "{list}"`, problem.Args{"value": s, "words": s, "list": []string{s, s}}), Locations: []problem.Location{at, at}, Related: []problem.Location{at}, Notes: []problem.Text{problem.Literal(s)}, Help: problem.Literal(s)}, r)
	return &result.Run{Findings: []finding.Finding{f}, Rules: []*rule.Rule{r}}
}

// checkHarmless fails if a report contains anything that a terminal or CI runner would interpret.
func checkHarmless(t *testing.T, got string) {
	t.Helper()
	got = escapeSequence.ReplaceAllString(got, "")
	for line := range strings.SplitSeq(got, "\n") {
		// The arrow of a second file starts with two colons, too; the runner reads it as the command ":".
		if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "::") && !strings.HasPrefix(trimmed, "::: ") {
			t.Errorf("line %q starts with a command", line)
		} else if c, ok := parseCommand(line); ok && c.name != ":" {
			t.Errorf("line %q is the command %q", line, c.name)
		}
		if lower := strings.ToLower(line); strings.Contains(lower, "##vso[") || strings.Contains(line, "##[") {
			t.Errorf("line %q contains a command", line)
		}
		for _, r := range line {
			if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
				t.Errorf("line %q contains %U", line, r)
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
			t.Errorf("%q: got %d lines, want 1", s, n)
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

// sameKindRun returns a run with n findings of the same kind about different keys in the first line of a file, and one
// finding of another rule.
func sameKindRun(n int) *result.Run {
	file := source.NewFile("a.yaml", []byte("name: contoso\n"))
	run := &result.Run{Totals: result.Totals{Manifests: 1, Files: 1}, Rules: rule.Catalog{plainRule}}
	for i := range n {
		run.Findings = append(run.Findings, finding.New(problem.Problem{
			Level: problem.Error, Message: problem.Say(`key "{key}" is unknown`, problem.Args{"key": fmt.Sprint("k", i)}),
			Locations: []problem.Location{{File: file, Span: source.Span{Start: 0, End: 4}}}, Fix: &problem.Fix{File: file},
		}, plainRule))
	}
	other := &rule.Rule{ID: "c/d", Level: problem.Warning}
	run.Findings = append(run.Findings, finding.New(problem.Problem{Message: problem.Literal("another"), Locations: []problem.Location{{File: file}}}, other))
	return run
}

// If a file has more than ten findings of the same kind, three are shown, unless all are requested.
func TestTextCollapse(t *testing.T) {
	for _, test := range []struct {
		n, shown int
		all      bool
		more     string
	}{
		{10, 10, false, ""},
		{11, 3, false, "... and 8 more like this of a/b in a.yaml; --all shows each\n"},
		{11, 11, true, ""},
	} {
		var b bytes.Buffer
		if err := report.Text(&b, sameKindRun(test.n), report.Options{All: test.all}); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "error[a/b]"); n != test.shown {
			t.Errorf("%d of %d findings are shown, want %d", n, test.n, test.shown)
		}
		if strings.Contains(b.String(), "more like this") != (test.more != "") || !strings.Contains(b.String(), test.more) {
			t.Errorf("report of %d findings:\n%s\nwant text %q", test.n, b.String(), test.more)
		}
	}
}

// The closing lines count findings by rule, report what was not checked, and mention a rule with an error.
func TestTextClosingLines(t *testing.T) {
	run := sameKindRun(11)
	slices.Reverse(run.Findings)
	run.Unchecked.Rules = rule.Catalog{plainRule}
	run.Unchecked.Fields = []result.UnknownField{{Name: "a"}}
	for _, test := range []struct {
		statistics bool
		want       string
	}{
		{false, "\n\n  11  error    a/b  11 fixable\n   1  warning  c/d\n\n" +
			"Checked 1 manifest in 1 file (0 tenants, 0 environments) against 1 rule (1 had nothing to check); 1 field unknown.\n" +
			"11 errors, 1 warning in 1 file.\nLearn more: tenantlint explain a/b\n"},
		{true, "  11  error    a/b  11 fixable\n   1  warning  c/d\n\n11 errors, 1 warning in 1 file.\n"},
	} {
		var b bytes.Buffer
		if err := report.Text(&b, run, report.Options{Statistics: test.statistics}); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); !strings.HasSuffix(got, test.want) {
			t.Errorf("the report ends with\n%s\nwant\n%s", got[max(0, len(got)-400):], test.want)
		}
	}
	var b bytes.Buffer
	run.Findings = nil
	if err := report.Text(&b, run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if want := "ok: 1 manifest, 1 rule (1 had nothing to check), no findings; 1 field unknown\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}
