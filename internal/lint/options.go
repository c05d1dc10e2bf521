// Package lint puts the way together: from paths to the findings that a report shows.
package lint

import (
	"errors"
	"io"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Options say what to lint and by which rules.
type Options struct {
	// Find says where the input is.
	Find source.FindOptions
	// Stdin is read where the paths hold "-".
	Stdin io.Reader
	// Rules selects the rules and their levels.
	Rules policy.Selection
	// AllowEmpty makes a run without any manifest a clean one.
	AllowEmpty bool
	// Workers bounds how many files are read at a time; 0 is one for each core.
	Workers int
}

// Result is what a run gave.
type Result struct {
	// Run is what a report shows; the caller adds what only it knows: the version, the exit code.
	Run report.Run
	// Skips are the files and folders that were left out.
	Skips []source.Skip
}

// ErrNothing says that there is no manifest to check; the program ends with 3.
var ErrNothing = errors.New("nothing to check")
