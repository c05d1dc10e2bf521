package policytest

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Text writes a result for people: what failed and why, what the tests did not go through, and a line
// that counts.
func Text(w io.Writer, r *Result) error {
	var b strings.Builder
	for i := range r.Cases {
		c := &r.Cases[i]
		if c.Failure == "" {
			continue
		}
		first, rest, _ := strings.Cut(c.Failure, "\n")
		place := c.File
		if c.Line > 0 {
			place += ":" + strconv.Itoa(c.Line)
		}
		fmt.Fprintf(&b, "FAIL %s: %s", place, first)
		if c.Line > 0 {
			fmt.Fprintf(&b, " (%s)", c.Name)
		}
		b.WriteString("\n")
		for line := range strings.Lines(rest) {
			fmt.Fprintf(&b, "     %s\n", strings.TrimRight(line, "\n"))
		}
	}
	for _, file := range r.Updated {
		fmt.Fprintf(&b, "wrote %s\n", file)
	}
	covered, missed := 0, 0
	for _, c := range r.Coverage {
		covered, missed = covered+c.Covered, missed+c.Missed
		if len(c.MissedLines) > 0 {
			fmt.Fprintf(&b, "%s: no test reaches %s\n", c.File, lines(c.MissedLines))
		}
	}
	said := "ok"
	if r.Failed() > 0 {
		said = fmt.Sprintf("FAIL: %d of", r.Failed())
	}
	fmt.Fprintf(&b, "%s %s", said, counted(len(r.Cases), "test"))
	if covered+missed > 0 {
		fmt.Fprintf(&b, ", Rego tests cover %d%%", 100*covered/(covered+missed))
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// lines writes numbers of lines, those that follow each other as from-to.
func lines(all []int) string {
	var parts []string
	for i := 0; i < len(all); {
		last := i
		for last+1 < len(all) && all[last+1] == all[last]+1 {
			last++
		}
		part := strconv.Itoa(all[i])
		if last > i {
			part += "-" + strconv.Itoa(all[last])
		}
		parts = append(parts, part)
		i = last + 1
	}
	if len(all) == 1 {
		return "line " + parts[0]
	}
	return "lines " + strings.Join(parts, ", ")
}

// The types of a JUnit report.
type (
	junitReport struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr"`
		Failure *junitFailure `xml:"failure"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",cdata"`
	}
)

// JUnit writes a result as test results, a suite for each rule.
func JUnit(w io.Writer, r *Result) error {
	out := junitReport{Name: "tenantlint policy test", Tests: len(r.Cases), Failures: r.Failed()}
	for i := range r.Cases {
		c := &r.Cases[i]
		if n := len(out.Suites); n == 0 || out.Suites[n-1].Name != c.Suite {
			out.Suites = append(out.Suites, junitSuite{Name: c.Suite})
		}
		suite := &out.Suites[len(out.Suites)-1]
		suite.Tests++
		test := junitCase{Name: c.Name, Class: strings.ReplaceAll(c.Suite, "/", "."), File: c.File}
		if c.Failure != "" {
			suite.Failures++
			first, _, _ := strings.Cut(c.Failure, "\n")
			test.Failure = &junitFailure{Message: first, Text: c.Failure}
		}
		suite.Cases = append(suite.Cases, test)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
