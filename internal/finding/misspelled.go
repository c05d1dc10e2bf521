package finding

import (
	"bytes"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// commentPrefix is the prefix of a comment that is addressed to the program.
const commentPrefix = "tenantlint"

// looksLikeSuppression reports whether a comment is probably meant to be a suppression: it is addressed to the program,
// or its first word is a misspelling of the marker.
func looksLikeSuppression(text string) bool {
	if len(text) >= len(commentPrefix) && strings.EqualFold(text[:len(commentPrefix)], commentPrefix) {
		return true
	}
	const maxLength = len(Marker) + 2
	word, _, _ := strings.Cut(text[:min(len(text), maxLength)], " ")
	if len(word) < len(Marker)-1 || len(word) == maxLength {
		return false
	}
	_, ok := suggest.Correct(word, []string{Marker})
	return ok
}

// misspelledComments returns the comments of a document that are meant to suppress something but do not.
func misspelledComments(d *manifest.Document) []*Suppression {
	var all []*Suppression
	for _, c := range d.CommentsFunc(looksLikeSuppression) {
		if text := d.File.Data[c.Span.Start:c.Span.End]; !hasMarker(text) {
			all = append(all, &Suppression{Misspelled: true, File: d.File, Span: c.Span})
		}
	}
	return all
}

// hasMarker reports whether a comment starts with the marker, spelled correctly.
func hasMarker(comment []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(comment[1:], " \t"), []byte(Marker))
	return ok && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\t')
}

// reportMisspelled reports a comment that is meant to suppress something but does not.
func (x *suppressions) reportMisspelled(s *Suppression) []problem.Problem {
	text := string(s.File.Data[s.Span.Start:s.Span.End])
	const maxLength = 60
	if len(text) > maxLength {
		text = strings.ToValidUTF8(text[:maxLength], "") + "…"
	}
	return x.addProblem(nil, problem.Problem{
		Rule:    ruleMisspelled,
		Message: problem.Say(`comment "{comment}" suppresses nothing`, problem.Args{"comment": text}),
		Locations: []problem.Location{{
			File: s.File, Span: s.Span,
			Label: problem.Say(`write "{form}", or begin the comment with another word`, problem.Args{"form": "# " + Marker + " RULE -- REASON"}),
		}},
	})
}

// extendToFlowValue extends a suppression to all lines of the flow value that begins on its line or that it follows: a
// formatter may break a line into several, and what is suppressed must stay suppressed.
func extendToFlowValue(s *Suppression, root *manifest.Node) {
	if s.Line == 0 {
		return
	}
	line := s.File.Position(s.Span.Start).Line
	var largest source.Span
	var visit func(n *manifest.Node)
	visit = func(n *manifest.Node) {
		if n.Span.End <= n.Span.Start {
			return
		}
		first, last := s.File.Position(n.Span.Start).Line, s.File.Position(n.Span.End-1).Line
		isFlow := s.File.Data[n.Span.Start] == '{' || s.File.Data[n.Span.Start] == '['
		endsOnLine := s.Line == line && last == line && n.Span.End <= s.Span.Start
		if isFlow && first < last && (endsOnLine || s.Line > line && first == s.Line) && n.Span.End-n.Span.Start > largest.End-largest.Start {
			largest = n.Span
		}
		if last < s.Line || first > s.Line {
			return
		}
		for i := range n.Pairs {
			visit(n.Pairs[i].Value)
		}
		for _, item := range n.Items {
			visit(item)
		}
	}
	visit(root)
	if largest.End > 0 {
		s.Line, s.Last = s.File.Position(largest.Start).Line, s.File.Position(largest.End-1).Line
	}
}
