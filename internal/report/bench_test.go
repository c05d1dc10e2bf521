package report_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// formats contains the write functions of all formats but HTML.
var formats = map[string]func(io.Writer, *result.Run, report.Options) error{
	"text": report.Text, "concise": report.Concise, "json": report.JSON, "github": report.GitHub, "gitlab": report.GitLab,
	"junit": report.JUnit, "markdown": report.Markdown, "sarif": sarif.Write,
}

// shapes contains functions that return runs with n findings, or with one finding that has n locations.
var shapes = map[string]func(n int) *result.Run{
	"lines":    func(n int) *result.Run { return inOneFile(n, "\n") },
	"line":     func(n int) *result.Run { return inOneFile(n, " ") },
	"pairs":    func(n int) *result.Run { return conflicts(n, 2) },
	"conflict": func(n int) *result.Run { return conflicts(1, n) },
}

// inOneFile returns a run with n findings in one file, whose objects are separated by the given text.
func inOneFile(n int, separator string) *result.Run {
	file := source.NewFile("a.json", []byte(strings.Repeat(`{"name": "contoso", "region": "größe"},`+separator, n)))
	objectSize := len(file.Data) / n
	run := reporttest.Run()
	run.Findings = nil
	for i := range n {
		at := problem.Location{File: file, Span: source.Span{Start: i*objectSize + 9, End: i*objectSize + 18}, Label: problem.Literal("here")}
		run.Findings = append(run.Findings, finding.New(problem.Problem{Message: problem.Say(`name "{name}" is taken`, problem.Args{"name": "contoso"}), Locations: []problem.Location{at}}, run.Rules[i%len(run.Rules)]))
	}
	finding.Identify(run.Findings)
	return run
}

// conflicts returns a run with n findings, each with the given number of locations, all in different files.
func conflicts(n, locations int) *result.Run {
	run := reporttest.Run()
	run.Findings = nil
	for i := range n {
		found := problem.Problem{Message: problem.Say(`name "{name}" is taken`, problem.Args{"name": fmt.Sprint(i)})}
		for j := range locations {
			file := source.NewFile(fmt.Sprintf("tenants/%d-%d.yaml", i, j), []byte("kind: Tenant\nname: contoso\nregion: europe\n"))
			at := problem.Location{File: file, Span: source.Span{Start: 19, End: 26}, Label: problem.Literal("here"), Object: fmt.Sprintf("contoso-%d/%d", i, j)}
			found.Locations = append(found.Locations, at)
			found.Related = append(found.Related, at)
		}
		run.Findings = append(run.Findings, finding.New(found, run.Rules[i%len(run.Rules)]))
	}
	finding.Sort(run.Findings)
	finding.Identify(run.Findings)
	return run
}

// BenchmarkFindings measures the time per finding or location, which does not depend on their number if a format is
// linear.
func BenchmarkFindings(b *testing.B) {
	for format, write := range formats {
		for shape, run := range shapes {
			for _, n := range []int{1000, 10000} {
				b.Run(fmt.Sprintf("%s/%s/%d", format, shape, n), func(b *testing.B) {
					run := run(n)
					b.ReportAllocs()
					for b.Loop() {
						if err := write(io.Discard, run, report.Options{}); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/finding")
				})
			}
		}
	}
}
