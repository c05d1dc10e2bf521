package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/junit"
	"github.com/tenantlint/tenantlint/internal/result"
)

// everyFile is the name of the case of a rule without findings.
const everyFile = "every file"

// JUnit writes a run as test results, with a suite for each rule and in it a case for each finding, at its first location.
// A rule without findings has a single case that passes, so that a run without findings has tests, too. A case fails if
// its finding fails the run. Otherwise it is reported as skipped, which every CI system shows and none treats as a failure.
func JUnit(w io.Writer, run *result.Run, _ Options) error {
	findings := map[string][]locatedFinding{}
	for i := range run.Findings {
		f := &run.Findings[i]
		findings[f.Rule.ID] = append(findings[f.Rule.ID], locatedFinding{f, 0})
	}
	var suites []junit.Suite
	for _, rule := range run.AllRules() {
		suites = append(suites, newJUnitSuite(run, rule.ID, findings[rule.ID]))
	}
	return junit.Write(w, ToolName, suites)
}

func newJUnitSuite(run *result.Run, rule string, findings []locatedFinding) junit.Suite {
	suite := junit.Suite{Name: harmless.Text(rule)}
	// Jenkins treats the part before the last dot as a package.
	class := ToolName + "." + strings.ReplaceAll(harmless.Text(rule), "/", ".")
	names := map[string]int{}
	for _, f := range findings {
		path := f.location().File.Path
		// CI systems identify a case by its name across runs, so it contains no line number: lines move.
		name := harmless.Text(path) + ": " + harmless.Text(f.Message.String())
		if names[name]++; names[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, names[name])
		}
		c := junit.Case{Name: name, Class: class, File: harmless.Text(run.Repository.Path(path))}
		setOutcome(&c, run, f)
		suite.Cases = append(suite.Cases, c)
	}
	if len(suite.Cases) == 0 {
		suite.Cases = []junit.Case{{Name: everyFile, Class: class}}
	}
	return suite
}

// setOutcome sets the outcome of a case by the level of its finding.
func setOutcome(c *junit.Case, run *result.Run, f locatedFinding) {
	lines := []string{formatLocation(f.location()) + ": " + f.Level.String() + ": " + f.text()}
	for _, line := range f.trailer() {
		lines = append(lines, "  "+line)
	}
	text, message := strings.Join(lines, "\n"), harmless.Text(f.Message.String())
	if f.Level >= run.FailOn {
		c.Failure = &junit.Outcome{Message: message, Type: f.Level.String(), Text: text}
		return
	}
	c.Skipped = &junit.Outcome{Message: f.Level.String() + ": " + message}
	c.SystemOut = &junit.Outcome{Text: text}
}
