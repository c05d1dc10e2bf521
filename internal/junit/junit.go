// Package junit writes test results as JUnit XML, with what Jenkins, GitLab and Azure Pipelines have in
// common. There are no times, which would differ from run to run.
package junit

import (
	"encoding/xml"
	"io"
)

// Suite is the cases that belong together.
type Suite struct {
	Name  string
	Cases []Case
}

// Case is one test. One without Failure and Skipped holds.
type Case struct {
	Name  string `xml:"name,attr"`
	Class string `xml:"classname,attr"`
	// File is where to look; it may be empty.
	File      string   `xml:"file,attr,omitempty"`
	Failure   *Outcome `xml:"failure"`
	Skipped   *Outcome `xml:"skipped"`
	SystemOut *Outcome `xml:"system-out"`
}

// Outcome says what became of a case, in one line and in full.
type Outcome struct {
	Message string `xml:"message,attr,omitempty"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",cdata"`
}

// counts of a report and of a suite; nothing here is an error of the test itself.
type counts struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Skipped  int `xml:"skipped,attr"`
}

// The elements around the cases.
type (
	report struct {
		XMLName xml.Name `xml:"testsuites"`
		Name    string   `xml:"name,attr"`
		counts           //nolint:embeddedstructfieldcheck // attributes are written in this order

		Suites []suite `xml:"testsuite"`
	}
	suite struct {
		Name   string `xml:"name,attr"`
		counts        //nolint:embeddedstructfieldcheck // attributes are written in this order

		Cases []Case `xml:"testcase"`
	}
)

// Write writes suites and how many of their cases fail and are skipped.
func Write(w io.Writer, name string, suites []Suite) error {
	all := report{Name: name}
	for _, s := range suites {
		one := suite{Name: s.Name, Cases: s.Cases, counts: counts{Tests: len(s.Cases)}}
		for i := range s.Cases {
			switch c := &s.Cases[i]; {
			case c.Failure != nil:
				one.Failures++
			case c.Skipped != nil:
				one.Skipped++
			}
		}
		all.Tests += one.Tests
		all.Failures += one.Failures
		all.Skipped += one.Skipped
		all.Suites = append(all.Suites, one)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
