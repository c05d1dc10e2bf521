package manifest

import (
	"bytes"
	"strings"

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

// templateProblem returns the problem of a document that is a template of another program, or nil. A template may
// happen to be valid YAML, but has no meaning before it is rendered.
func (p *parser) templateProblem(at source.Span) *problem.Problem {
	text := p.file.Data[at.Start:at.End]
	open, closing := []byte("{{"), []byte("}}")
	start := bytes.Index(text, open)
	if i := bytes.Index(text, []byte("{%")); i >= 0 && (start < 0 || i < start) {
		start, closing = i, []byte("%}")
	}
	if start < 0 {
		return nil
	}
	end := bytes.Index(text[start:], closing)
	if end < 0 || bytes.ContainsAny(text[start:start+end], "\n\r") {
		return nil
	}
	expression := source.Span{Start: at.Start + start, End: at.Start + start + end + len(closing)}
	return &problem.Problem{
		Rule: ruleSyntax,
		Message: problem.Say(
			`template expression "{expression}" is not rendered`,
			problem.Args{"expression": string(text[start : start+end+len(closing)])},
		),
		Help:      problem.Literal("check what the template renders to, or put the expression in quotes if it is text"),
		Locations: []problem.Location{{File: p.file, Span: expression}},
	}
}

// reportUnreadable reports why a document cannot be read. For a file of templates, it reports only one problem.
func (p *parser) reportUnreadable(found problem.Problem) {
	p.result.Unread = append(p.result.Unread, p.span)
	if found.Rule == ruleSyntax {
		if template := p.templateProblem(p.span); template != nil {
			if p.isTemplate {
				return
			}
			found, p.isTemplate = *template, true
		}
	}
	p.report(found)
}

func duplicateMergeKey(f *source.File, first, second source.Span) problem.Problem {
	return problem.Problem{
		Rule:    ruleDuplicateKey,
		Message: problem.Literal(`merge key "<<" is given twice`),
		Help:    problem.Literal("name all mappings behind one merge key, as in <<: [*one, *two]"),
		Locations: []problem.Location{
			{File: f, Span: first, Label: problem.Literal("first here")},
			{File: f, Span: second, Label: problem.Literal("and again here")},
		},
	}
}

// checkQuestionMark reports a key such as "?a" in flow style, whose question mark YAML 1.1 reads as an indicator.
func (r *yamlReader) checkQuestionMark() {
	if i := r.skipTrivia(r.pos); r.flow > 0 && i+1 < r.chunk.end && r.data[i] == '?' && !isBlank(r.data[i+1]) && r.breakLen(i+1) == 0 {
		at := r.wordAt(i)
		if end := bytes.IndexAny(r.data[at.Start:at.End], ":,}]"); end > 0 {
			at.End = at.Start + end
		}
		r.syntaxError(at, quoted(r.textIn(at))+" begins with a question mark, which YAML may take for a sign", "put the key in quotes")
	}
}

// checkAnchorName reports an anchor or alias whose name ends at i in the middle of a word: YAML 1.1 and 1.2 disagree on
// which characters a name may contain.
func (r *yamlReader) checkAnchorName(start, end int) {
	if end >= r.chunk.end || isBlank(r.data[end]) || r.breakLen(end) > 0 || strings.IndexByte(",]}", r.data[end]) >= 0 {
		return
	}
	at := r.wordAt(start)
	name := "an anchor"
	if r.data[start] == '*' {
		name = "an alias"
	}
	r.syntaxError(at, quoted(r.textIn(at))+" is not a name of "+name, "put the value in quotes if it is text; names have letters, digits, _ and - only")
}
