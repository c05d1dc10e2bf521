package manifest

import (
	"fmt"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Limits bound the cost of one file. They guard against hostile input, not against large estates: a file with ten
// thousand environments exceeds none of them.
type Limits struct {
	// Bytes is the maximum size of a file.
	Bytes int
	// Depth is the maximum nesting level of mappings and sequences.
	Depth int
	// Nodes is the maximum number of keys and values in a file, each counted again for every alias or merge key through
	// which it is reached.
	Nodes int
	// Aliases is the maximum number of keys and values that are reached through aliases and merge keys. There, a long
	// text counts once more for every hundred bytes.
	Aliases int
}

// DefaultLimits returns the default limits.
func DefaultLimits() Limits {
	return Limits{Bytes: 10 << 20, Depth: 100, Nodes: 500_000, Aliases: 100_000}
}

func tooManyBytes(f *source.File, limit int) problem.Problem {
	return limitProblem(f, source.Span{},
		fmt.Sprintf("file has %d bytes; the limit is %d", len(f.Data), limit),
		"split the file into several, one for each tenant")
}

func tooDeep(f *source.File, at source.Span, depth string, limit int) problem.Problem {
	return limitProblem(f, at,
		fmt.Sprintf("nested %s levels deep; the limit is %d", depth, limit),
		"no manifest needs this depth: look for extra brackets or dashes")
}

func tooManyNodes(f *source.File, at source.Span, nodes, limit int) problem.Problem {
	return limitProblem(f, at,
		fmt.Sprintf("file has at least %d keys and values; the limit is %d", nodes, limit),
		"split the file into several, one for each tenant")
}

func tooManyAliased(f *source.File, at source.Span, nodes, limit int) problem.Problem {
	return limitProblem(f, at,
		fmt.Sprintf("aliases repeat at least %d keys and values; the limit is %d", nodes, limit),
		"write the values out, or use fewer aliases of long texts and of other aliases")
}

// maxDirectives bounds the directives before a document: there are only two kinds, and yaml.v3 compares each directive
// with all previous ones.
const maxDirectives = 100

// tooManyDirectives returns the problem of a document with more than maxDirectives directives, or nil.
func (t *sourceText) tooManyDirectives(c chunk) *problem.Problem {
	count := 0
	for i := c.line; i < len(t.lines) && t.lines[i] < c.end; i++ {
		switch start := t.lines[i]; {
		case t.marker(start, c.end) == '-':
			return nil
		case t.data[start] != '%':
		default:
			if count++; count > maxDirectives {
				p := limitProblem(t.file, source.Span{Start: start, End: t.lineEnd(start)},
					fmt.Sprintf("document begins with more than %d directives", maxDirectives), "remove them; a manifest needs none")
				return &p
			}
		}
	}
	return nil
}

func limitProblem(f *source.File, at source.Span, message, help string) problem.Problem {
	return problem.Problem{
		Rule:      ruleLimit,
		Message:   problem.Literal(message),
		Help:      problem.Literal(help),
		Locations: []problem.Location{{File: f, Span: at}},
	}
}

// bytesPerNode is the number of bytes of a text that count as one more value where an alias repeats it: a few kilobytes
// of aliases of a long text could otherwise exhaust memory.
const bytesPerNode = 100

// usage counts how much of its limits a file has used.
type usage struct {
	nodes, aliased int
}

// estimateNodes returns a lower bound for the number of keys and values in a YAML text without building any: a text
// over the limit must not reach the parser, which takes hundreds of bytes for each.
func estimateNodes(text []byte) int {
	nodes, flow := 0, 0
	block := -1 // indentation of the line whose block scalar is being skipped, or -1
	for len(text) > 0 {
		var line []byte
		line, text = cutLine(text)
		indent := 0
		for indent < len(line) && line[indent] == ' ' {
			indent++
		}
		if indent == len(line) || line[indent] == '#' && block < 0 {
			continue
		}
		if block >= 0 && indent > block {
			continue
		}
		block = -1
		n, opened, scalar, quote := estimateLineNodes(line[indent:], flow)
		nodes += n
		flow = max(0, flow+opened)
		if scalar && flow == 0 {
			block = indent
		}
		if quote != 0 {
			text = skipQuoted(text, quote)
		}
	}
	return nodes
}

func cutLine(text []byte) (line, rest []byte) {
	for i, c := range text {
		if c == '\n' || c == '\r' {
			return text[:i], text[i+1:]
		}
	}
	return text, nil
}

// estimateLineNodes counts the values that certainly start in a line. It also returns by how much the line changes the
// depth of flow collections, whether it ends with the header of a block scalar, and the quote that it leaves open, or
// 0.
//
//nolint:cyclop,gocognit,gocyclo // one case for each character with a meaning
func estimateLineNodes(line []byte, flow int) (nodes, opened int, scalar bool, quote byte) {
	start := true // a token may start here
	for i := 0; i < len(line); i++ {
		c := line[i]
		next := byte(' ')
		if i+1 < len(line) {
			next = line[i+1]
		}
		inFlow := flow+opened > 0
		switch {
		case c == ' ' || c == '\t':
			if next == '#' {
				return nodes, opened, scalar, 0
			}
			continue
		case start && (c == '"' || c == '\''):
			end := closingQuote(line, i)
			if end < 0 {
				return nodes, opened, false, c
			}
			i = end - 1
			start, scalar = false, false
		case start && (c == '[' || c == '{'):
			opened++
			nodes++
		case inFlow && (c == ']' || c == '}'):
			opened--
			start = false
		case inFlow && c == ',':
			nodes++
			start = true
		case c == ':' && isBlank(next):
			if nodes++; !start {
				nodes++ // its key, which is already counted after a "?"
			}
			start = true
		case start && (c == '-' || c == '?') && isBlank(next):
			nodes++
		case start && (c == '|' || c == '>'):
			scalar, start = true, false
		default:
			if scalar && c != '+' && c != '-' && (c < '1' || c > '9') {
				scalar = false
			}
			start = false
		}
	}
	return nodes, opened, scalar, 0
}

// skipQuoted returns the text after a quoted scalar that was opened on an earlier line.
func skipQuoted(text []byte, quote byte) []byte {
	for i := 0; i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\':
			i++
		case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return text[i+1:]
		}
	}
	return nil
}
