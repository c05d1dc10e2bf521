package lint

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// check validates a document. If its header is wrong, that is the only problem reported, and the document is treated as
// what was probably meant. Neither value of a duplicate key is evaluated. HasProblems is true if
// parsing the file reported problems.
func (in *input) check(d *manifest.Document, hasProblems bool) conform.Result {
	checked := conform.Check(d)
	if d.InvalidHeader || d.Misspelled() {
		assumed := conform.As(d)
		for n := range checked.Invalid {
			if assumed.Invalid == nil {
				assumed.Invalid = map[*manifest.Node]bool{}
			}
			assumed.Invalid[n] = true
		}
		in.addRejected(d, assumed.Problems)
		if d.InvalidHeader {
			checked.Problems = nil
		}
		checked.Invalid = assumed.Invalid
	}
	in.addRejected(d, checked.Problems)
	if !hasProblems {
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
	in.addRepeated(d.Root)
	return checked
}

// addRejected records values that the schema rejects as undeclared: what they declare is missing from the topology.
func (in *input) addRejected(d *manifest.Document, problems []problem.Problem) {
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
			rejected := slices.Contains(keys, p.Value.Span) &&
				(p.Key.Text == "name" || p.Value.Kind == manifest.Mapping || p.Value.Kind == manifest.Sequence)
			if rejected || slices.Contains(keys, p.Key.Span) {
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

// addRepeated records the values of repeated keys as undeclared.
func (in *input) addRepeated(n *manifest.Node) {
	for _, p := range n.Repeated() {
		in.undeclaredAt = append(in.undeclaredAt, p.Value.Span)
	}
	for i := range n.Pairs {
		in.addRepeated(n.Pairs[i].Value)
	}
	for _, item := range n.Items {
		in.addRepeated(item)
	}
}

// addUndeclared adds the parts of the file whose declarations are missing from the topology, and reports whether there
// are any.
func (in *input) addUndeclared(u *topology.Unread) bool {
	u.All = u.All || in.allUnread
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
