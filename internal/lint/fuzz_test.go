package lint_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// examples returns the manifests of the repository that match patterns relative to its root.
func examples(t testing.TB, patterns ...string) [][]byte {
	t.Helper()
	var all [][]byte
	for _, pattern := range patterns {
		paths, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(pattern)))
		if err != nil || len(paths) == 0 {
			t.Fatal("no manifests", pattern, err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, data)
		}
	}
	return all
}

// formats contains all report formats.
var formats = map[string]func(io.Writer, *result.Run, report.Options) error{
	"text": report.Text, "concise": report.Concise, "json": report.JSON, "github": report.GitHub,
	"gitlab": report.GitLab, "junit": report.JUnit, "markdown": report.Markdown, "sarif": sarif.Write,
}

// FuzzRun lints two files with arbitrary content and checks that the run neither panics nor fails, that all findings
// are within their files, and that every report format can be written.
func FuzzRun(f *testing.F) {
	tenants := examples(f, "testdata/examples/*/tenants/*.yaml")
	for i, data := range examples(f, "testdata/examples/*/*/*.yaml", "policies/environment/*/fail/*.yaml") {
		f.Add(data, tenants[i%len(tenants)], i%2 == 0)
	}
	const head = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n"
	f.Add([]byte(head+"x: &x [*y]\n"), []byte(`{"apiVersion": "tenantlint/v1", "kind": "Tenant", "name": "\ud800"}`), true)
	f.Add([]byte(head+"domains: &d\n- <<: {name: a}\nusers: *d\n"), []byte(head+"# tenantlint:ignore domain -- x until 2027-01-31\n---\n"+head), false)
	f.Add([]byte("\xff\xfe"+head), []byte(head+"\x00\x1b]8;;\u202e: 1\r"), false)
	engine, err := lint.Prepare(lint.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, one, two []byte, isJSON bool) {
		secondPath := "/b.yaml"
		if isJSON {
			secondPath = "/b.json"
		}
		files := map[string][]byte{"/a.yaml": one, secondPath: two}
		result, err := lint.Run(t.Context(), lint.Options{Engine: engine, AllowEmpty: true, Workers: 1, Today: "2026-12-31", Find: source.FindOptions{Overlay: files}})
		if err != nil {
			t.Fatal(err)
		}
		run := &result.Run
		for i := range run.Findings {
			found := &run.Findings[i]
			if found.Message.IsZero() || !utf8.ValidString(found.Message.String()) || len(found.Locations) == 0 {
				t.Errorf("%s: message %q with %d locations", found.Rule.ID, found.Message.String(), len(found.Locations))
			}
			for _, loc := range append(append([]problem.Location(nil), found.Locations...), found.Related...) {
				checkSpan(t, found.Rule, loc.File, loc.Span)
			}
			if found.Fix != nil {
				checkSpan(t, found.Rule, found.Fix.File, found.Fix.Span)
			}
		}
		for name, write := range formats {
			var b bytes.Buffer
			if err := write(&b, run, report.Options{}); err != nil || !utf8.Valid(b.Bytes()) {
				t.Errorf("%s: %v", name, err)
			}
			if (name == "json" || name == "gitlab" || name == "sarif") && !json.Valid(b.Bytes()) {
				t.Errorf("%s: invalid JSON", name)
			}
		}
	})
}

func checkSpan(t *testing.T, rule *rule.Rule, file *source.File, span source.Span) {
	t.Helper()
	if span.Start < 0 || span.Start > span.End || span.End > len(file.Data) {
		t.Errorf("%s: span %v is outside the %d bytes of %s", rule.ID, span, len(file.Data), file.Path)
	}
}
