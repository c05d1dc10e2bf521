// Package markdown writes text for readers of Markdown, so that nothing of it is taken for more than it is.
package markdown

import (
	"strings"

	"github.com/tenantlint/tenantlint/internal/pattern"
)

// special is what prose may hold and Markdown would take for more than the character.
var special = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "|", `\|`)

// tag is what Markdown takes for HTML and does not show.
var tag = pattern.New("</?[A-Za-z][^<>`]*>")

// Prose returns prose of ours. What is in backticks is code already, and what looks like an HTML tag becomes code.
func Prose(s string) string {
	if !strings.ContainsAny(s, `\*_<[|`) {
		return s
	}
	if strings.Contains(s, "<") {
		s = tagged(s)
	}
	parts := strings.Split(s, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = special.Replace(parts[i])
	}
	return strings.Join(parts, "`")
}

// tagged puts tags outside code in code.
func tagged(s string) string {
	parts := strings.Split(s, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = tag().ReplaceAllString(parts[i], "`$0`")
	}
	return strings.Join(parts, "`")
}

// pipe keeps a bar from ending the cell of a table, which it does even in code, and behind a backslash for
// some readers and not for others.
var pipe = strings.NewReplacer("|", `\x7c`)

// Code returns a value as a span of code (CommonMark 0.31, 6.1), which more backticks enclose than it has in
// a row. An empty value is shown as quotes.
func Code(s string) string {
	if s == "" {
		s = `""`
	}
	s = pipe.Replace(s)
	fence := strings.Repeat("`", longestRun(s)+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || strings.HasPrefix(s, " ") && strings.HasSuffix(s, " ") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// words matches text in which nothing can be meant as Markdown, nor as something that a code host makes a link of:
// words of letters and short numbers between blanks, with the marks that are at an end.
var words = pattern.New(`^ *(?:\(?(?:\pL+(?:['-]\pL+)*|\d{1,6})[,;:.?]?\)?[,;:.?]?(?: +|$))*$`)

// punctuation matches what is between two values and is plain, as in "a, b".
var punctuation = pattern.New(`^[,;:.?]? *$`)

// Plain returns words of unknown origin: as they are, or each that is more than a word in code, so that no
// reader makes a link, a mention or markup of it.
func Plain(s string) string {
	if words().MatchString(s) || punctuation().MatchString(s) {
		return s
	}
	parts := strings.Split(s, " ")
	for i, part := range parts {
		switch {
		case part == "" || words().MatchString(part) || i == 0 && punctuation().MatchString(part):
		default:
			parts[i] = Code(part)
		}
	}
	return strings.Join(parts, " ")
}

// Link returns prose that leads to an address.
func Link(prose, url string) string {
	return "[" + strings.ReplaceAll(Prose(prose), "]", `\]`) + "](" + url + ")"
}

// IsPlain reports whether text is nothing but words.
func IsPlain(s string) bool { return words().MatchString(s) }

// Block returns lines as a block of code (CommonMark 0.31, 4.5); they end with a line end.
func Block(language, lines string) string {
	fence := strings.Repeat("`", max(3, longestRun(lines)+1))
	return fence + language + "\n" + lines + fence + "\n"
}

// longestRun returns the length of the longest run of backticks in s.
func longestRun(s string) int {
	maxRun, run := 0, 0
	for i := range len(s) {
		if run++; s[i] != '`' {
			run = 0
		}
		maxRun = max(maxRun, run)
	}
	return maxRun
}
