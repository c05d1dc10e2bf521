package sarif

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/source"
)

// maxSnippet is the maximum length in bytes of a snippet: a document on one line would otherwise be copied into the report
// once for each of its findings.
const maxSnippet = 2000

// newRegion returns the region of a span without its snippet.
func newRegion(file *source.File, span source.Span) region {
	start, end := file.Position(span.Start), file.Position(max(span.Start, span.End))
	return region{StartLine: start.Line, StartColumn: start.UTF16, EndLine: end.Line, EndColumn: end.UTF16}
}

// snippet returns the text from start to end, or nil if it is too long or contains redacted text.
func snippet(file *source.File, start, end int) *content {
	start = min(max(start, 0), len(file.Data))
	end = min(max(start, end), len(file.Data))
	if end-start > maxSnippet || file.Redacted(source.Span{Start: start, End: end}) {
		return nil
	}
	data := file.Data[start:end]
	if utf8.Valid(data) {
		return &content{string(data)}
	}
	return &content{string(utf16.Decode(utf16Units(data)))}
}

// contextRegion returns the lines of a region with one line before and one after it, or nil if that is too long, the same
// as the region, or contains redacted text.
func contextRegion(file *source.File, r region) *region {
	first, last := max(1, r.StartLine-1), min(file.Lines(), r.EndLine+1)
	text, from := file.Line(last)
	if len(text) == 0 && last > r.EndLine { // the text after the last line end is empty: not a line to show
		last--
		text, from = file.Line(last)
	}
	to := from + len(text)
	_, from = file.Line(first)
	lines := region{StartLine: first, StartColumn: 1, EndLine: last, EndColumn: file.Position(to).UTF16}
	lines.Snippet = snippet(file, from, to)
	same := lines.StartLine == r.StartLine && r.StartColumn == 1 && lines.EndLine == r.EndLine && lines.EndColumn == r.EndColumn
	if same || lines.Snippet == nil {
		return nil
	}
	return &lines
}
