package sarif

import (
	"strconv"
	"strings"
)

// phrase is the message of a result while it is put together: its text, and the template in which
// each value is a placeholder, as the standard wants it (3.11.5, 3.11.7).
type phrase struct {
	text, template strings.Builder
	arguments      []string
}

var (
	braces = strings.NewReplacer("{", "{{", "}", "}}")
	// brackets keeps what looks like a link to a location from being one.
	brackets = strings.NewReplacer("[", `\[`, "]", `\]`)
)

// write adds what a message says, with its values in single quotes, which is how SARIF sets
// dynamic content off (SARIF2015).
func (p *phrase) write(message string) {
	for {
		before, rest, found := strings.Cut(message, `"`)
		value, after, closed := strings.Cut(rest, `"`)
		if !found || !closed {
			p.literal(message)
			return
		}
		p.literal(before)
		p.value(plain(value))
		message = after
	}
}

func (p *phrase) literal(s string) {
	s = braces.Replace(plain(s))
	p.text.WriteString(s)
	p.template.WriteString(s)
}

// value adds an argument, which may hold a link.
func (p *phrase) value(argument string) {
	p.text.WriteString("'" + braces.Replace(argument) + "'")
	p.template.WriteString("'{" + strconv.Itoa(len(p.arguments)) + "}'")
	p.arguments = append(p.arguments, argument)
}

// plain returns s with no link in it.
func plain(s string) string {
	if strings.Contains(s, "](") {
		return brackets.Replace(s)
	}
	return s
}
