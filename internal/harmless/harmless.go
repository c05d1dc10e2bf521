// Package harmless escapes untrusted text so that neither a terminal nor a CI job runner acts on it.
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

// Text returns s with every character escaped that a terminal would act on or not display, so that a reader sees
// exactly what the input contains and nothing in it can take effect.
func Text(s string) string {
	var b strings.Builder
	for s != "" {
		text, size := Visible(s)
		b.WriteString(text)
		s = s[size:]
	}
	return b.String()
}

// Line returns a line, which may contain text of the input, with everything escaped that a terminal or a job runner
// would act on.
func Line(line string) string { return escapeLinePrefix(Text(line)) }

// Lines returns text with each line escaped as by Line and terminated by a line feed.
func Lines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(Line(strings.TrimRight(line, "\r\n")) + "\n")
	}
	return b.String()
}

// Commands returns text with the commands of job runners escaped and everything else unchanged. A runner treats a
// carriage return as the start of a line, too.
func Commands(text string) string {
	var b strings.Builder
	for text = escapeCommands(text, `\x23`); text != ""; {
		end := strings.IndexAny(text, "\r\n") + 1
		if end == 0 {
			end = len(text)
		}
		b.WriteString(escapeLinePrefix(text[:end]))
		text = text[end:]
	}
	return b.String()
}

// escapeLinePrefix escapes the colon that begins a workflow command at the start of a line, after white space of any
// kind.
func escapeLinePrefix(line string) string {
	if text := strings.TrimLeftFunc(line, unicode.IsSpace); strings.HasPrefix(text, "::") {
		return line[:len(line)-len(text)] + `\x3a` + text[1:]
	}
	return line
}

// JSON appends JSON text to out and escapes what a runner recognizes anywhere in a line and what a terminal acts on or
// does not display. The values stay the same.
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

// Encode writes v as JSON indented by two spaces per level.
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

// Visible returns the first character of s as a report displays it, and its size in s in bytes. s must not be empty.
func Visible(s string) (text string, size int) {
	c := s[0]
	switch {
	case c == '#' && hasCommandPrefix(s):
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

// ignorable contains the printable characters that are rendered as nothing, such as the Hangul fillers. White space
// other than the ASCII space is not printable to begin with: a no-break space in a manifest is a mistake that must be
// visible.
var ignorable = []*unicode.RangeTable{
	unicode.Other_Default_Ignorable_Code_Point,
	unicode.Variation_Selector,
}

// hasCommandPrefix reports whether s starts with a logging command that Azure Pipelines and GitHub Actions recognize
// anywhere in a line: ##vso[...] or ##[...].
func hasCommandPrefix(s string) bool {
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

// Markup returns XML, HTML or DOT text with runner commands disarmed by a character reference.
func Markup(text string) string { return escapeCommands(text, "&#35;") }

// escapeCommands replaces the first character of each logging command in a text with replacement, another spelling of
// it.
func escapeCommands(text, replacement string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, "##")
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i])
		if hasCommandPrefix(text[i:]) {
			b.WriteString(replacement)
		} else {
			b.WriteByte('#')
		}
		text = text[i+1:]
	}
}
