// Package report writes what a run found, one file a format. A format is a function from a run to
// a writer; it neither filters nor sorts.
package report

import (
	"io"

	"github.com/tenantlint/tenantlint/internal/result"
)

// ToolName is the name under which every report knows this program; it never changes, because
// code scanning keeps its alerts by it.
const ToolName = "tenantlint"

// Options say how a report looks; formats for programs ignore them.
type Options struct {
	Color      bool
	Hyperlinks bool
	// Width is the number of columns of the terminal, 0 where there is none. It bounds the lines of
	// source, nothing else.
	Width int
	// Dir is the working folder where it is below the root, with slashes: text and concise write paths as they are
	// written there. Other formats name them from the root.
	Dir string
	// All shows every finding; else of many that say the same in one file a few are shown, and counted.
	All bool
	// Statistics shows the findings by rule, and not one by one.
	Statistics bool
	// Accepted keeps what is suppressed or in the baseline; only SARIF can say so of a result, so no
	// other format heeds it.
	Accepted bool
}

// Format is one way to write a run.
type Format struct {
	Name, Summary string
	Write         func(io.Writer, *result.Run, Options) error
}
