package report

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/junit"
	"github.com/tenantlint/tenantlint/internal/result"
)

// everyFile is the name of the case of a rule that found nothing.
const everyFile = "every file"

// JUnit writes a run as test results: a suite for each rule, in it a case for each file in which the
// rule found something, or a single one that passes, so that a run without findings has tests too. A
// case fails if it holds a finding that fails the run; a finding that does not is reported as a skipped
// case, which every reader shows and none takes for a failure.
func JUnit(w io.Writer, run *result.Run, _ Options) error {
	var suites []junit.Suite
	found := foundByRule(run)
	for _, rule := range run.AllRules() {
		suites = append(suites, newJUnitSuite(run, rule.ID, found[rule.ID]))
	}
	return junit.Write(w, ToolName, suites)
}

// foundByRule returns, by the id of the rule and the path of the file, the findings of a run, each
// once for every file that it has a site in.
func foundByRule(run *result.Run) map[string]map[string][]siteOf {
	found := map[string]map[string][]siteOf{}
	for _, f := range sitesOf(run.Findings) {
		files, path := found[f.Rule.ID], f.at().File.Path
		if files == nil {
			files = map[string][]siteOf{}
			found[f.Rule.ID] = files
		}
		if n := len(files[path]); n == 0 || files[path][n-1].Finding != f.Finding {
			files[path] = append(files[path], f)
		}
	}
	return found
}

func newJUnitSuite(run *result.Run, rule string, files map[string][]siteOf) junit.Suite {
	suite := junit.Suite{Name: escape(rule)}
	// Jenkins takes what stands before the last dot for a package.
	class := ToolName + "." + strings.ReplaceAll(escape(rule), "/", ".")
	for _, path := range slices.Sorted(maps.Keys(files)) {
		c := junit.Case{Name: escape(path), Class: class, File: escape(run.Repository.Path(path))}
		setOutcome(&c, run, files[path])
		suite.Cases = append(suite.Cases, c)
	}
	if len(suite.Cases) == 0 {
		suite.Cases = []junit.Case{{Name: everyFile, Class: class}}
	}
	return suite
}

// setOutcome lists the findings of a case and decides on its outcome, by the first of the most severe.
func setOutcome(c *junit.Case, run *result.Run, found []siteOf) {
	worst := found[0]
	var lines []string
	for _, f := range found {
		if f.Level > worst.Level {
			worst = f
		}
		lines = append(lines, place(f.at())+": "+f.Level.String()+": "+f.text())
		for _, line := range f.trailer() {
			lines = append(lines, "  "+line)
		}
	}
	text, message := strings.Join(lines, "\n"), escape(worst.Message.String())
	if worst.Level >= run.FailOn {
		c.Failure = &junit.Outcome{Message: message, Type: worst.Level.String(), Text: text}
		return
	}
	c.Skipped = &junit.Outcome{Message: worst.Level.String() + ": " + message}
	c.SystemOut = &junit.Outcome{Text: text}
}
