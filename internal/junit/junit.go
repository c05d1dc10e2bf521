// Package junit writes test results as JUnit XML, limited to what Jenkins, GitLab and Azure Pipelines all support. It
// omits times, which would differ from run to run.
package junit

import (
	"encoding/xml"
	"io"
)

// Suite is a test suite.
type Suite struct {
	Name  string
	Cases []Case
}

// Case is a test case. It has passed if Failure and Skipped are nil.
type Case struct {
	Name  string `xml:"name,attr"`
	Class string `xml:"classname,attr"`
	// File is the path of the file that the case is about, if any.
	File      string   `xml:"file,attr,omitempty"`
	Failure   *Outcome `xml:"failure"`
	Skipped   *Outcome `xml:"skipped"`
	SystemOut *Outcome `xml:"system-out"`
}

// Outcome describes the outcome of a case, in one line and in full.
type Outcome struct {
	Message string `xml:"message,attr,omitempty"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",cdata"`
}

// counts are the totals of a report or a suite. Errors, which would be errors of the tests themselves, is always 0.
type counts struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Skipped  int `xml:"skipped,attr"`
}

// The elements that enclose the cases.
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

// Write writes suites, with the numbers of cases that failed and were skipped.
func Write(w io.Writer, name string, suites []Suite) error {
	out := report{Name: name}
	for _, s := range suites {
		element := suite{Name: s.Name, Cases: s.Cases, counts: counts{Tests: len(s.Cases)}}
		for i := range s.Cases {
			switch c := &s.Cases[i]; {
			case c.Failure != nil:
				element.Failures++
			case c.Skipped != nil:
				element.Skipped++
			}
		}
		out.Tests += element.Tests
		out.Failures += element.Failures
		out.Skipped += element.Skipped
		out.Suites = append(out.Suites, element)
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
