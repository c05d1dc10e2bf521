package report_test

import (
	"bytes"
	"encoding/xml"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// junitReport is a JUnit report as parsed by a CI system.
type junitReport struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Skipped  int `xml:"skipped,attr"`
	Suites   []struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Cases    []struct {
			Name    string   `xml:"name,attr"`
			Class   string   `xml:"classname,attr"`
			Failure *outcome `xml:"failure"`
			Skipped *outcome `xml:"skipped"`
			Output  string   `xml:"system-out"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

type outcome struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func junit(t *testing.T, run *result.Run) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.JUnit(&b, run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readJUnit parses a report, and checks that its counts are correct and the names of cases unique.
func readJUnit(t *testing.T, data []byte) junitReport {
	t.Helper()
	var r junitReport
	if err := xml.Unmarshal(data, &r); err != nil {
		t.Fatalf("%v in %q", err, data)
	}
	tests, failures, skipped := 0, 0, 0
	names := map[[2]string]bool{}
	for _, s := range r.Suites {
		failed, left := 0, 0
		for _, c := range s.Cases {
			if names[[2]string{c.Class, c.Name}] {
				t.Errorf("two cases have the name %q %q", c.Class, c.Name)
			}
			names[[2]string{c.Class, c.Name}] = true
			if c.Failure != nil {
				failed++
			}
			if c.Skipped != nil {
				left++
			}
		}
		if s.Tests != len(s.Cases) || s.Failures != failed || s.Skipped != left || s.Tests == 0 {
			t.Errorf("suite %q counts %d, %d, %d", s.Name, s.Tests, s.Failures, s.Skipped)
		}
		tests, failures, skipped = tests+s.Tests, failures+failed, skipped+left
	}
	if r.Tests != tests || r.Failures != failures || r.Skipped != skipped {
		t.Errorf("the report counts %d, %d, %d", r.Tests, r.Failures, r.Skipped)
	}
	return r
}

// A run without findings has one test for each rule, and all pass.
func TestJUnitClean(t *testing.T) {
	run := reporttest.Run()
	run.Findings = nil
	r := readJUnit(t, junit(t, run))
	if r.Tests != len(run.Rules) || r.Failures+r.Skipped > 0 {
		t.Errorf("%d tests for %d rules, %d failures, %d skipped", r.Tests, len(run.Rules), r.Failures, r.Skipped)
	}
}

// A finding that fails the run fails a case; any other case is skipped with a message.
func TestJUnitFailOn(t *testing.T) {
	for _, test := range []struct {
		failOn            problem.Level
		failures, skipped int
	}{
		{problem.Note, 10, 0},
		{problem.Warning, 8, 2},
		{problem.Error, 6, 4},
		{problem.Error + 1, 0, 10},
	} {
		run := reporttest.Run()
		run.FailOn = test.failOn
		if r := readJUnit(t, junit(t, run)); r.Failures != test.failures || r.Skipped != test.skipped {
			t.Errorf("fail on %d: %d failures, %d skipped", test.failOn, r.Failures, r.Skipped)
		}
	}
}

// Each finding is a separate case with a unique name.
func TestJUnitCases(t *testing.T) {
	file := source.NewFile("a.yaml", []byte("one: 1\ntwo: 2\n"))
	run := &result.Run{FailOn: problem.Error}
	for key, level := range map[string]problem.Level{"one": problem.Note, "two": problem.Error} {
		run.Findings = append(run.Findings, finding.New(problem.Problem{
			Level: level, Message: problem.Literal("wrong"),
			Locations: []problem.Location{reporttest.At(file, key, 1, "", "")},
		}, plainRule))
	}
	finding.Sort(run.Findings)
	r := readJUnit(t, junit(t, run))
	want := &outcome{Message: "wrong", Text: "a.yaml:2:1: error: wrong"}
	if len(r.Suites) != 1 || len(r.Suites[0].Cases) != 2 {
		t.Fatalf("%+v", r)
	}
	one, two := r.Suites[0].Cases[0], r.Suites[0].Cases[1]
	if one.Name != "a.yaml: wrong" || one.Failure != nil || one.Skipped == nil || two.Name != "a.yaml: wrong (2)" {
		t.Errorf("%+v", r)
	}
	if diff := cmp.Diff(want, two.Failure); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Every report is valid XML 1.0, for any strings in a run.
func TestJUnitHostile(t *testing.T) {
	for _, s := range []string{"]]>", "\x00\x1b\x7f\u0085", "\xff\xed\xa0\x80", "\ufffe\uffff", `"'<&>`, "<!--", "a\r\nb\tc", "<![CDATA["} {
		run := hostile(s, 0, len(s))
		for _, level := range []problem.Level{problem.Note, problem.Error + 1} {
			run.FailOn = level
			r := readJUnit(t, junit(t, run))
			if r.Tests != 1 || r.Suites[0].Cases[0].Failure == nil == (r.Suites[0].Cases[0].Output == "") {
				t.Errorf("%q: %+v", s, r)
			}
		}
	}
}

// TestJUnitSchema validates reports against the schema in testdata.
func TestJUnitSchema(t *testing.T) {
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed")
	}
	clean := reporttest.Run()
	clean.Findings = nil
	for name, data := range map[string][]byte{
		"findings": junit(t, reporttest.Run()),
		"clean":    junit(t, clean),
		"hostile":  junit(t, hostile("]]>\x00\xff\ufffe", 0, 1)),
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), xmllint, "--noout", "--nonet", "--schema", filepath.Join("testdata", "junit.xsd"), "-")
			cmd.Stdin = bytes.NewReader(data)
			if output, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, output)
			}
		})
	}
}
