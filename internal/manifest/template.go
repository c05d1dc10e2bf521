package manifest

import (
	"bytes"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

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
