package lsp

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/report"
)

// hover returns the documentation of the rules with findings at a position and how to fix them, followed by that of the
// key or name there.
func (s *server) hover(p positionParams) (any, error) {
	var texts []string
	var at textRange
	formats := s.client.TextDocument.Hover.ContentFormat
	asMarkdown := slices.Contains(formats, markdown)
	for _, here := range s.stateFor(p.TextDocument.URI).published[p.TextDocument.URI] {
		if here.finding == nil || before(p.Position, here.Range.Start) || before(here.Range.End, p.Position) {
			continue
		}
		if len(texts) == 0 {
			at = here.Range
		}
		text := explain(here.finding)
		if asMarkdown {
			text = explainMarkdown(here.finding)
		}
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	st := s.stateFor(p.TextDocument.URI)
	if documents := st.documents(p.TextDocument.URI); len(documents) > 0 && !st.isUnparsed(documents[0].File) {
		f := documents[0].File
		if text, where, ok := st.hover(p.TextDocument.URI, s.encoding.offset(f, p.Position), asMarkdown); ok {
			if len(texts) == 0 {
				at = s.encoding.toRange(f, where)
			}
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 {
		return nil, nil
	}
	if asMarkdown {
		return hover{markupContent{markdown, strings.Join(texts, "\n\n---\n\n")}, at}, nil
	}
	return hover{markupContent{plainText, strings.Join(texts, "\n\n")}, at}, nil
}

// before reports whether a is before b.
func before(a, b position) bool { return compare(a, b) < 0 }

func compare(a, b position) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Character, b.Character))
}

func explain(f *finding.Finding) string {
	paragraphs := []string{f.Rule.ID + ": " + f.Rule.Title}
	if f.Rule.Description != "" {
		paragraphs = append(paragraphs, f.Rule.Description)
	}
	if !f.Help.IsZero() {
		paragraphs = append(paragraphs, "What to do: "+f.Help.String())
	}
	for _, source := range f.Rule.Sources {
		paragraphs = append(paragraphs, "Source: "+source.String()+" "+source.URL)
	}
	if url := report.RuleURL(f.Rule); url != "" {
		paragraphs = append(paragraphs, url)
	}
	return strings.Join(paragraphs, "\n\n")
}

func explainMarkdown(f *finding.Finding) string {
	paragraphs := []string{fmt.Sprintf("**%s**: %s", f.Rule.ID, markdownEscaper.Replace(f.Rule.Title))}
	if f.Rule.Description != "" {
		paragraphs = append(paragraphs, markdownEscaper.Replace(f.Rule.Description))
	}
	if !f.Help.IsZero() {
		paragraphs = append(paragraphs, "**What to do:** "+markdownEscaper.Replace(f.Help.String()))
	}
	for _, source := range f.Rule.Sources {
		text := markdownEscaper.Replace(source.String())
		if source.URL != "" {
			text = fmt.Sprintf("[%s](%s)", text, source.URL)
		}
		paragraphs = append(paragraphs, "**Source:** "+text)
	}
	if url := report.RuleURL(f.Rule); url != "" {
		paragraphs = append(paragraphs, fmt.Sprintf("[More about this rule](%s)", url))
	}
	return strings.Join(paragraphs, "\n\n")
}

// markdownEscaper escapes text for Markdown.
var markdownEscaper = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", "&lt;", "#", `\#`)
