package report_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// many returns a run with n findings in one file, its objects parted by the given text.
func many(n int, part string) *report.Run {
	file := source.NewFile("a.json", []byte(strings.Repeat(`{"name": "contoso", "region": "größe"},`+part, n)))
	each := len(file.Data) / n
	run := reporttest.Run()
	run.Findings = nil
	for i := range n {
		at := source.Site{File: file, Span: source.Span{Start: i*each + 9, End: i*each + 18}, Label: "here"}
		run.Findings = append(run.Findings, finding.New(source.Problem{Message: `name "contoso" is taken`, Sites: []source.Site{at}}, run.Rules[i%len(run.Rules)]))
	}
	finding.Identify(run.Findings)
	return run
}

// benchmark shows the growth with the number of findings, in lines and in one line.
func benchmark(b *testing.B, write func(io.Writer, *report.Run, report.Options) error) {
	for name, part := range map[string]string{"lines": "\n", "line": " "} {
		for _, n := range []int{1000, 10000} {
			run := many(n, part)
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
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

func BenchmarkText(b *testing.B)    { benchmark(b, report.Text) }
func BenchmarkConcise(b *testing.B) { benchmark(b, report.Concise) }
func BenchmarkJSON(b *testing.B)    { benchmark(b, report.JSON) }
