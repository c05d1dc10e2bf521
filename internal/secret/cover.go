package secret

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Cover is a file in which every letter of a credential is replaced, so that no credential reaches a tree, a message or
// an excerpt, whether or not the file can be parsed.
type Cover struct {
	// File is the file to read: the original if it contains no credential.
	File *source.File

	parts    []Part
	reported []bool          // parallel to parts: whether a policy reports the part
	more     []Part          // parts that only exist after unescaping, so that Scan misses them, and that no policy reports
	texts    map[string]bool // credentials, both as replaced and as they are
}

// filler replaces the letters of a credential. It has no special meaning in any format.
const filler = 'x'

// NewCover scans a file for credentials and replaces them.
func NewCover(f *source.File) *Cover {
	c := &Cover{File: f, parts: Scan(f.Data)}
	if len(c.parts) == 0 {
		return c
	}
	c.reported = make([]bool, len(c.parts))
	c.texts = map[string]bool{}
	spans := make([]source.Span, len(c.parts))
	data := fill(f.Data, c.parts, filler)
	for i, p := range c.parts {
		spans[i] = p.Span
		c.texts[string(data[p.Start:p.End])] = true
	}
	c.File = f.Covered(data, spans)
	return c
}

// fill returns a copy of a text in which a byte replaces the letters of credentials. It preserves whatever separates or
// delimits text, and so all offsets and columns.
func fill(text []byte, parts []Part, with byte) []byte {
	out := bytes.Clone(text)
	for _, p := range parts {
		for i := p.Start; i < p.End; {
			switch c := out[i]; {
			case c <= ' ', c == '"', c == '\'', c == ',', c == '#', c == 0x7F:
				i++
			case c == '\\':
				i += 2
			case i == p.Start && i > 0 && out[i-1] == '\\':
				i++ // replacing it could turn the backslash before it into an escape
			case c < utf8.RuneSelf:
				out[i] = with
				i++
			default:
				_, n := utf8.DecodeRune(out[i:])
				copy(out[i:], fillers[n])
				i += n
			}
		}
	}
	return out
}

// fillers are characters by their number of bytes. An invalid byte is left as it is.
var fillers = [...]string{2: "\u00D7", 3: "\u2022", 4: "\U0001F512"}

// Document redacts the credentials of a document. It returns the values that contain one, with what each looks like.
// reported is true if a policy reports these values.
func (c *Cover) Document(d *manifest.Document, reported bool) map[*manifest.Node]string {
	var redacted map[*manifest.Node]string
	known := memo{}
	walk(d.Root, func(n *manifest.Node, text string, at source.Span) {
		key := n == nil
		looks := c.within(at, reported && !key)
		if looks != "" && key {
			return // already replaced
		}
		found := looks != ""
		if !found {
			if len(c.parts) == 0 && asWritten(d.File.Data, text, at) {
				return // Scan has seen it in the file
			}
			if looks = known.looks(text, at); looks == "" {
				return
			}
		}
		if c.texts == nil {
			c.texts = map[string]bool{}
		}
		if text != "" {
			c.texts[text] = true
		}
		once := !d.File.Hides(at)
		d.File.Redact(at)
		if once && !found && (key || !reported) {
			c.more = append(c.more, Part{at, looks})
		}
		if key {
			return
		}
		if redacted == nil {
			redacted = map[*manifest.Node]string{}
		}
		redacted[n] = looks
	}, true)
	if c.File.HasRedacted() {
		d.Redact()
	}
	return redacted
}

// asWritten reports whether the file contains text literally at a span, with or without quotes.
func asWritten(data []byte, text string, at source.Span) bool {
	if at.End-at.Start == len(text)+2 {
		at.Start, at.End = at.Start+1, at.End-1
	}
	return string(data[at.Start:at.End]) == text
}

// within returns what the first part in a span looks like, and marks the parts as reported if reported is true.
func (c *Cover) within(s source.Span, reported bool) string {
	i, _ := slices.BinarySearchFunc(c.parts, s.Start, func(p Part, at int) int { return cmp.Compare(p.End, at+1) })
	looks := ""
	for ; i < len(c.parts) && c.parts[i].Start < s.End; i++ {
		looks = cmp.Or(looks, c.parts[i].Looks)
		c.reported[i] = c.reported[i] || reported
	}
	return looks
}

// Problems redacts credentials in problems of the file: in the values that they contain, and by removing fixes, which
// would write them.
func (c *Cover) Problems(problems []problem.Problem) {
	if len(c.texts) == 0 {
		return
	}
	texts := make([]string, 0, len(c.texts))
	for text := range c.texts {
		texts = append(texts, text)
	}
	redact := redactor(texts)
	for i := range problems {
		p := &problems[i]
		p.Map(redact)
		if p.Fix != nil && !Repairable(p.Fix) {
			p.Fix = nil
		}
	}
}

// Repairable reports whether a fix neither replaces nor writes a credential.
func Repairable(f *problem.Fix) bool {
	return !f.File.HasRedacted() || !f.File.Redacted(f.Span) && !strings.Contains(f.Text, strings.Repeat(string(filler), 8))
}

// compared is the number of bytes of a text to search for in a value. Searching for all of it would take quadratic time
// for a text that repeats one letter.
const compared = 64

// redactor returns a function that redacts texts in a value, the longest match first. After the beginning of a text
// longer than compared, it drops the rest of the value as well.
func redactor(texts []string) func(string) string {
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	const rest = Redacted + "\x00"
	pairs := make([]string, 0, 2*len(texts))
	for _, text := range texts {
		if len(text) > compared {
			pairs = append(pairs, text[:compared], rest)
		} else {
			pairs = append(pairs, text, Redacted)
		}
	}
	replacer := strings.NewReplacer(pairs...)
	return func(value string) string {
		redacted := replacer.Replace(value)
		if before, _, cut := strings.Cut(redacted, rest); cut {
			return before + Redacted
		}
		return redacted
	}
}

// Unreported returns a problem for each credential that no policy reports: in comments, in keys, and in files that do
// not parse.
func (c *Cover) Unreported() []problem.Problem {
	var problems []problem.Problem
	for i, p := range c.parts {
		if !c.reported[i] {
			problems = append(problems, unreported(p, c.File, "a manifest"))
		}
	}
	for _, p := range c.more {
		problems = append(problems, unreported(p, c.File, "a manifest"))
	}
	return problems
}

// Elsewhere returns a problem for each credential in a file that is not a manifest, such as the configuration.
func Elsewhere(f *source.File, where string) []problem.Problem {
	c := NewCover(source.NewFile(f.Path, f.Raw()))
	problems := make([]problem.Problem, len(c.parts))
	for i, p := range c.parts {
		problems[i] = unreported(p, c.File, where)
	}
	return problems
}

// Name returns a path with its credential replaced, and the problem to report; nil if there is none.
func Name(path string) (string, *problem.Problem) {
	parts := Scan([]byte(path))
	if len(parts) == 0 {
		return path, nil
	}
	name := string(fill([]byte(path), parts, filler))
	p := unreported(Part{Looks: parts[0].Looks}, source.NewFile(name, nil), "the name of a file")
	return name, &p
}

// unreported returns a problem of the rule deployment/secret. The rule itself only evaluates manifests that were
// parsed; this is for everything else.
func unreported(p Part, f *source.File, where string) problem.Problem {
	return problem.Problem{
		Rule:      "deployment/secret",
		Message:   problem.Literal("text that looks like " + p.Looks + " is in " + where),
		Locations: []problem.Location{{File: f, Span: p.Span, Label: problem.Literal("not shown")}},
		Notes:     []problem.Text{problem.Literal("what is in the history of a repository stays readable there; only a new secret is safe")},
	}
}
