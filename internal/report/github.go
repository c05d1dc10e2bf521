package report

import (
	"bufio"
	"io"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
)

// commands are the workflow commands of GitHub Actions that annotate lines.
var commands = map[problem.Level]string{problem.Error: "error", problem.Warning: "warning", problem.Note: "notice"}

// GitHub writes a run as workflow commands of GitHub Actions, which annotate the lines of a change, followed by a summary
// for the log. There is one command for each location, so that each side of a conflict is annotated.
//
// GitHub shows up to 10 errors, 10 warnings and 10 notices of a step and drops the rest; the summary contains the number
// of dropped ones. The log of the step, the job summary and SARIF contain all of them.
func GitHub(w io.Writer, run *result.Run, o Options) error {
	t := textReport{Writer: bufio.NewWriter(w), Options: o}
	written := map[problem.Level]int{}
	for _, f := range locatedFindings(run.Findings) {
		t.command(run.Repository, f)
		written[f.Level]++
	}
	t.summary(run)
	dropped := 0
	for _, n := range written {
		dropped += max(0, n-maxAnnotations)
	}
	if dropped > 0 {
		t.printf("GitHub annotates %d lines of each level in a step; this log lists %d more.\n", maxAnnotations, dropped)
	}
	return t.Flush()
}

// maxAnnotations is the largest number of annotations per level that GitHub shows for a step.
const maxAnnotations = 10

// command writes the annotation of a finding at one of its locations. The message starts with the location, because the
// log shows only the message of a command.
func (t *textReport) command(repository *result.Repository, f locatedFinding) {
	at := f.location()
	start, end := at.File.Position(at.Span.Start), at.File.Position(max(at.Span.Start, at.Span.End))
	t.printf("::%s file=%s,line=%d,endLine=%d", commands[f.Level], property(repository.Path(at.File.Path)), start.Line, end.Line)
	if start.Line == end.Line { // GitHub rejects columns if the lines differ
		t.printf(",col=%d,endColumn=%d", start.Column, end.Column)
	}
	lines := []string{formatLocation(at) + ": " + f.text() + " [" + harmless.Text(f.Rule.ID) + "]"}
	if !at.Caption().IsZero() {
		lines = append(lines, harmless.Text(at.Caption().String()))
	}
	lines = append(lines, f.trailer()...)
	t.printf(",title=%s::%s\n", property(f.Rule.ID), commandData.Replace(strings.Join(lines, "\n")))
}

// Replacers for the characters that are special in the message of a command and in the value of a property, as in
// actions/toolkit (packages/core/src/command.ts).
var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// property escapes the value of a property of a command.
func property(s string) string { return commandProperty.Replace(harmless.Text(s)) }
