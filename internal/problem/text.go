package problem

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
)

// Text is a message template with its values, which a report combines. Template contains {name} for a value of Args. In
// double quotes, "{name}" is user input or a key, which a report highlights and escapes; a bare {name} is a number or a
// word chosen by the program. {{ and }} are literal braces. A text without Args is literal, as custom rules may write
// it.
type Text struct {
	Template string
	Args     Args
}

// Args contains the values of a text by name: strings, lists of strings, or numbers.
type Args map[string]any

// Say returns a text with values.
func Say(template string, args Args) Text { return Text{template, args} }

// Literal returns a text without values.
func Literal(s string) Text { return Text{Template: s} }

// IsZero reports whether the text is empty.
func (t Text) IsZero() bool { return t.Template == "" }

// Compare orders texts by their rendered form.
func (t Text) Compare(other Text) int {
	if t.Args == nil && other.Args == nil {
		return strings.Compare(t.Template, other.Template)
	}
	return strings.Compare(t.String(), other.String())
}

// Map returns the text with each value changed; a literal text is changed as a whole.
func (t Text) Map(change func(string) string) Text {
	if t.Args == nil {
		return Text{Template: change(t.Template)}
	}
	changed := make(Args, len(t.Args))
	for name, v := range t.Args {
		switch v := v.(type) {
		case string:
			changed[name] = change(v)
		case []string:
			list := make([]string, len(v))
			for i := range v {
				list[i] = change(v[i])
			}
			changed[name] = list
		default:
			changed[name] = v
		}
	}
	return Text{t.Template, changed}
}

// Part is a part of a rendered text: fixed words, or a value that a report highlights.
type Part struct {
	Text  string
	Value bool
}

// maxValues is the largest number of values of a list that a text shows completely. Of a longer list it shows the first
// shownValues and the number of the others: thousands of values help nobody, and each location of a finding would
// repeat them.
const maxValues, shownValues = 12, 10

// Parts yields the parts of the rendered text in order.
func (t Text) Parts() iter.Seq[Part] {
	return func(yield func(Part) bool) {
		if t.Args == nil {
			_ = t.Template == "" || yield(Part{Text: t.Template})
			return
		}
		words, rest := "", t.Template
		flush := func() bool {
			out := words
			words = ""
			return out == "" || yield(Part{Text: out})
		}
		for rest != "" {
			i := strings.IndexAny(rest, "{}")
			if i < 0 {
				words += rest
				break
			}
			words += rest[:i]
			rest = rest[i:]
			if len(rest) > 1 && rest[1] == rest[0] { // a doubled brace
				words, rest = words+rest[:1], rest[2:]
				continue
			}
			name, after, closed := strings.Cut(rest[1:], "}")
			value, known := t.Args[name]
			if rest[0] == '}' || !closed || !known { // Check reports such a template
				words, rest = words+rest[:1], rest[1:]
				continue
			}
			if !strings.HasSuffix(words, `"`) || !strings.HasPrefix(after, `"`) {
				words, rest = words+plain(value), after
				continue
			}
			words, rest = strings.TrimSuffix(words, `"`), after[1:]
			if !flush() || !yieldValues(value, yield) {
				return
			}
		}
		flush()
	}
}

// yieldValues yields the values of an argument and their separators, and returns false if iteration must stop.
func yieldValues(arg any, yield func(Part) bool) bool {
	all := values(arg)
	for i, v := range all {
		if i > 0 && !yield(Part{Text: ", "}) || !yield(Part{v, true}) {
			return false
		}
	}
	more := count(arg) - len(all)
	return more <= 0 || yield(Part{Text: fmt.Sprintf(" and %d more", more)})
}

// String renders the text as a terminal shows it: each value in double quotes, escaped as in Go.
func (t Text) String() string {
	var b strings.Builder
	for p := range t.Parts() {
		if p.Value {
			b.WriteString(strconv.Quote(p.Text))
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// Check returns an error if the template has an unclosed brace or a name that Args lacks.
func (t Text) Check() error {
	if t.Args == nil {
		return nil
	}
	for rest := t.Template; ; {
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			return nil
		}
		if len(rest) > i+1 && rest[i+1] == rest[i] {
			rest = rest[i+2:]
			continue
		}
		name, after, closed := strings.Cut(rest[i+1:], "}")
		if rest[i] == '}' || !closed {
			return fmt.Errorf("template %q has a single brace; write {{ or }} for a brace", t.Template)
		}
		if _, known := t.Args[name]; !known {
			return fmt.Errorf("template %q names {%s}, which params lacks", t.Template, name)
		}
		rest = after
	}
}

func values(v any) []string {
	switch v := v.(type) {
	case []string:
		if len(v) > maxValues {
			return v[:shownValues]
		}
		return v
	default:
		return []string{plain(v)}
	}
}

func count(v any) int {
	if list, ok := v.([]string); ok {
		return len(list)
	}
	return 1
}

// plain returns a value without quotes.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, ", ")
	default:
		return fmt.Sprint(v)
	}
}
