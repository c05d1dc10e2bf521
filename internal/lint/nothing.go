package lint

import "fmt"

// NothingError says where no manifest was found; it is an ErrNothing.
type NothingError struct {
	Where   string
	Files   int // YAML and JSON files looked at
	Skipped int // files left out by a pattern or a kind
}

func (e *NothingError) Error() string {
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
	return fmt.Sprintf("no manifest in %s: %s; a manifest begins with \"apiVersion: tenantlint/v1\" and a kind; to begin with one: tenantlint init", e.Where, looked)
}

// Is makes the error an ErrNothing.
func (e *NothingError) Is(target error) bool { return target == ErrNothing }
