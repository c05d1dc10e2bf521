package report_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

func markdown(t *testing.T, run *result.Run) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Markdown(&b, run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// messageCells returns the last cells of the table row for a message about the first line of a.yaml.
func messageCells(t *testing.T, rule *rule.Rule, message problem.Text) string {
	t.Helper()
	run := &result.Run{Findings: []finding.Finding{finding.New(problem.Problem{Level: problem.Error, Message: message, Locations: []problem.Location{loc("«a»: 1\n", "")}}, rule)}}
	for line := range strings.Lines(markdown(t, run)) {
		if cells, ok := strings.CutPrefix(line, "| 1 | error | "); ok {
			return strings.TrimSuffix(cells, " |\n")
		}
	}
	t.Fatal("the report has no row")
	return ""
}

func TestMarkdownMessage(t *testing.T) {
	const rule = "[`a/b`](https://github.com/tenantlint/tenantlint/blob/main/policies/a/b/README.md) | "
	for _, test := range []struct {
		template string
		values   problem.Args // nil for a literal
		want     string
	}{
		{`domain "{a}" is federated with {b} tenants`, problem.Args{"a": "contoso.com", "b": "2"}, "domain `contoso.com` is federated with 2 tenants"},
		{`the value "{a}" (in 2 files) isn't cross-tenant; ok?`, problem.Args{"a": ""}, "the value `\"\"` (in 2 files) isn't cross-tenant; ok?"},
		{`user "{a}" and "{b}"`, problem.Args{"a": "@ada", "b": "![x](y)"}, "user `@ada` and `![x](y)`"},
		{`targets "{a}"`, problem.Args{"a": []string{"x", "y"}}, "targets `x`, `y`"},
		{`"{a}" -> "{b}"`, problem.Args{"a": "x", "b": "y"}, "`x` `->` `y`"},
		{`a {b} of {a}`, problem.Args{"a": "@ada", "b": "<b>"}, "a `<b>` of `@ada`"},
		{`a "{b}" d`, problem.Args{"b": "b|c"}, "a `b\\x7cc` d"},
		{`a "{b}" d`, problem.Args{"b": `\|` + "`"}, "a `` \\\\\\x7c` `` d"},
		{`a "{b}"`, problem.Args{"b": "b\nc\"d\""}, "a `b\\nc\"d\"`"},
		{"@ada, see www.example.com", nil, "`@ada, see www.example.com`"},
		{"uses 110% of #7", nil, "`uses 110% of #7`"},
		{"commit 1234567 is GH-7", nil, "`commit 1234567 is GH-7`"},
		{"<b>bold</b> and *it*", nil, "`<b>bold</b> and *it*`"},
		{"tick `` tick", nil, "```tick `` tick```"},
		{`a "x" b`, nil, "`a \"x\" b`"},
		{"a\nb", nil, "`a\\x0ab`"},
		{"hidden\u3164 letter", nil, "`hidden<U+3164> letter`"},
		{"größe fehlt", nil, "größe fehlt"},
	} {
		if got := messageCells(t, plainRule, problem.Say(test.template, test.values)); got != rule+test.want {
			t.Errorf("%q is written as %q, want %q", test.template, got, rule+test.want)
		}
	}
}

// A rule is a link to its page, unless the URL contains characters that could end the link.
func TestMarkdownRule(t *testing.T) {
	for url, want := range map[string]string{
		"https://policies.example.com/x?y=1#z": "[`own/x`](https://policies.example.com/x?y=1#z) | m",
		"https://example.com/a)b":              "`own/x` | m",
		"https://example.com/a|b":              "`own/x` | m",
		"javascript:alert":                     "`own/x` | m",
	} {
		if got := messageCells(t, &rule.Rule{ID: "own/x", URL: url}, problem.Literal("m")); got != want {
			t.Errorf("rule with URL %q is written as %q, want %q", url, got, want)
		}
	}
}

// A report that would be too long for a job summary is cut, with a note about it.
func TestMarkdownLimit(t *testing.T) {
	const n = 20000
	file := source.NewFile("a.yaml", []byte(strings.Repeat("name: contoso\n", n)))
	run := &result.Run{}
	for i := range n {
		run.Findings = append(run.Findings, finding.New(problem.Problem{Level: problem.Error, Message: problem.Literal(fmt.Sprintf("m %d", i)), Locations: []problem.Location{
			{File: file, Span: source.Span{Start: 14 * i, End: 14*i + 4}},
		}}, plainRule))
	}
	got := markdown(t, run)
	rows := strings.Count(got, "\n| ") - 2 // without the head of the table
	if want := fmt.Sprintf("\nOmitted for size: %d more locations; the text report lists all.\n", n-rows); !strings.HasSuffix(got, want) {
		t.Errorf("%d rows, and the report ends with %q", rows, got[max(0, len(got)-200):])
	}
	if len(got) > 65_536 || rows < 500 || strings.Contains(got, "<details>") {
		t.Errorf("%d bytes, %d rows", len(got), rows)
	}
}

// Findings of the same kind share a row, and tables take precedence over details.
func TestMarkdownCollapse(t *testing.T) {
	run := sameKindRun(200)
	got := markdown(t, run)
	if n := strings.Count(got, "\n| 1 | error |"); n != 1 || !strings.Contains(got, "| key `k0` is unknown, and 199 more like this |\n") {
		t.Errorf("%d rows:\n%s", n, got)
	}
	if n := strings.Count(got, "<details>"); n == 0 || n > 11 {
		t.Errorf("%d findings are reported in full", n)
	}
}

// replaceCode replaces the code spans of a line by C. As in CommonMark (6.1), a span is delimited by two runs of backticks of the
// same length.
func replaceCode(line string) string {
	ticks := regexp.MustCompile("`+")
	var out strings.Builder
	for {
		open := ticks.FindStringIndex(line)
		if open == nil {
			return out.String() + line
		}
		run, rest := line[open[0]:open[1]], line[open[1]:]
		end := -1
		for _, at := range ticks.FindAllStringIndex(rest, -1) {
			if at[1]-at[0] == len(run) {
				end = at[1]
				break
			}
		}
		if end < 0 {
			return out.String() + line
		}
		out.WriteString(line[:open[0]] + "C")
		line = rest[end:]
	}
}

// allowedLine matches the lines that a report may contain outside of code.
var allowedLine = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`\*\*tenantlint:\*\* [a-z0-9 ,;]+`,
	`### C`,
	`\| Line \| Level \| Rule \| Finding \|`,
	`\| ---: \| --- \| --- \| --- \|`,
	`\| \d+ \| error \| (?:C|\[C\]\(https://github\.com/tenantlint/tenantlint/blob/main/policies/[A-Za-z0-9._~%&=+:@$-]+/[A-Za-z0-9._~%&=+:@$-]+/README\.md\)) \| [\pL\d ',;:.?()-]* \|`,
	`<details><summary>line \d+: <code>[^<>]*</code></summary>`,
	`</details>`,
}, "|") + `)?$`)

// checkMarkdown fails if text from the input is outside of code.
func checkMarkdown(t *testing.T, got string) {
	t.Helper()
	fence := ""
	for line := range strings.SplitSeq(got, "\n") {
		switch ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]; {
		case fence == "" && len(ticks) >= 3 && line == ticks+"text":
			fence = ticks
		case fence == "":
			if rest := replaceCode(line); !allowedLine.MatchString(rest) {
				t.Errorf("%q outside of code in %q", rest, line)
			}
			if bars := strings.Count(line, "|"); strings.HasPrefix(line, "|") && bars != 5 {
				t.Errorf("%d bars in %q", bars, line)
			}
		case strings.TrimLeft(line, " `") == "" && strings.Contains(line, fence):
			fence = ""
		}
	}
	if fence != "" {
		t.Errorf("unterminated code block: %q", got)
	}
}

// FuzzMarkdown checks that the strings of a run stay in code.
func FuzzMarkdown(f *testing.F) {
	f.Add("a: 1\n", 0, 1)
	f.Add("```\n</details>\n@ada", 4, 9)
	f.Add("x | y \\| `z`` | <script>", 0, 3)
	f.Add("\"![a](b)\"\"www.example.com\" #1", 1, 30)
	f.Add("````text\n\n~~~\n    \n", 0, 12)
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		got := markdown(t, hostile(s, start, end))
		checkHarmless(t, got)
		checkMarkdown(t, got)
	})
}
