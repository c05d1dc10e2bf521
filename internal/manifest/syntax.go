package manifest

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// explain returns the problem that describes why a document is not valid YAML. It matches the error texts of yaml.v3
// 3.0.1; an unknown text gets the general message.
//
//nolint:cyclop,gocyclo,maintidx // one case for each message of the library
func (r *yamlReader) explain(f failure) *problem.Problem {
	if strings.HasPrefix(f.reason, "exceeded max depth of ") {
		at := r.lastCharBefore(f.at)
		p := tooDeep(r.file, at, "more than "+strings.TrimPrefix(f.reason, "exceeded max depth of "), r.limits.Depth)
		return &p
	}
	if first := r.skipTrivia(r.chunk.start); r.isDirective(first) && r.markerAfter(r.chunk.line) == 0 {
		at := r.restOfLine(first)
		p := syntaxProblem(
			r.file,
			at,
			`"---" is missing after the directive `+quoted(r.textIn(at)),
			`write "---" on a line of its own, or put text that begins with "%" in quotes`,
		)
		return &p
	}
	at := r.nextWord(f.at)
	opened := r.charAt(f.from)
	message, help := "this is not valid YAML", "check the indentation and the quotes of this line and the one before"
	var related []problem.Location
	switch f.reason {
	case "mapping values are not allowed in this context":
		at = r.charAt(f.at)
		message, help = `":" is not allowed here`, `put a value that holds ": " in quotes, and check the indentation of the line`
	case "could not find expected ':'":
		at = r.restOfLine(f.from)
		message, help = `":" is missing after the key `+quoted(r.textIn(at)), `write "key: value", and indent the lines of a longer value`
	case "block sequence entries are not allowed in this context":
		at = r.charAt(f.at)
		message, help = `"-" is not allowed here`, "begin a list on a line of its own"
	case "mapping keys are not allowed in this context":
		at = r.charAt(f.at)
		message, help = `"?" is not allowed here`, `put a value that begins with "? " in quotes`
	case "found character that cannot start any token":
		at = r.charAt(f.at)
		message, help = quoted(r.textIn(at))+" cannot begin a value", "put the value in quotes"
		if r.textIn(at) == "\t" {
			message, help = r.tabMessage(at.Start)
		}
	case "found a tab character where an indentation space is expected", "found a tab character that violates indentation":
		at = r.charAt(f.at)
		message, help = r.tabMessage(at.Start)
	case "found unexpected end of stream", "found unexpected document indicator":
		at = opened
		message, help = "double quote is never closed", "close the quote, or remove it"
		if r.textIn(at) == "'" {
			message = "single quote is never closed"
		}
	case "found unknown escape character":
		at = r.charsAt(f.at, 2)
		message, help = "escape "+quoted(r.textIn(at))+" is not known", `write "\\" for a backslash, or use single quotes`
		if r.textIn(at) == `\/` {
			message, help = `escape "\/" is only valid in JSON`, `write "/" as it is`
		}
	case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
		at = r.escapeAt(f.at)
		message, help = "escape "+quoted(r.textIn(at))+" does not encode a character",
			`write two digits after "\x", four after "\u", eight after "\U"`
	case "found an indentation indicator equal to 0":
		at = opened
		message, help = `indentation "0" is not allowed in a block of text`, "use 1 to 9, or leave the number out"
	case "did not find expected comment or line break":
		at = r.restOfLine(f.at)
		message, help = "unexpected text "+quoted(r.textIn(at))+" at the end of the line", "begin the block of text on the next line"
		if r.isDirective(f.from) {
			help = "remove the text after the directive"
		}
	case "did not find expected alphabetic or numeric character":
		at = r.wordAt(f.from)
		name := "an anchor"
		if strings.HasPrefix(r.textIn(at), "*") {
			name = "an alias"
		}
		message, help = quoted(
			r.textIn(at),
		)+" is not a valid name for "+name, "put the value in quotes if it is text; names may only contain letters, digits, _ and -"
	case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
		closing := f.reason[len(f.reason)-2 : len(f.reason)-1]
		if bytes.IndexByte(r.data[opened.Start:r.chunk.end], closing[0]) < 0 {
			at = opened
			message, help = quoted(r.textIn(at))+" is never closed", "add "+quoted(closing)
			break
		}
		message, help = `"," or `+quoted(
			closing,
		)+" is missing before "+quoted(
			r.textIn(at),
		), `separate values with ",", and put a value that holds brackets or commas in quotes`
		related = r.related(opened, "opened here")
	case "did not find expected key":
		at = r.restOfLine(f.at)
		message = quoted(r.textIn(at)) + " does not belong to the mapping before it"
		help = "align the keys of a mapping, and put a value that has quotes inside it in quotes as a whole"
		related = r.related(r.nextWord(f.from), "the mapping begins here")
	case "did not find expected '-' indicator":
		at = r.restOfLine(f.at)
		message, help = quoted(r.textIn(at))+" does not belong to the list before it", `begin each item with "- ", all in one column`
		related = r.related(r.nextWord(f.from), "the list begins here")
	case "did not find expected node content":
		at = r.charAt(f.at)
		message, help = "a value is missing before "+quoted(r.textIn(at)), `write the value, or "" if there is none`
		if at.Start >= r.chunk.end {
			at = r.lastCharBefore(r.chunk.end)
			message = "a value is missing at the end of the document"
			if open := r.textIn(r.charAt(f.inner)); f.inner >= 0 && (open == "[" || open == "{") {
				at = r.charAt(f.inner)
				message, help = quoted(open)+" is never closed", "add "+quoted(string(open[0]+2))
			}
		}
	case "did not find expected <document start>":
		at = r.restOfLine(f.at)
		message, help = "text "+quoted(r.textIn(at))+" after the end of the document",
			`check the indentation, or begin another document with "---"`
		if r.isDirective(at.Start) {
			message, help = "directive "+quoted(
				r.textIn(at),
			)+" inside a document", `end the document before it with "...", or put text that begins with "%" in quotes`
		}
	case "found undefined tag handle":
		at = r.wordAt(f.at)
		message, help = "tag "+quoted(r.textIn(at))+" has a prefix that no %TAG directive declares", "write the value without a tag"
	case "did not find expected whitespace or line break", "did not find the expected '>'", "did not find expected tag URI",
		"did not find expected '!'", "did not find URI escaped octet", "found an incorrect leading UTF-8 octet",
		"found an incorrect trailing UTF-8 octet", "did not find expected whitespace":
		at = r.wordAt(f.from)
		message, help = quoted(r.textIn(at))+" is not a valid tag", `put a value that begins with "!" in quotes`
		if r.isDirective(f.from) {
			at = r.restOfLine(f.from)
			message, help = "directive "+quoted(r.textIn(at))+" is not valid", "write %TAG !name! prefix, or remove the directive"
		}
	case "found unknown directive name", "could not find expected directive name", "found unexpected non-alphabetical character":
		at = r.restOfLine(f.from)
		message, help = "directive "+quoted(r.textIn(at))+" is not known", `put text that begins with "%" in quotes`
	case "did not find expected digit or '.' character", "did not find expected version number",
		"found extremely long version number", "found incompatible YAML document":
		at = r.restOfLine(r.directiveOffset(f))
		message, help = "directive "+quoted(r.textIn(at))+" has an unsupported version", "write %YAML 1.2, or remove the directive"
	case "found duplicate %YAML directive", "found duplicate %TAG directive":
		at = r.restOfLine(f.at)
		message, help = "directive "+quoted(r.textIn(at))+" is given twice", "remove one of the two"
	default:
		if name, ok := strings.CutPrefix(f.reason, "unknown anchor '"); ok {
			at = r.wordAt(f.lastEvent)
			name = strings.TrimSuffix(name, "' referenced")
			at.End = min(at.Start+1+len(name), r.chunk.end)
			message, help = "unknown anchor "+quoted(
				name,
			), fmt.Sprintf(
				"define it above with &%s, or put a value that begins with * in quotes",
				name,
			)
		}
	}
	p := syntaxProblem(r.file, at, message, help)
	p.Related = related
	return &p
}

// tabMessage returns the message and help for a tab at i.
func (r *yamlReader) tabMessage(i int) (message, help string) {
	end := i
	for end < r.chunk.end && r.breakLen(end) == 0 {
		end++
	}
	if len(bytes.Trim(r.data[i:end], " \t")) == 0 {
		return "line contains only a tab", "remove the tab"
	}
	return "tab used for indentation", "indent with spaces"
}

func levels(n int) string { return strconv.Itoa(n) }

func (r *yamlReader) textIn(at source.Span) string { return string(r.data[at.Start:at.End]) }

// charAt returns the span of the character at i, empty at the end of the document.
func (r *yamlReader) charAt(i int) source.Span { return r.charsAt(i, 1) }

// charsAt returns the span of count characters at i, up to the end of the line at most.
func (r *yamlReader) charsAt(i, count int) source.Span {
	at := source.Span{Start: max(r.chunk.start, min(i, r.chunk.end))}
	at.End = at.Start
	for ; count > 0 && at.End < r.chunk.end && r.breakLen(at.End) == 0; count-- {
		_, size := utf8.DecodeRune(r.data[at.End:r.chunk.end])
		at.End += size
	}
	return at
}

// nextWord returns the span of the first word from i on that is not part of a comment, or the last character of the
// document if there is none.
func (r *yamlReader) nextWord(i int) source.Span {
	at := r.wordAt(r.skipTrivia(max(i, r.chunk.start)))
	if at.Start == at.End {
		return r.lastCharBefore(r.chunk.end)
	}
	return at
}

// wordAt returns the span from i to the next blank.
func (r *yamlReader) wordAt(i int) source.Span {
	at := r.charAt(i)
	for at.End < r.chunk.end && !isBlank(r.data[at.End]) && r.breakLen(at.End) == 0 {
		at.End++
	}
	return at
}

// restOfLine returns the span from the first word at or after i to the end of its line.
func (r *yamlReader) restOfLine(i int) source.Span {
	at := r.nextWord(i)
	return source.Span{Start: at.Start, End: max(at.End, min(r.lineEnd(at.Start), r.chunk.end))}
}

// lastCharBefore returns the span of the last character before i that is not a blank, which is where problems about
// missing text at the end are reported.
func (r *yamlReader) lastCharBefore(i int) source.Span {
	for i > r.chunk.start {
		c, size := utf8.DecodeLastRune(r.data[r.chunk.start:i])
		switch c {
		case ' ', '\t', '\n', '\r', nel, lineSeparator, paragraphSeparator:
			i -= size
		default:
			return source.Span{Start: i - size, End: i}
		}
	}
	return source.Span{Start: i, End: i}
}

// escapeAt returns the span of the escape sequence that contains offset i, in a double-quoted scalar.
func (r *yamlReader) escapeAt(i int) source.Span {
	start := min(i, r.chunk.end)
	for start > r.chunk.start && r.data[start-1] != '\\' {
		start--
	}
	at := r.wordAt(max(start-1, r.chunk.start))
	length := map[byte]int{'x': 4, 'u': 6, 'U': 10}[r.data[min(start, r.chunk.end-1)]]
	at.End = min(at.End, at.Start+max(length, 2))
	if i := strings.IndexByte(r.textIn(at), '"'); i > 0 {
		at.End = at.Start + i
	}
	return at
}

func (r *yamlReader) isDirective(i int) bool {
	return i >= r.chunk.start && i < r.chunk.end && r.data[i] == '%' && (i == r.chunk.start || r.breakLen(i-1) > 0)
}

// directiveOffset returns the offset of the directive that caused a failure.
func (r *yamlReader) directiveOffset(f failure) int {
	if f.from >= 0 {
		return f.from
	}
	return f.at
}

func (r *yamlReader) related(at source.Span, label string) []problem.Location {
	return []problem.Location{{File: r.file, Span: at, Label: problem.Literal(label)}}
}

// checkQuestionMark reports a key such as "?a" in flow style, whose question mark YAML 1.1 reads as an indicator.
func (r *yamlReader) checkQuestionMark() {
	if i := r.skipTrivia(r.pos); r.flow > 0 && i+1 < r.chunk.end && r.data[i] == '?' && !isBlank(r.data[i+1]) && r.breakLen(i+1) == 0 {
		at := r.wordAt(i)
		if end := bytes.IndexAny(r.data[at.Start:at.End], ":,}]"); end > 0 {
			at.End = at.Start + end
		}
		r.syntaxError(at, quoted(r.textIn(at))+" begins with a question mark, which YAML may read as an indicator", "put the key in quotes")
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
	r.syntaxError(at, quoted(r.textIn(at))+" is not a valid name for "+name,
		"put the value in quotes if it is text; names may only contain letters, digits, _ and -")
}
