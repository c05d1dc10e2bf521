package report

import (
	"encoding/xml"
	"io"
	"maps"
	"slices"
	"strings"
)

// The types of a JUnit report, with what Jenkins, GitLab and Azure Pipelines have in common. There
// are no times, which would differ from run to run.
type (
	junitReport struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		Class     string        `xml:"classname,attr"`
		File      string        `xml:"file,attr,omitempty"`
		Failure   *junitOutcome `xml:"failure"`
		Skipped   *junitOutcome `xml:"skipped"`
		SystemOut *junitOutcome `xml:"system-out"`
	}
	junitOutcome struct {
		Message string `xml:"message,attr,omitempty"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",cdata"`
	}
)

// everyFile is the name of the case of a rule that found nothing.
const everyFile = "every file"

// JUnit writes a run as test results: a suite for each rule, in it a case for each file in which the
// rule found something, or a single one that passes, so that a run without findings has tests too. A
// case fails if it holds a finding that fails the run; a finding that does not is told as a skipped
// case, which every reader shows and none takes for a failure.
func JUnit(w io.Writer, run *Run, _ Options) error {
	report := junitReport{Name: ToolName}
	found := foundByRule(run)
	for _, rule := range run.AllRules() {
		suite := newJUnitSuite(run, rule.ID, found[rule.ID])
		report.Tests += suite.Tests
		report.Failures += suite.Failures
		report.Skipped += suite.Skipped
		report.Suites = append(report.Suites, suite)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(report); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// foundByRule returns, by the id of the rule and the path of the file, the findings of a run, each
// once for every file that it has a site in.
func foundByRule(run *Run) map[string]map[string][]siteOf {
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

func newJUnitSuite(run *Run, rule string, files map[string][]siteOf) junitSuite {
	suite := junitSuite{Name: escape(rule)}
	// Jenkins takes what stands before the last dot for a package.
	class := ToolName + "." + strings.ReplaceAll(escape(rule), "/", ".")
	for _, path := range slices.Sorted(maps.Keys(files)) {
		c := junitCase{Name: escape(path), Class: class, File: escape(run.Repository.Path(path))}
		c.judge(run, files[path])
		if c.Failure != nil {
			suite.Failures++
		} else {
			suite.Skipped++
		}
		suite.Cases = append(suite.Cases, c)
	}
	if len(suite.Cases) == 0 {
		suite.Cases = []junitCase{{Name: everyFile, Class: class}}
	}
	suite.Tests = len(suite.Cases)
	return suite
}

// judge tells the findings of a case and decides on its outcome, by the first of the gravest.
func (c *junitCase) judge(run *Run, found []siteOf) {
	gravest := found[0]
	var lines []string
	for _, f := range found {
		if f.Level > gravest.Level {
			gravest = f
		}
		lines = append(lines, place(f.at())+": "+f.Level.String()+": "+f.text())
		for _, remark := range f.remarks() {
			lines = append(lines, "  "+remark)
		}
	}
	text, message := strings.Join(lines, "\n"), escape(gravest.Message)
	if gravest.Level >= run.FailOn {
		c.Failure = &junitOutcome{Message: message, Type: gravest.Level.String(), Text: text}
		return
	}
	c.Skipped = &junitOutcome{Message: gravest.Level.String() + ": " + message}
	c.SystemOut = &junitOutcome{Text: text}
}
