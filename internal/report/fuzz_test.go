package report_test

import (
	"bytes"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// compileSchema returns a compiled JSON Schema.
func compileSchema(t testing.TB, path string) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat = true
	if err := c.AddResource("report.json", bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// FuzzMachines checks that reports for programs are well-formed for any strings in a run: JSON and Code Quality conform to
// their schemas, JUnit is XML with correct counts, and the concise format has one line for each finding.
func FuzzMachines(f *testing.F) {
	f.Add("tenants/a.yaml", 0, 1)
	f.Add("::error::a ##[b] ##vso[c] ###[d] \u202e\u200b\x7f\u0085", 0, 1)
	f.Add("a\x00b\x1b[31m\r\n\u2028", 1, 4)
	f.Add("\xff\xed\xa0\x80\ufffe]]><![CDATA[&#0;", 0, 30)
	f.Add("\"findings\": []", 3, 9)
	f.Add("[a##", 0, 4)
	f.Add("vso[a##", -1, -2)
	f.Add("", 0, 0)
	f.Add("../", 2, 1)
	f.Add(strings.Repeat("größe/\U0001f600 ", 100), 2, 5000)
	output, codeQuality := compileSchema(f, "../../schema/output.schema.json"), compileSchema(f, "testdata/gitlab.schema.json")
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		start = max(0, start) // parsers return no other locations, which FuzzRun checks
		end = max(start, end)
		run := hostile(s, start, end)
		at := run.Findings[0].Locations[0]
		run.Findings[0].Fix = &problem.Fix{File: at.File, Span: source.Span{Start: start, End: end}, Text: s, Description: s}
		run.Notices = []result.Notice{{Path: s, Message: s}, {Message: s}}
		run.Version = s
		finding.Identify(run.Findings)
		text := writeJSON(t, run)
		checkHarmless(t, string(text))
		if err := output.Validate(decodeJSON(t, text)); err != nil {
			t.Errorf("json: %#v", err)
		}
		var b bytes.Buffer
		if err := report.GitLab(&b, run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		checkHarmless(t, b.String())
		issues := decodeJSON(t, b.Bytes())
		if path.IsAbs(s) { // a file outside the repository has no path within it, and GitLab does not show its issues
			for _, issue := range issues.([]any) {
				issue.(map[string]any)["location"].(map[string]any)["path"] = "outside"
			}
		}
		if err := codeQuality.Validate(issues); err != nil {
			t.Errorf("gitlab: %#v", err)
		}
		cases := junit(t, run)
		checkHarmless(t, string(cases))
		checkHarmless(t, harmless.Line(s))
		if r := readJUnit(t, cases); r.Tests != 1 {
			t.Errorf("%d tests for one finding", r.Tests)
		}
		b.Reset()
		if err := report.Concise(&b, run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		checkHarmless(t, b.String())
		if n := strings.Count(b.String(), "\n"); n != 1 {
			t.Errorf("%d lines for one finding", n)
		}
	})
}
