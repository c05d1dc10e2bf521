package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/source"
)

// NothingToCheckError reports where no manifest was found; errors.Is treats it as ErrNothingToCheck.
type NothingToCheckError struct {
	Where   string
	Files   int // YAML and JSON files looked at
	Skipped int // files left out because of a pattern or their type
	Others  int // files with other extensions
	// Exports is the number of files that are exports of Entra ID or the Power Platform, Kinds contains their kinds.
	Exports int
	Kinds   []string
	// Skips contains the skipped files and folders, as in Result.
	Skips []source.Skip
}

func (e *NothingToCheckError) Error() string {
	if explicitFiles := e.explicitFiles(); explicitFiles != "" {
		return "nothing to check: " + explicitFiles
	}
	summary := fmt.Sprintf("looked at %d YAML and JSON files", e.Files)
	if e.Files == 1 {
		summary = "looked at one YAML or JSON file"
	}
	if e.Files == 0 {
		summary = "there is no YAML or JSON file"
	}
	if e.Skipped > 0 {
		summary += fmt.Sprintf(", skipped %d", e.Skipped)
	}
	if e.Others > 0 {
		summary += fmt.Sprintf(", ignored %d with other extensions", e.Others)
	}
	if excluded := e.excluded(); excluded > 0 && e.Files == 0 {
		summary = fmt.Sprintf("include and exclude rule out all %d files and folders", excluded)
		if excluded == 1 {
			summary = "include and exclude rule out the only one"
		}
	}
	if e.Files+e.Skipped > 0 {
		summary += " (why, file by file: tenantlint lint --verbose)"
	}
	if e.Exports > 0 {
		exports := fmt.Sprintf("%d files are exports", e.Exports)
		if e.Exports == 1 {
			exports = "one file is an export"
		}
		return fmt.Sprintf(
			"no manifest in %s: %s; %s (%s); to make manifests of exports: tenantlint import",
			e.Where,
			summary,
			exports,
			strings.Join(e.Kinds, ", "),
		)
	}
	return fmt.Sprintf(
		"no manifest in %s: %s; a manifest begins with \"apiVersion: tenantlint/v1\" and a kind; to begin with one: tenantlint init",
		e.Where,
		summary,
	)
}

// explicitFiles says why each of the named paths was left out, or returns "" if anything else was searched.
func (e *NothingToCheckError) explicitFiles() string {
	if e.Files > 0 {
		return ""
	}
	var all []string
	for _, skip := range e.Skips {
		if !skip.Explicit {
			return ""
		}
		all = append(all, fmt.Sprintf("%q is %s", skip.Path, skip.Reason))
	}
	const maxListed = 3
	if len(all) > maxListed {
		all = append(all[:maxListed:maxListed], fmt.Sprintf("%d more", len(all)-maxListed))
	}
	return strings.Join(all, ", ")
}

// excluded returns the number of files and folders that the user's patterns left out.
func (e *NothingToCheckError) excluded() int {
	n := 0
	for _, skip := range e.Skips {
		if skip.ByPattern() {
			n++
		}
	}
	return n
}

// Is reports whether target is ErrNothingToCheck.
func (e *NothingToCheckError) Is(target error) bool { return target == ErrNothingToCheck }

// countExports records which of the files without a manifest are exports.
func (e *NothingToCheckError) countExports(inputs []input) {
	for i := range inputs {
		if kind := inputs[i].exportKind(); kind != "" {
			e.Exports++
			if !slices.Contains(e.Kinds, kind) {
				e.Kinds = append(e.Kinds, kind)
			}
		}
	}
	slices.Sort(e.Kinds)
}

// exportKind returns the kind of export that a file is, or "".
func (in *input) exportKind() string {
	if in.file == nil || in.isManifestFile() {
		return ""
	}
	return importer.Recognize(importer.Export{Path: in.file.Path, Data: in.file.Data})
}
