package finding

import (
	"bytes"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// program is the beginning of a comment that is addressed to the program.
const program = "tenantlint"

// resembles reports whether a comment is meant as a suppression but is none: it is addressed to the program, or its
// first word is a misspelling of the marker.
func resembles(text string) bool {
	if len(text) >= len(program) && strings.EqualFold(text[:len(program)], program) {
		return true
	}
	const maxLength = len(Marker) + 2
	word, _, _ := strings.Cut(text[:min(len(text), maxLength)], " ")
	if len(word) < len(Marker)-1 || len(word) == maxLength {
		return false
	}
	_, ok := suggest.Slip(word, []string{Marker})
	return ok
}

// misspelled are the comments of a document that are meant to suppress something and do not.
func misspelled(d *manifest.Document) []*Suppression {
	var all []*Suppression
	for _, c := range d.CommentsFunc(resembles) {
		if text := d.File.Data[c.Span.Start:c.Span.End]; !marked(text) {
			all = append(all, &Suppression{Misspelled: true, File: d.File, Span: c.Span})
		}
	}
	return all
}

// marked reports whether a comment has the marker as it must be written.
func marked(comment []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(comment[1:], " \t"), []byte(Marker))
	return ok && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\t')
}

// sayMisspelled reports a comment that is meant to suppress something and does not.
func (x *suppressions) sayMisspelled(s *Suppression) []problem.Problem {
	text := string(s.File.Data[s.Span.Start:s.Span.End])
	const maxLength = 60
	if len(text) > maxLength {
		text = strings.ToValidUTF8(text[:maxLength], "") + "…"
	}
	return x.say(nil, problem.Problem{
		Rule:    ruleMisspelled,
		Message: problem.Say(`comment "{comment}" suppresses nothing`, problem.Args{"comment": text}),
		Locations: []problem.Location{{
			File: s.File, Span: s.Span,
			Label: problem.Say(`write "{form}", or begin the comment with another word`, problem.Args{"form": "# " + Marker + " RULE -- REASON"}),
		}},
	})
}

// stretch lets a suppression hold for all lines of a flow value that begins on its line, or that it is behind: a
// formatter may break one line into several, and what is suppressed must stay so.
func stretch(s *Suppression, root *manifest.Node) {
	if s.Line == 0 {
		return
	}
	line := s.File.Position(s.Span.Start).Line
	var widest source.Span
	var walk func(n *manifest.Node)
	walk = func(n *manifest.Node) {
		if n.Span.End <= n.Span.Start {
			return
		}
		first, last := s.File.Position(n.Span.Start).Line, s.File.Position(n.Span.End-1).Line
		flow := s.File.Data[n.Span.Start] == '{' || s.File.Data[n.Span.Start] == '['
		closed := s.Line == line && last == line && n.Span.End <= s.Span.Start
		if flow && first < last && (closed || s.Line > line && first == s.Line) && n.Span.End-n.Span.Start > widest.End-widest.Start {
			widest = n.Span
		}
		if last < s.Line || first > s.Line {
			return
		}
		for i := range n.Pairs {
			walk(n.Pairs[i].Value)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(root)
	if widest.End > 0 {
		s.Line, s.Last = s.File.Position(widest.Start).Line, s.File.Position(widest.End-1).Line
	}
}
