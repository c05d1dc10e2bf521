// Package markdown escapes text for Markdown, so that it is rendered literally.
package markdown

import (
	"strings"

	"github.com/tenantlint/tenantlint/internal/pattern"
)

// proseEscaper escapes the characters that may occur in prose and have a meaning in Markdown.
var proseEscaper = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "|", `\|`)

// htmlTag matches an HTML tag, which Markdown would not show.
var htmlTag = pattern.New("</?[A-Za-z][^<>`]*>")

// Prose escapes trusted prose, such as the text of a rule. Code spans in backticks are kept, and anything that looks like
// an HTML tag becomes a code span.
func Prose(s string) string {
	if !strings.ContainsAny(s, `\*_<[|`) {
		return s
	}
	if strings.Contains(s, "<") {
		s = wrapTags(s)
	}
	parts := strings.Split(s, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = proseEscaper.Replace(parts[i])
	}
	return strings.Join(parts, "`")
}

// wrapTags turns tags outside of code spans into code spans.
func wrapTags(s string) string {
	parts := strings.Split(s, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = htmlTag().ReplaceAllString(parts[i], "`$0`")
	}
	return strings.Join(parts, "`")
}

// pipeEscaper replaces vertical bars: a bar ends a table cell even inside code, and renderers do not agree on whether a
// backslash escapes it.
var pipeEscaper = strings.NewReplacer("|", `\x7c`)

// Code returns a value as a code span (CommonMark 0.31, 6.1), delimited by one more backtick than its longest run of
// backticks. An empty value is shown as a pair of quotes.
func Code(s string) string {
	if s == "" {
		s = `""`
	}
	s = pipeEscaper.Replace(s)
	fence := strings.Repeat("`", longestRun(s)+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || strings.HasPrefix(s, " ") && strings.HasSuffix(s, " ") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// plainWords matches text that contains neither Markdown nor anything that a code host turns into a link: words of letters
// and short numbers separated by spaces, with punctuation at their ends.
var plainWords = pattern.New(`^ *(?:\(?(?:\pL+(?:['-]\pL+)*|\d{1,6})[,;:.?]?\)?[,;:.?]?(?: +|$))*$`)

// punctuation matches plain punctuation between two values, as in "a, b".
var punctuation = pattern.New(`^[,;:.?]? *$`)

// Plain escapes untrusted text: anything that is not a plain word becomes a code span, so that no renderer turns it into
// a link, a mention or markup.
func Plain(s string) string {
	if plainWords().MatchString(s) || punctuation().MatchString(s) {
		return s
	}
	parts := strings.Split(s, " ")
	for i, part := range parts {
		switch {
		case part == "" || plainWords().MatchString(part) || i == 0 && punctuation().MatchString(part):
		default:
			parts[i] = Code(part)
		}
	}
	return strings.Join(parts, " ")
}

// Link returns a link with prose as its text. It does not escape the URL.
func Link(prose, url string) string {
	return "[" + strings.ReplaceAll(Prose(prose), "]", `\]`) + "](" + url + ")"
}

// IsPlain reports whether text consists only of plain words, which need no escaping.
func IsPlain(s string) bool { return plainWords().MatchString(s) }

// Block returns lines as a fenced code block (CommonMark 0.31, 4.5). The lines must end with a line break.
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
