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

// Redaction is a file in which every letter of a credential is replaced, so that no credential reaches a tree, a
// message or an excerpt, whether or not the file can be parsed.
type Redaction struct {
	// File is the file to read: the original if it contains no credential.
	File *source.File

	parts          []Part
	policyReported []bool          // parallel to parts: whether a policy reports the part
	unescaped      []Part          // parts that only exist after unescaping, so that Scan misses them, and that no policy reports
	values         map[string]bool // credentials, both as replaced and as they are
}

// filler replaces the letters of a credential. It has no special meaning in any format.
const filler = 'x'

// NewRedaction scans a file for credentials and replaces their letters.
func NewRedaction(f *source.File) *Redaction {
	r := &Redaction{File: f, parts: Scan(f.Data)}
	if len(r.parts) == 0 {
		return r
	}
	r.policyReported = make([]bool, len(r.parts))
	r.values = map[string]bool{}
	spans := make([]source.Span, len(r.parts))
	data := replaceLetters(f.Data, r.parts, filler)
	for i, p := range r.parts {
		spans[i] = p.Span
		r.values[string(data[p.Start:p.End])] = true
	}
	r.File = f.WithRedacted(data, spans)
	return r
}

// replaceLetters returns a copy of a text in which a byte replaces the letters of credentials. It preserves whatever
// separates or delimits text, and so all offsets and columns.
func replaceLetters(text []byte, parts []Part, replacement byte) []byte {
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
				out[i] = replacement
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

// RedactDocument redacts the credentials of a document. It returns the values that contain one, with its kind. reported
// is true if a policy reports these values.
func (r *Redaction) RedactDocument(d *manifest.Document, reported bool) map[*manifest.Node]string {
	var redacted map[*manifest.Node]string
	known := memo{}
	walk(d.Root, func(n *manifest.Node, text string, at source.Span) {
		key := n == nil
		kind := r.partKind(at, reported && !key)
		if kind != "" && key {
			return // already replaced
		}
		found := kind != ""
		if !found {
			if len(r.parts) == 0 && isLiteral(d.File.Data, text, at) {
				return // Scan has seen it in the file
			}
			if kind = known.classify(text, at); kind == "" {
				return
			}
		}
		if r.values == nil {
			r.values = map[string]bool{}
		}
		if text != "" {
			r.values[text] = true
		}
		firstTime := !d.File.FullyRedacted(at)
		d.File.Redact(at)
		if firstTime && !found && (key || !reported) {
			r.unescaped = append(r.unescaped, Part{at, kind})
		}
		if key {
			return
		}
		if redacted == nil {
			redacted = map[*manifest.Node]string{}
		}
		redacted[n] = kind
	}, true)
	if r.File.HasRedacted() {
		d.Redact()
	}
	return redacted
}

// isLiteral reports whether the file contains text literally at a span, with or without quotes.
func isLiteral(data []byte, text string, at source.Span) bool {
	if at.End-at.Start == len(text)+2 {
		at.Start, at.End = at.Start+1, at.End-1
	}
	return string(data[at.Start:at.End]) == text
}

// partKind returns the kind of the first part in a span. It marks all parts in the span as reported by a policy if
// reported is true.
func (r *Redaction) partKind(s source.Span, reported bool) string {
	i, _ := slices.BinarySearchFunc(r.parts, s.Start, func(p Part, at int) int { return cmp.Compare(p.End, at+1) })
	kind := ""
	for ; i < len(r.parts) && r.parts[i].Start < s.End; i++ {
		kind = cmp.Or(kind, r.parts[i].Kind)
		r.policyReported[i] = r.policyReported[i] || reported
	}
	return kind
}

// RedactProblems redacts credentials in problems of the file: in the values that they contain, and by removing fixes,
// which would write them.
func (r *Redaction) RedactProblems(problems []problem.Problem) {
	if len(r.values) == 0 {
		return
	}
	texts := make([]string, 0, len(r.values))
	for text := range r.values {
		texts = append(texts, text)
	}
	redact := newRedactor(texts)
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

// maxSearched is the number of bytes of a text to search for in a value. Searching for all of it would take quadratic
// time for a text that repeats one letter.
const maxSearched = 64

// newRedactor returns a function that redacts texts in a value, the longest match first. After the beginning of a text
// longer than maxSearched, it drops the rest of the value as well.
func newRedactor(texts []string) func(string) string {
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	const rest = Redacted + "\x00"
	pairs := make([]string, 0, 2*len(texts))
	for _, text := range texts {
		if len(text) > maxSearched {
			pairs = append(pairs, text[:maxSearched], rest)
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
func (r *Redaction) Unreported() []problem.Problem {
	var problems []problem.Problem
	for i, p := range r.parts {
		if !r.policyReported[i] {
			problems = append(problems, newProblem(p, r.File, "a manifest"))
		}
	}
	for _, p := range r.unescaped {
		problems = append(problems, newProblem(p, r.File, "a manifest"))
	}
	return problems
}

// ProblemsInFile returns a problem for each credential in a file that is not a manifest, such as the configuration.
func ProblemsInFile(f *source.File, where string) []problem.Problem {
	r := NewRedaction(source.NewFile(f.Path, f.Raw()))
	problems := make([]problem.Problem, len(r.parts))
	for i, p := range r.parts {
		problems[i] = newProblem(p, r.File, where)
	}
	return problems
}

// RedactPath returns a path with its credential replaced, and the problem to report; nil if there is none.
func RedactPath(path string) (string, *problem.Problem) {
	parts := Scan([]byte(path))
	if len(parts) == 0 {
		return path, nil
	}
	name := string(replaceLetters([]byte(path), parts, filler))
	p := newProblem(Part{Kind: parts[0].Kind}, source.NewFile(name, nil), "the name of a file")
	return name, &p
}

// newProblem returns a problem of the rule deployment/secret. The rule itself only evaluates manifests that were
// parsed; this is for everything else.
func newProblem(p Part, f *source.File, where string) problem.Problem {
	return problem.Problem{
		Rule:      "deployment/secret",
		Message:   problem.Literal("text that looks like " + p.Kind + " is in " + where),
		Locations: []problem.Location{{File: f, Span: p.Span, Label: problem.Literal("not shown")}},
		Notes:     []problem.Text{problem.Literal("the secret stays readable in the history of the repository; revoke it and create a new one")},
	}
}
