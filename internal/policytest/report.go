package policytest

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/junit"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// Text writes a result as text: the failures with their reasons, the lines that no test reaches, and a summary line.
func Text(w io.Writer, r *Result) error {
	var b strings.Builder
	for i := range r.Cases {
		c := &r.Cases[i]
		if c.Failure == "" {
			continue
		}
		first, rest, _ := strings.Cut(c.Failure, "\n")
		location := c.File
		if c.Line > 0 {
			location += ":" + strconv.Itoa(c.Line)
		}
		fmt.Fprintf(&b, "FAIL %s: %s", location, first)
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
			fmt.Fprintf(&b, "%s: no test reaches %s\n", c.File, ranges(c.MissedLines))
		}
	}
	status := "ok"
	if r.Failed() > 0 {
		status = fmt.Sprintf("FAIL: %d of", r.Failed())
	}
	fmt.Fprintf(&b, "%s %s", status, wording.Count(len(r.Cases), "test"))
	if covered+missed > 0 {
		fmt.Fprintf(&b, ", Rego tests cover %d%%", 100*covered/(covered+missed))
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// ranges formats line numbers, with consecutive numbers as a range.
func ranges(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		last := i
		for last+1 < len(numbers) && numbers[last+1] == numbers[last]+1 {
			last++
		}
		part := strconv.Itoa(numbers[i])
		if last > i {
			part += "-" + strconv.Itoa(numbers[last])
		}
		parts = append(parts, part)
		i = last + 1
	}
	if len(numbers) == 1 {
		return "line " + parts[0]
	}
	return "lines " + strings.Join(parts, ", ")
}

// JUnit writes a result as a JUnit report with a suite for each rule.
func JUnit(w io.Writer, r *Result) error {
	var suites []junit.Suite
	for i := range r.Cases {
		c := &r.Cases[i]
		if n := len(suites); n == 0 || suites[n-1].Name != c.Suite {
			suites = append(suites, junit.Suite{Name: c.Suite})
		}
		test := junit.Case{Name: c.Name, Class: strings.ReplaceAll(c.Suite, "/", "."), File: c.File}
		if c.Failure != "" {
			first, _, _ := strings.Cut(c.Failure, "\n")
			test.Failure = &junit.Outcome{Message: first, Text: c.Failure}
		}
		suite := &suites[len(suites)-1]
		suite.Cases = append(suite.Cases, test)
	}
	return junit.Write(w, "tenantlint policy test", suites)
}
