package cli

import (
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/html"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
)

// formats returns all report formats; the first is the default.
func formats() []report.Format {
	return []report.Format{
		{Name: "text", Summary: "for people, with the lines of source", Write: report.Text},
		{Name: "concise", Summary: "one line per finding", Write: report.Concise},
		{Name: "json", Summary: "for scripts; schema: tenantlint schema output", Write: report.JSON},
		{Name: sarifName, Summary: "SARIF 2.1.0, for code scanning", Write: sarif.Write},
		{Name: githubName, Summary: "annotations and a job summary of GitHub Actions", Write: report.GitHub},
		{Name: "gitlab", Summary: "Code Quality of GitLab", Write: report.GitLab},
		{Name: "junit", Summary: "test results in JUnit XML", Write: report.JUnit},
		{Name: "html", Summary: "one page with pictures, filters and every rule, for a browser", Write: html.Write},
		{Name: "markdown", Summary: "for a comment or a summary", Write: report.Markdown},
	}
}

// sarifName is the only format that can report a failed run.
const sarifName = "sarif"

// githubName is the format that also writes a job summary.
const githubName = "github"

func formatNames() []string {
	all := formats()
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].Name
	}
	return names
}

// lookupFormat returns the format called name.
func lookupFormat(name string) (report.Format, bool) {
	for _, f := range formats() {
		if f.Name == name {
			return f, true
		}
	}
	return report.Format{}, false
}
