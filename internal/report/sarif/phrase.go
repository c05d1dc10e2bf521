package sarif

import (
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// phrase builds the message of a result from words and values. It yields the text, the template with placeholders and the
// arguments that the standard requires (3.11.5, 3.11.7).
type phrase struct {
	parts []problem.Part
	size  int // of the text, in bytes
}

var (
	braces = strings.NewReplacer("{", "{{", "}", "}}")
	// brackets escapes text that looks like a link to a location.
	brackets = strings.NewReplacer("[", `\[`, "]", `\]`)
)

// sentence adds the text of a finding as a sentence, and cuts it when the phrase has reached maxBytes.
func (p *phrase) sentence(message problem.Text, maxBytes int) {
	for part := range message.Parts() {
		remaining := maxBytes - p.size
		if remaining <= 0 {
			break
		}
		if part.Value {
			p.value(truncate(escapeLinks(wording.Escape(part.Text)), remaining))
			continue
		}
		words := collapseSpace(part.Text)
		if len(p.parts) == 0 {
			words = capitalize(words)
		} else if words != part.Text && strings.HasPrefix(part.Text, " ") {
			words = " " + words
		}
		if words != part.Text && strings.HasSuffix(part.Text, " ") {
			words += " "
		}
		p.addText(truncate(escapeLinks(words), remaining))
	}
	if n := len(
		p.parts,
	); n == 0 || p.parts[n-1].Value ||
		!strings.HasSuffix(p.parts[n-1].Text, ".") && !strings.HasSuffix(p.parts[n-1].Text, "?") {
		p.addText(".")
	}
}

func (p *phrase) addText(s string) {
	p.size += len(s)
	if n := len(p.parts); n > 0 && !p.parts[n-1].Value {
		p.parts[n-1].Text += s
		return
	}
	p.parts = append(p.parts, problem.Part{Text: s})
}

// value adds an argument, which may contain a link.
func (p *phrase) value(argument string) {
	p.size += len(argument) + len("''")
	p.parts = append(p.parts, problem.Part{Text: argument, Value: true})
}

// write returns the text, the template and the arguments. Values are in single quotes, as SARIF requires for dynamic
// content (SARIF2015).
func (p *phrase) write() (text, template string, arguments []string) {
	var texts, templates strings.Builder
	for _, part := range p.parts {
		s := braces.Replace(part.Text)
		if !part.Value {
			texts.WriteString(s)
			templates.WriteString(s)
			continue
		}
		texts.WriteString("'" + s + "'")
		templates.WriteString("'{" + strconv.Itoa(len(arguments)) + "}'")
		arguments = append(arguments, part.Text)
	}
	return texts.String(), templates.String(), arguments
}

// asValue returns the phrase as a single value.
func (p *phrase) asValue() *phrase {
	var b strings.Builder
	for _, part := range p.parts {
		b.WriteString(part.Text)
	}
	return &phrase{parts: []problem.Part{{Text: b.String(), Value: true}}}
}

// escapeLinks returns s with links escaped.
func escapeLinks(s string) string {
	if strings.Contains(s, "](") {
		return brackets.Replace(s)
	}
	return s
}
