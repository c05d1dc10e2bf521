package problem

import "fmt"

// Level is the severity of a problem; higher levels are more severe.
type Level uint8

// The levels, from none to the most severe. Their names are SARIF's.
const (
	NoLevel Level = iota
	Note
	Warning
	Error
)

// String returns SARIF's name of the level.
func (l Level) String() string {
	return [...]string{"none", "note", "warning", "error"}[l]
}

// ParseLevel parses "error", "warning" or "note".
func ParseLevel(s string) (Level, error) {
	for l := Note; l <= Error; l++ {
		if l.String() == s {
			return l, nil
		}
	}
	return NoLevel, fmt.Errorf("unknown level %q; want error, warning or note", s)
}
