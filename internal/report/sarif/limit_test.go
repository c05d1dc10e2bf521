package sarif_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// log is the part of a log that the tests read.
type log struct {
	Runs []struct {
		Results []struct {
			Level   string
			Message struct {
				Text      string
				Arguments []string
			}
			Locations     []struct{ PhysicalLocation physicalLocation }
			BaselineState string
			Suppressions  []struct {
				Kind, Status, Justification string
				Location                    *struct{ PhysicalLocation physicalLocation }
			}
			RelatedLocations []struct {
				ID               int
				PhysicalLocation physicalLocation
			}
		}
		VersionControlProvenance []struct {
			MappedTo struct{ URIBaseID string }
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ExitCode                   int
			ToolExecutionNotifications []struct {
				Level   string
				Message struct{ Text string }
			}
		}
	}
}

type physicalLocation struct {
	ArtifactLocation struct{ URI string }
	Region           struct{ Snippet *struct{ Text string } }
	ContextRegion    *struct{ Snippet *struct{ Text string } }
}

func decode(t *testing.T, data []byte) log {
	t.Helper()
	var l log
	if err := json.Unmarshal(data, &l); err != nil { //nolint:musttag // the names match but for the case
		t.Fatal(err)
	}
	return l
}

// manyFindings returns a run with n findings, of which the last one is an error and all others are warnings.
func manyFindings(n int) *result.Run {
	file := source.NewFile("a.yaml", bytes.Repeat([]byte("name: contoso\n"), n))
	run := reporttest.Run()
	run.Findings, run.Notices = nil, nil
	for i := range n {
		found := problem.Problem{Level: problem.Warning, Message: problem.Say(`name "{name}" is taken`, problem.Args{"name": "contoso"}), Locations: []problem.Location{{
			File: file, Span: source.Span{Start: 14*i + 6, End: 14*i + 13}, Object: fmt.Sprint("contoso/", i),
		}}}
		if i == n-1 {
			found.Level = problem.Error
		}
		run.Findings = append(run.Findings, finding.New(found, run.Rules[0]))
	}
	finding.Identify(run.Findings)
	return run
}

func TestResultLimit(t *testing.T) {
	r := decode(t, write(t, manyFindings(5001))).Runs[0]
	if len(r.Results) != 5000 || r.Results[4999].Level != "error" {
		t.Errorf("%d results, the last of level %q", len(r.Results), r.Results[len(r.Results)-1].Level)
	}
	notes := r.Invocations[0].ToolExecutionNotifications
	if len(notes) != 1 || notes[0].Message.Text != "The report holds the 5000 most severe of 5001 results." || notes[0].Level != "warning" {
		t.Errorf("notifications %v", notes)
	}
}

// A finding with many locations stays readable: each result links to some of the others and contains the number of the rest.
func TestLinkLimit(t *testing.T) {
	for name, test := range map[string]struct {
		length, linked int
		rest           string
	}{
		"short paths":            {1, 10, " and '29' more."},
		"long paths":             {200, 4, " and '35' more."},
		"paths too long to link": {2000, 0, " There are more locations: '39'."},
	} {
		t.Run(name, func(t *testing.T) {
			var locs []problem.Location
			for i := range 40 {
				file := source.NewFile(fmt.Sprintf("%s/%02d.yaml", strings.Repeat("d", test.length), i), []byte("name: contoso\n"))
				locs = append(locs, problem.Location{File: file, Span: source.Span{Start: 6, End: 13}})
			}
			run := reporttest.Run()
			run.Findings = []finding.Finding{finding.New(problem.Problem{Message: problem.Say(`name "{name}" is taken`, problem.Args{"name": "contoso"}), Locations: locs}, run.Rules[0])}
			results := decode(t, write(t, run)).Runs[0].Results
			if len(results) != len(locs) {
				t.Fatalf("%d results for %d locations", len(results), len(locs))
			}
			for _, r := range results {
				if n := len(r.RelatedLocations); n != test.linked || len(r.Message.Text) > 1024 {
					t.Errorf("%d links in %d bytes", n, len(r.Message.Text))
				}
				for _, l := range r.RelatedLocations {
					if n := strings.Count(r.Message.Text, fmt.Sprintf("](%d)", l.ID)); n != 1 {
						t.Errorf("location %d is linked %d times", l.ID, n)
					}
				}
				if !strings.HasSuffix(r.Message.Text, test.rest) {
					t.Errorf("%q does not end in %q", r.Message.Text, test.rest)
				}
			}
		})
	}
}

// A document on one line is not copied into the report for each of its findings.
func TestLongLine(t *testing.T) {
	file := source.NewFile("a.json", []byte(strings.Repeat(`{"name": "contoso"}, `, 1000)))
	run := reporttest.Run()
	run.Findings = []finding.Finding{finding.New(problem.Problem{Message: problem.Literal("m"), Locations: []problem.Location{{File: file, Span: source.Span{Start: 210, End: 216}}}}, run.Rules[0])}
	at := decode(t, write(t, run)).Runs[0].Results[0].Locations[0].PhysicalLocation
	if at.Region.Snippet == nil || at.Region.Snippet.Text != `{"name` || at.ContextRegion != nil {
		t.Errorf("region %v, context %v", at.Region.Snippet, at.ContextRegion)
	}
}

// Redacted text is in no snippet: not in regions, context regions or related locations.
func TestRedacted(t *testing.T) {
	const secret = "hunter2hunter2"
	file := source.NewFile("a.yaml", []byte("name: contoso\npassword: "+secret+"\nlast: line\n"))
	redacted := reporttest.At(file, secret, 1, "", "")
	file.Redact(redacted.Span)
	for name, test := range map[string]struct {
		loc              problem.Location
		snippet, context bool
	}{
		"the secret":      {redacted, false, false},
		"a part of it":    {reporttest.At(file, "hunter2", 2, "", ""), false, false},
		"the line":        {reporttest.At(file, "password: "+secret, 1, "", ""), false, false},
		"the line before": {reporttest.At(file, "contoso", 1, "", ""), true, false},
		"the key":         {reporttest.At(file, "password", 1, "", ""), true, false},
		"another file":    {reporttest.At(source.NewFile("b.yaml", file.Data[:14]), "contoso", 1, "", ""), true, true},
	} {
		t.Run(name, func(t *testing.T) {
			run := reporttest.Run()
			run.Findings = []finding.Finding{finding.New(problem.Problem{Message: problem.Literal("m"), Locations: []problem.Location{test.loc}, Related: []problem.Location{redacted}}, run.Rules[0])}
			data := write(t, run)
			if bytes.Contains(data, []byte("hunter")) {
				t.Errorf("the log contains the secret: %s", data)
			}
			at := decode(t, data).Runs[0].Results[0].Locations[0].PhysicalLocation
			if (at.Region.Snippet != nil) != test.snippet || (at.ContextRegion != nil) != test.context {
				t.Errorf("snippet %v, context %v", at.Region.Snippet, at.ContextRegion)
			}
		})
	}
}

// Either all results have suppressions and a baseline state, or none has.
func TestAllOrNone(t *testing.T) {
	for name, test := range map[string]struct {
		run                 func() *result.Run
		accepted            bool
		results, suppressed int
		states              map[string]int
	}{
		"plain":         {run: reporttest.Run, results: 13, states: map[string]int{"": 13}},
		"none accepted": {run: reporttest.Run, accepted: true, results: 13, states: map[string]int{"": 13}},
		"left out":      {run: reporttest.Accepted, results: 11, states: map[string]int{"new": 11}},
		"included":      {run: reporttest.Accepted, accepted: true, results: 14, suppressed: 2, states: map[string]int{"new": 13, "unchanged": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := sarif.Write(&b, test.run(), report.Options{Accepted: test.accepted}); err != nil {
				t.Fatal(err)
			}
			states, suppressed := map[string]int{}, 0
			results := decode(t, b.Bytes()).Runs[0].Results
			for _, r := range results {
				states[r.BaselineState]++
				if (r.Suppressions != nil) != test.accepted {
					t.Errorf("suppressions %v", r.Suppressions)
				}
				for _, s := range r.Suppressions {
					suppressed++
					if s.Status != "accepted" || s.Justification == "" || s.Location == nil || s.Kind != "inSource" && s.Kind != "external" {
						t.Errorf("suppression %+v", s)
					}
				}
			}
			if diff := cmp.Diff(test.states, states); diff != "" || len(results) != test.results || suppressed != test.suppressed {
				t.Errorf("%d results, %d suppressed, states (-want +got):\n%s", len(results), suppressed, diff)
			}
		})
	}
}

// If there are too many results, accepted ones are dropped first.
func TestAcceptedLimit(t *testing.T) {
	run := manyFindings(5001)
	run.Known, run.Findings = run.Findings[2000:], run.Findings[:2000]
	run.HasBaseline = true
	var b bytes.Buffer
	if err := sarif.Write(&b, run, report.Options{Accepted: true}); err != nil {
		t.Fatal(err)
	}
	states := map[string]int{}
	for _, r := range decode(t, b.Bytes()).Runs[0].Results {
		states[r.BaselineState]++
	}
	if diff := cmp.Diff(map[string]int{"new": 2000, "unchanged": 3000}, states); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Paths are relative to the root of the repository, even if the root of the run is a folder in it.
func TestNestedRoot(t *testing.T) {
	run := reporttest.Run()
	run.Repository.Folder = "infra"
	r := decode(t, write(t, run)).Runs[0]
	if len(r.VersionControlProvenance) != 1 || r.VersionControlProvenance[0].MappedTo.URIBaseID != "SRCROOT" {
		t.Errorf("provenance %+v", r.VersionControlProvenance)
	}
	for _, result := range r.Results {
		for _, l := range result.RelatedLocations {
			if uri := l.PhysicalLocation.ArtifactLocation.URI; !strings.HasPrefix(uri, "infra/") {
				t.Errorf("related uri %q", uri)
			}
		}
		if uri := result.Locations[0].PhysicalLocation.ArtifactLocation.URI; !strings.HasPrefix(uri, "infra/") {
			t.Errorf("uri %q", uri)
		}
	}
}

func TestWriteFailure(t *testing.T) {
	var b bytes.Buffer
	if err := sarif.WriteFailure(&b, &result.Run{Version: "(devel)"}, "the policy does not compile"); err != nil {
		t.Fatal(err)
	}
	i := decode(t, b.Bytes()).Runs[0].Invocations[0]
	if i.ExecutionSuccessful || i.ExitCode != 2 || len(i.ToolExecutionNotifications) != 1 {
		t.Fatalf("invocation %+v", i)
	}
	if n := i.ToolExecutionNotifications[0]; n.Level != "error" || n.Message.Text != "The policy does not compile." {
		t.Errorf("notification %+v", n)
	}
}

// standardSchema is where a copy of the schema of the standard may be, outside of the repository because of its size.
const standardSchema = "../../../../shared/tools/sarif-schema-2.1.0.json"

// Every golden file conforms to the schema of the standard.
func TestStandardSchema(t *testing.T) {
	if _, err := os.Stat(standardSchema); err != nil {
		t.Skip("no copy of the SARIF schema")
	}
	schema, err := jsonschema.Compile(standardSchema)
	if err != nil {
		t.Fatal(err)
	}
	goldens, err := filepath.Glob("testdata/*.sarif")
	if err != nil || len(goldens) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, golden := range goldens {
		data, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		var doc any
		if err := json.Unmarshal(data, &doc); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %#v", golden, err)
		}
	}
}

func BenchmarkSARIF(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		run := manyFindings(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if err := sarif.Write(io.Discard, run, report.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(min(n, 5000)), "ns/result")
		})
	}
}
