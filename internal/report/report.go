// Package report writes the results of a run, with one file for each format. A format is a function that writes a run to
// a writer; it neither filters nor sorts findings.
package report

import (
	"io"

	"github.com/tenantlint/tenantlint/internal/result"
)

// ToolName is the name of this program in every report. It must never change, because code scanning identifies alerts by
// it.
const ToolName = "tenantlint"

// Options controls the appearance of a report. Unless noted otherwise, machine-readable formats ignore them.
type Options struct {
	Color      bool
	Hyperlinks bool
	// Width is the number of columns of the terminal, or 0 if there is none. It limits only the lines of source.
	Width int
	// Dir is the slash-separated path of the working folder relative to the root, if it is below the root. The text and
	// concise formats write paths relative to it, all other formats relative to the root.
	Dir string
	// All shows every finding. By default, if a file has many findings that differ only in values, a few are shown and the
	// rest counted.
	All bool
	// Statistics shows only the number of findings by rule.
	Statistics bool
	// Accepted includes findings that are suppressed or in the baseline. Only SARIF can mark a result as such, so all other
	// formats ignore it.
	Accepted bool
}

// Format is an output format.
type Format struct {
	Name, Summary string
	Write         func(io.Writer, *result.Run, Options) error
}
