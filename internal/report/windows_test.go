package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// A file on another Windows drive keeps its path in every report, even if the root of the run is a folder in a repository.
func TestWindowsDrive(t *testing.T) {
	const path = "D:/srv/tenants/größe 1.yaml"
	for _, test := range []struct {
		name  string
		write func(*bytes.Buffer, *result.Run) error
		want  string
	}{
		{"text", func(b *bytes.Buffer, r *result.Run) error { return report.Text(b, r, report.Options{}) }, "--> " + path + ":1:1\n"},
		{"concise", func(b *bytes.Buffer, r *result.Run) error { return report.Concise(b, r, report.Options{}) }, path + ":1:1: error: "},
		{"json", func(b *bytes.Buffer, r *result.Run) error { return report.JSON(b, r, report.Options{}) }, `"path": "` + path + `"`},
		{"github", func(b *bytes.Buffer, r *result.Run) error { return report.GitHub(b, r, report.Options{}) }, "::error file=D%3A/srv/tenants/größe 1.yaml,line=1,"},
		{"gitlab", func(b *bytes.Buffer, r *result.Run) error { return report.GitLab(b, r, report.Options{}) }, `"path": "` + path + `"`},
		{"junit", func(b *bytes.Buffer, r *result.Run) error { return report.JUnit(b, r, report.Options{}) }, path},
		{"markdown", func(b *bytes.Buffer, r *result.Run) error { return report.Markdown(b, r, report.Options{}) }, path},
	} {
		t.Run(test.name, func(t *testing.T) {
			at := problem.Location{File: source.NewFile(path, []byte("a: 1\n")), Span: source.Span{Start: 0, End: 1}}
			run := &result.Run{
				Repository: &result.Repository{Folder: "infra"},
				Findings:   []finding.Finding{finding.New(problem.Problem{Level: problem.Error, Message: problem.Literal("a mistake"), Locations: []problem.Location{at}}, plainRule)},
			}
			var b bytes.Buffer
			if err := test.write(&b, run); err != nil {
				t.Fatal(err)
			}
			if got := b.String(); !strings.Contains(got, test.want) || strings.Contains(got, "infra") {
				t.Errorf("%s is missing, or the folder is present, in\n%s", test.want, got)
			}
		})
	}
}
