package report_test

import (
	"bytes"
	"flag"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

var update = flag.Bool("update", false, "update the golden files")

// golden compares a report with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	filetest.Golden(t, filepath.Join("testdata", name), string(got), *update)
}

func TestGolden(t *testing.T) {
	for name, test := range map[string]struct {
		write func(*bytes.Buffer) error
	}{
		"text.txt": {func(b *bytes.Buffer) error { return report.Text(b, reporttest.Run(), report.Options{}) }},
		"color.txt": {func(b *bytes.Buffer) error {
			return report.Text(b, reporttest.Run(), report.Options{Color: true, Hyperlinks: true})
		}},
		"narrow.txt":  {func(b *bytes.Buffer) error { return report.Text(b, reporttest.Run(), report.Options{Width: 40}) }},
		"concise.txt": {func(b *bytes.Buffer) error { return report.Concise(b, reporttest.Run(), report.Options{}) }},
		"report.json": {func(b *bytes.Buffer) error { return report.JSON(b, reporttest.Run(), report.Options{}) }},
		"github.txt":  {func(b *bytes.Buffer) error { return report.GitHub(b, reporttest.Run(), report.Options{}) }},
		"gitlab.json": {func(b *bytes.Buffer) error { return report.GitLab(b, reporttest.Run(), report.Options{}) }},
		"junit.xml":   {func(b *bytes.Buffer) error { return report.JUnit(b, reporttest.Run(), report.Options{}) }},
		"markdown.md": {func(b *bytes.Buffer) error { return report.Markdown(b, reporttest.Run(), report.Options{}) }},
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := test.write(&got); err != nil {
				t.Fatal(err)
			}
			golden(t, name, got.Bytes())
		})
	}
}

// Redacted text is in no report; the text and Markdown formats show asterisks in its place.
func TestRedacted(t *testing.T) {
	const secret = "hunter2hunter2"
	file := source.NewFile("a.yaml", []byte("name: contoso\npassword: "+secret+"\n"))
	redacted := reporttest.At(file, secret, 1, "a password", "")
	file.Redact(redacted.Span)
	run := &result.Run{Findings: []finding.Finding{finding.New(problem.Problem{
		Level: problem.Error, Message: problem.Literal("a manifest holds a password"), Related: []problem.Location{reporttest.At(file, "password", 1, "", "")},
		Locations: []problem.Location{redacted, reporttest.At(file, "hunter2", 2, "", "")},
	}, plainRule)}}
	finding.Identify(run.Findings)
	for name, write := range map[string]func(io.Writer, *result.Run, report.Options) error{
		"text": report.Text, "concise": report.Concise, "json": report.JSON, "github": report.GitHub,
		"gitlab": report.GitLab, "junit": report.JUnit, "markdown": report.Markdown,
	} {
		var b bytes.Buffer
		if err := write(&b, run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "hunter") {
			t.Errorf("%s contains the secret:\n%s", name, &b)
		}
		if shown := strings.Contains(b.String(), "password: **************\n"); shown != (name == "text" || name == "markdown") {
			t.Errorf("%s contains asterisks: %t", name, shown)
		}
	}
}
