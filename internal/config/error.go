package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// Error contains all problems that make a configuration invalid.
type Error struct {
	// Problems are in the order of the file; each has at least one location.
	Problems []problem.Problem
}

func newError(problems []problem.Problem) *Error {
	slices.SortStableFunc(problems, func(a, b problem.Problem) int {
		return cmp.Compare(a.Locations[0].Span.Start, b.Locations[0].Span.Start)
	})
	return &Error{problems}
}

// Error returns a line for each problem: path:line:column, what is wrong, and what to do about it.
func (e *Error) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		loc := p.Locations[0]
		at := loc.File.Position(loc.Span.Start)
		lines[i] = fmt.Sprintf("%s:%d:%d: %s", loc.File.Path, at.Line, at.Column, p.Message.String())
		notes := make([]string, len(p.Notes))
		for j, note := range p.Notes {
			notes[j] = note.String()
		}
		if remedy := cmp.Or(loc.Caption().String(), p.Help.String(), strings.Join(notes, "; ")); remedy != "" {
			lines[i] += "; " + remedy
		}
	}
	return strings.Join(lines, "\n")
}
