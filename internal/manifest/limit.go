package manifest

import (
	"fmt"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Limits bound what one file may cost. They hold for hostile input, not for large estates: ten
// thousand environments in one file stay below all of them.
type Limits struct {
	// Bytes is the greatest size of a file.
	Bytes int
	// Depth is the greatest number of mappings and sequences inside one another.
	Depth int
	// Nodes is the greatest number of keys and values in a file, each counted once for every alias
	// or merge key through which it is reached.
	Nodes int
	// Aliases is the part of Nodes that may be reached through aliases and merge keys. There a long
	// text counts once more for each hundred bytes.
	Aliases int
}

// DefaultLimits returns the limits that hold when nobody sets others.
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
		"no manifest needs this depth: look for brackets or dashes that are too many")
}

func tooManyNodes(f *source.File, at source.Span, nodes, limit int) problem.Problem {
	return limitProblem(f, at,
		fmt.Sprintf("file has at least %d keys and values; the limit is %d", nodes, limit),
		"split the file into several, one for each tenant")
}

func tooManyAliased(f *source.File, at source.Span, nodes, limit int) problem.Problem {
	return limitProblem(f, at,
		fmt.Sprintf("aliases repeat at least %d keys and values; the limit is %d", nodes, limit),
		"write the values out, or let fewer aliases lead to long texts and other aliases")
}

// maxDirectives is the number of directives before a document: there are two kinds, and yaml.v3 compares
// each with all before it.
const maxDirectives = 100

// tooManyDirectives returns the problem of a document that begins with more directives than the limit, or nil.
func (t *text) tooManyDirectives(c chunk) *problem.Problem {
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

// textOfNode is the number of bytes of a text that count as one value more where an alias repeats it: a few
// kilobytes of aliases of a long text would else fill the memory.
const textOfNode = 100

// budget counts what a file has used of its limits.
type budget struct {
	nodes, aliased int
}

// nodesInText estimates how many keys and values a YAML text holds, from below, without building
// anything: a text over the limit must not reach the parser, which needs hundreds of bytes for each.
func nodesInText(text []byte) int {
	nodes, flow := 0, 0
	block := -1 // indentation of the line whose block scalar is being passed over, or -1
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
		n, opened, scalar, quote := nodesInLine(line[indent:], flow)
		nodes += n
		flow = max(0, flow+opened)
		if scalar && flow == 0 {
			block = indent
		}
		if quote != 0 {
			text = behindQuote(text, quote)
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

// nodesInLine counts the values that surely begin in a line. It also says by how much the line
// changes the depth of flow collections, whether it ends with the head of a block scalar, and which
// quote it leaves open.
//
//nolint:cyclop,gocognit,gocyclo // one case for each character that means something
func nodesInLine(line []byte, flow int) (nodes, opened int, scalar bool, quote byte) {
	start := true // a token may begin here
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
				nodes++ // its key, which behind a "?" is counted already
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

// behindQuote returns the text behind a quoted scalar that goes on from an earlier line.
func behindQuote(text []byte, quote byte) []byte {
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
