package lint

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// check validates a document. A wrong header is its only mistake, and the document is treated as what was probably
// meant; neither value of a duplicate key is evaluated. Wrong is true if the file has problems.
func (in *input) check(d *manifest.Document, wrong bool) conform.Result {
	checked := conform.Check(d)
	if d.InvalidHeader || d.Misspelled() {
		as := conform.As(d)
		for n := range checked.Invalid {
			if as.Invalid == nil {
				as.Invalid = map[*manifest.Node]bool{}
			}
			as.Invalid[n] = true
		}
		in.note(d, as.Problems)
		if d.InvalidHeader {
			checked.Problems = nil
		}
		checked.Invalid = as.Invalid
	}
	in.note(d, checked.Problems)
	if !wrong {
		return checked
	}
	for _, n := range d.Ambiguous() {
		if checked.Invalid == nil {
			checked.Invalid = map[*manifest.Node]bool{}
		}
		checked.Invalid[n] = true
		checked.Problems = slices.DeleteFunc(checked.Problems, func(p problem.Problem) bool {
			at := p.Locations[0].Span
			return n.Span.Start <= at.Start && at.End <= n.Span.End
		})
	}
	in.repeated(d.Root)
	return checked
}

// note takes what the schema refuses for unread: what it declares is in no row.
func (in *input) note(d *manifest.Document, problems []problem.Problem) {
	var keys []source.Span
	for _, p := range problems {
		switch p.Rule {
		case "schema/unknown-key", "schema/wrong-type", "schema/invalid-format":
			keys = append(keys, p.Locations[0].Span)
		}
	}
	if len(keys) == 0 {
		return
	}
	var walk func(n *manifest.Node)
	walk = func(n *manifest.Node) {
		for i := range n.Pairs {
			p := &n.Pairs[i]
			refused := slices.Contains(keys, p.Value.Span) &&
				(p.Key.Text == "name" || p.Value.Kind == manifest.Mapping || p.Value.Kind == manifest.Sequence)
			if refused || slices.Contains(keys, p.Key.Span) {
				in.undeclaredAt = append(in.undeclaredAt, source.Span{Start: p.Key.Span.Start, End: max(p.Key.Span.End, p.Value.Span.End)})
			} else {
				walk(p.Value)
			}
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(d.Root)
}

// repeated takes the values of keys that have been given before for unread.
func (in *input) repeated(n *manifest.Node) {
	for _, p := range n.Repeated() {
		in.undeclaredAt = append(in.undeclaredAt, p.Value.Span)
	}
	for i := range n.Pairs {
		in.repeated(n.Pairs[i].Value)
	}
	for _, item := range n.Items {
		in.repeated(item)
	}
}

// undeclared adds what the file may declare that is in no document, and reports if there is any.
func (in *input) undeclared(u *topology.Unread) bool {
	u.All = u.All || in.all
	if in.file == nil {
		return false
	}
	for _, at := range in.unread {
		u.Add(in.file.Data[at.Start:at.End])
	}
	for _, at := range in.undeclaredAt {
		u.Add(in.file.Data[at.Start:at.End])
	}
	for _, kind := range in.nameless {
		u.AddNameless(kind)
	}
	return len(in.nameless)+len(in.unread)+len(in.undeclaredAt) > 0
}
