package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/source"
)

// NothingError reports where no manifest was found; errors.Is treats it as ErrNothing.
type NothingError struct {
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

func (e *NothingError) Error() string {
	if explicitFiles := e.explicitFiles(); explicitFiles != "" {
		return "nothing to check: " + explicitFiles
	}
	looked := fmt.Sprintf("looked at %d YAML and JSON files", e.Files)
	if e.Files == 1 {
		looked = "looked at one YAML or JSON file"
	}
	if e.Files == 0 {
		looked = "there is no YAML or JSON file"
	}
	if e.Skipped > 0 {
		looked += fmt.Sprintf(", skipped %d", e.Skipped)
	}
	if e.Others > 0 {
		looked += fmt.Sprintf(", passed over %d of other names", e.Others)
	}
	if excluded := e.excluded(); excluded > 0 && e.Files == 0 {
		looked = fmt.Sprintf("include and exclude leave nothing of %d files and folders", excluded)
		if excluded == 1 {
			looked = "include and exclude leave out the only one"
		}
	}
	if e.Files+e.Skipped > 0 {
		looked += " (why, file by file: tenantlint lint --verbose)"
	}
	if e.Exports > 0 {
		exports := fmt.Sprintf("%d files are exports", e.Exports)
		if e.Exports == 1 {
			exports = "one file is an export"
		}
		return fmt.Sprintf(
			"no manifest in %s: %s; %s (%s); to make manifests of exports: tenantlint import",
			e.Where,
			looked,
			exports,
			strings.Join(e.Kinds, ", "),
		)
	}
	return fmt.Sprintf(
		"no manifest in %s: %s; a manifest begins with \"apiVersion: tenantlint/v1\" and a kind; to begin with one: tenantlint init",
		e.Where,
		looked,
	)
}

// explicitFiles says why each of the named paths was left out, or returns "" if anything else was searched.
func (e *NothingError) explicitFiles() string {
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
func (e *NothingError) excluded() int {
	n := 0
	for _, skip := range e.Skips {
		if skip.ByPattern() {
			n++
		}
	}
	return n
}

// Is reports whether target is ErrNothing.
func (e *NothingError) Is(target error) bool { return target == ErrNothing }

// exports records which of the files without a manifest are exports.
func (e *NothingError) exports(inputs []input) {
	for i := range inputs {
		if kind := inputs[i].export(); kind != "" {
			e.Exports++
			if !slices.Contains(e.Kinds, kind) {
				e.Kinds = append(e.Kinds, kind)
			}
		}
	}
	slices.Sort(e.Kinds)
}

// export returns the kind of export that a file is, or "".
func (in *input) export() string {
	if in.file == nil || in.holds() {
		return ""
	}
	return importer.Recognize(importer.Export{Path: in.file.Path, Data: in.file.Data})
}
