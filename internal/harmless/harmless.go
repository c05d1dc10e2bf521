// Package harmless writes text of the input so that neither a terminal nor the runner of a job obeys it.
package harmless

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns s with everything written out that a terminal would obey or not show, so that
// what a reader sees is what the input holds and nothing of the input can act.
func Text(s string) string {
	var b strings.Builder
	for s != "" {
		text, size := Visible(s)
		b.WriteString(text)
		s = s[size:]
	}
	return b.String()
}

// Line returns a line that may hold text of the input with all written out that a terminal or the runner
// of a job would obey.
func Line(line string) string { return unmarked(Text(line)) }

// Lines returns a text with each of its lines as Line returns it, and a line feed behind each.
func Lines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(Line(strings.TrimRight(line, "\r\n")) + "\n")
	}
	return b.String()
}

// Commands returns a text with what the runner of a job would obey written out; all else stays as it is. A carriage
// return begins a line for a runner, too.
func Commands(text string) string {
	var b strings.Builder
	for text = written(text, `\x23`); text != ""; {
		end := strings.IndexAny(text, "\r\n") + 1
		if end == 0 {
			end = len(text)
		}
		b.WriteString(unmarked(text[:end]))
		text = text[end:]
	}
	return b.String()
}

// unmarked writes out the colon with which a line begins as a command, behind white space of any kind.
func unmarked(line string) string {
	if text := strings.TrimLeftFunc(line, unicode.IsSpace); strings.HasPrefix(text, "::") {
		return line[:len(line)-len(text)] + `\x3a` + text[1:]
	}
	return line
}

// JSON appends JSON with escapes for what a runner finds anywhere in a line, and for what a terminal obeys or does
// not show; it stands for the same values.
func JSON(out, text []byte) []byte {
	plain := func(c byte) bool { return c < 0x7F && c != '#' }
	for i := 0; i < len(text); {
		c := text[i]
		if plain(c) {
			start := i
			for i < len(text) && plain(text[i]) {
				i++
			}
			out = append(out, text[start:i]...)
			continue
		}
		if c == '#' && i+1 < len(text) && text[i+1] == '#' || c == 0x7F {
			out = fmt.Appendf(out, `\u%04x`, c)
			i++
			continue
		}
		if c < utf8.RuneSelf {
			out = append(out, c)
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if r < 0xA0 || unicode.Is(unicode.Cf, r) && r < 0x10000 {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = append(out, text[i:i+size]...)
		}
		i += size
	}
	return out
}

// Encode writes the JSON of v, two spaces a level, as people can read it.
func Encode(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(JSON(nil, b.Bytes()))
	return err
}

// Visible returns the first character of s, which is not empty, as a report shows it, and the
// number of bytes that it takes in s.
func Visible(s string) (text string, size int) {
	c := s[0]
	switch {
	case c == '#' && isCommand(s):
		return `\x23`, 1
	case c >= ' ' && c <= '~':
		return s[:1], 1
	case c < utf8.RuneSelf:
		return fmt.Sprintf(`\x%02x`, c), 1
	}
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf(`\x%02x`, c), 1
	case unicode.IsPrint(r) && !unicode.In(r, ignorable...):
		return s[:size], size
	}
	return fmt.Sprintf("<U+%04X>", r), size
}

// ignorable are the printable characters that are nevertheless drawn as nothing at all, such as
// the fillers of Hangul. The white space beyond ASCII is not printable to begin with: a no-break
// space in a manifest is a mistake that must be seen.
var ignorable = []*unicode.RangeTable{
	unicode.Other_Default_Ignorable_Code_Point,
	unicode.Variation_Selector,
}

// isCommand reports whether s begins as a command that Azure Pipelines and GitHub Actions find
// anywhere in a line of a log: ##vso[...] or ##[...].
func isCommand(s string) bool {
	rest, ok := strings.CutPrefix(s, "##")
	if !ok {
		return false
	}
	const vso = "vso"
	if len(rest) > len(vso) && strings.EqualFold(rest[:len(vso)], vso) {
		rest = rest[len(vso):]
	}
	return strings.HasPrefix(rest, "[")
}

// Markup returns XML, HTML or DOT with an entity instead of what begins a command of a runner.
func Markup(text string) string { return written(text, "&#35;") }

// written replaces the character with which a command begins anywhere in a text by another spelling of it.
func written(text, sign string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, "##")
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i])
		if isCommand(text[i:]) {
			b.WriteString(sign)
		} else {
			b.WriteByte('#')
		}
		text = text[i+1:]
	}
}
