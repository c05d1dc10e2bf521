package manifest

import (
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// chunk is the part of a file that contains one YAML document: its directives, its marker and its content, in whole
// lines.
type chunk struct {
	start, end int
	// line is the index of its first line in text.lines.
	line int
}

// split divides a stream into documents at the markers in the first column, where YAML does not allow them inside any
// scalar: a broken document then cannot swallow the documents after it.
//
//nolint:gocognit // one case for each kind of line
func (t *sourceText) split() (chunks []chunk, problems []problem.Problem) {
	first := 0 // the first line of the current chunk
	var marked, content bool
	directives := 0 // directives before this line are known to be followed by "---"
	flush := func(line int) {
		if marked || content {
			end := len(t.data)
			if line < len(t.lines) {
				end = t.lines[line]
			}
			chunks = append(chunks, chunk{start: t.lines[first], end: end, line: first})
		}
		first, marked, content = line, false, false
	}
	for i, start := range t.lines {
		end := len(t.data)
		if i+1 < len(t.lines) {
			end = t.lines[i+1]
		}
		switch t.marker(start, end) {
		case '-':
			if marked || content {
				flush(i)
			}
			marked = true
		case '.':
			flush(i)
			first = i + 1
			if at := t.firstNonBlank(start+3, end); at < end && t.data[at] != '#' {
				problems = append(problems, syntaxProblem(t.file, source.Span{Start: at, End: t.lineEnd(at)},
					`text after "...", which ends a document`, "begin the next document on a line of its own"))
			}
		default:
			if content || marked {
				continue
			}
			// A directive starts a document too; without a following "---" it is an error to report.
			at := t.firstNonBlank(start, end)
			if at == end || t.data[at] == '#' {
				continue
			}
			if at == start && t.data[at] == '%' && i >= directives {
				directives = t.markerAfter(i + 1)
			}
			content = t.data[at] != '%' || i >= directives
		}
	}
	flush(len(t.lines))
	return chunks, problems
}

// marker returns '-' or '.' if the line consists of "---" or "...", or starts with it and white space; otherwise 0.
func (t *sourceText) marker(start, end int) byte {
	if end-start < 3 {
		return 0
	}
	c := t.data[start]
	if c != '-' && c != '.' || t.data[start+1] != c || t.data[start+2] != c {
		return 0
	}
	if start+3 == end || isBlank(t.data[start+3]) || t.breakLen(start+3) > 0 {
		return c
	}
	return 0
}

// markerAfter returns the line of the next "---" if there are only directives, comments and empty lines from line i to
// it, otherwise 0.
func (t *sourceText) markerAfter(i int) int {
	for ; i < len(t.lines); i++ {
		start, end := t.lines[i], len(t.data)
		if i+1 < len(t.lines) {
			end = t.lines[i+1]
		}
		if t.marker(start, end) == '-' {
			return i
		}
		if at := t.firstNonBlank(start, end); at < end && t.data[at] != '#' && t.data[at] != '%' {
			return 0
		}
	}
	return 0
}

// firstNonBlank returns the offset of the first byte in [start, end) that is neither a blank nor a line break, or end.
func (t *sourceText) firstNonBlank(start, end int) int {
	for start < end {
		switch w := t.breakLen(start); {
		case w > 0:
			start += w
		case t.data[start] == ' ' || t.data[start] == '\t':
			start++
		default:
			return start
		}
	}
	return end
}

// lineEnd returns the offset after the text of the line that contains offset i, without its line break and trailing
// blanks.
func (t *sourceText) lineEnd(i int) int {
	end := i
	for j := i; j < len(t.data) && t.breakLen(j) == 0; j++ {
		if c := t.data[j]; c != ' ' && c != '\t' {
			end = j + 1
		}
	}
	return end
}
