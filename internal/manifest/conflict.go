package manifest

import (
	"bytes"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Each conflict marker of git is seven equal characters and an optional label.
var (
	conflictStart  = []byte("<<<<<<<")
	conflictBase   = []byte("|||||||")
	conflictTheirs = []byte("=======")
	conflictEnd    = []byte(">>>>>>>")
)

// resolveConflicts reports the merge conflicts of a file, as one problem, and returns the text with our side of each
// conflict kept and the rest blanked out, so that no offset changes. The discarded sides are recorded as unread.
func (p *parser) resolveConflicts(data []byte) []byte {
	if !bytes.Contains(data, conflictStart) || !bytes.Contains(data, conflictEnd) {
		return data
	}
	const outside, ourSide, theirSide = 0, 1, 2
	side := outside
	var begin, end, first, last source.Span
	count := 0
	resolved := bytes.Clone(data)
	blank := func(at source.Span) {
		for i := at.Start; i < at.End; i++ {
			resolved[i] = ' '
		}
	}
	for start := 0; start < len(data); {
		line := data[start:]
		if i := bytes.IndexAny(line, "\n\r"); i >= 0 {
			line = line[:i]
		}
		at := source.Span{Start: start, End: start + len(line)}
		start += len(line) + 1
		switch {
		case side == outside && isConflictMarker(line, conflictStart):
			side, begin = ourSide, at
		case side == outside:
			continue
		case isConflictMarker(line, conflictEnd):
			side, end = outside, at
			if count++; count == 1 {
				first, last = begin, end
			}
		case side == ourSide && (isConflictMarker(line, conflictTheirs) || isConflictMarker(line, conflictBase)):
			side = theirSide
		case side == theirSide:
			p.result.Unread = append(p.result.Unread, at)
		default:
			continue
		}
		blank(at)
	}
	if count == 0 || side != outside {
		return data // not a real conflict
	}
	q := syntaxProblem(
		p.file,
		first,
		"merge conflict is not resolved",
		`keep one of the two sides, and remove the lines that begin with "<<<<<<<", "=======" and ">>>>>>>"`,
	)
	q.Related = []problem.Location{{File: p.file, Span: last, Label: problem.Literal("the conflict ends here")}}
	if count > 1 {
		q.Notes = []problem.Text{problem.Say("the file holds {count} conflicts", problem.Args{"count": count})}
	}
	p.report(q)
	return resolved
}

// isConflictMarker reports whether a line consists of a conflict marker, optionally followed by a space and a label.
func isConflictMarker(line, marker []byte) bool {
	rest, ok := bytes.CutPrefix(line, marker)
	return ok && (len(rest) == 0 || rest[0] == ' ')
}
