package manifest

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// splitUnmarked returns the manifests of a document in which a "---" is missing, so that it reads as one mapping with
// repeated header keys. It returns nil for any other document.
func (p *parser) splitUnmarked(root *Node) []*Node {
	repeated := slices.ContainsFunc(root.Repeated(), func(p Pair) bool { return p.Key.Text == "apiVersion" })
	if !repeated || p.file.Data[root.Span.Start] == '{' || isJSON(p.file) {
		return nil
	}
	pairs := slices.Concat(root.Pairs, root.Repeated())
	slices.SortStableFunc(pairs, func(a, b Pair) int { return cmp.Compare(a.Key.Span.Start, b.Key.Span.Start) })
	var parts []*Node
	header := map[string]bool{}
	for _, pair := range pairs {
		key := pair.Key.Text
		if len(parts) == 0 || (key == "apiVersion" || key == "kind") && header[key] {
			clear(header)
			parts = append(parts, NewNode(Mapping, "", pair.Key.Span))
		}
		header[key] = true
		part := parts[len(parts)-1]
		part.Pairs = append(part.Pairs, pair)
		part.Span.End = max(part.Span.End, pair.Value.Span.End, pair.Key.Span.End)
	}
	return parts
}

// addUnmarked adds the manifests of a document in which a "---" is missing. It drops the problems about the repeated
// keys, which do not apply.
func (p *parser) addUnmarked(root *Node, parts []*Node, problems []problem.Problem) {
	keys := map[source.Span]bool{}
	for i := range root.Pairs {
		keys[root.Pairs[i].Key.Span] = true
	}
	problems = slices.DeleteFunc(slices.Clone(problems), func(q problem.Problem) bool {
		return q.Rule == ruleDuplicateKey && keys[q.Locations[0].Span]
	})
	span := p.span
	for i, part := range parts {
		p.span = source.Span{Start: part.Span.Start, End: span.End}
		if i == 0 {
			p.span.Start = span.Start
		}
		if i+1 < len(parts) {
			p.span.End = parts[i+1].Span.Start
			p.report(missingMarker(p.file, parts[i].Span, parts[i+1].Pairs[0].Key.Span))
		}
		p.addSingle(part, slices.Concat(part.removeDuplicates(p.file), problems))
		problems = nil
	}
	p.span = span
}

func missingMarker(f *source.File, before, second source.Span) problem.Problem {
	_, start := f.Line(f.Position(second.Start).Line)
	next := "\n"
	if bytes.HasSuffix(f.Data[:start], []byte("\r\n")) {
		next = "\r\n"
	}
	before.End = before.Start + 1
	return problem.Problem{
		Rule:      ruleDuplicateKey,
		Message:   problem.Literal(`a second manifest begins here without "---" before it`),
		Help:      problem.Literal(`write "---" on a line of its own between two manifests`),
		Locations: []problem.Location{{File: f, Span: second}},
		Related:   []problem.Location{{File: f, Span: before, Label: problem.Literal("the first manifest begins here")}},
		Fix:       &problem.Fix{File: f, Span: source.Span{Start: start, End: start}, Text: "---" + next, Description: `insert "---"`},
	}
}

// addItems adds the manifests of a list, as exports contain them: a JSON array, a YAML sequence, or the items of a
// document of kind List. It returns false if the document contains no manifest.
func (p *parser) addItems(root *Node, problems []problem.Problem) bool {
	list := root
	if root.Kind == Mapping {
		if list = root.Get("items"); list == nil {
			return false
		}
	}
	if list.Kind != Sequence || !slices.ContainsFunc(list.Items, func(n *Node) bool { v, _ := classify(p.file, n); return v != foreign }) {
		return false
	}
	p.report(problems...)
	complete, span := onlyDuplicateKeys(problems), p.span
	for i, item := range list.Items {
		if item.Kind != Mapping {
			continue
		}
		if at, used := item.Use(); used {
			p.report(syntaxProblem(p.file, at, "a manifest cannot be an alias", "write the manifest out"))
			continue
		}
		p.span = span
		if i > 0 {
			p.span.Start = max(span.Start, min(list.Items[i-1].Span.End, item.Span.Start))
		}
		if i+1 < len(list.Items) {
			p.span.End = item.Span.End
		}
		if v, _ := classify(p.file, item); complete || v != ours {
			p.addSingle(item, nil)
		}
	}
	p.span = span
	return true
}

// onlyDuplicateKeys reports whether there are no problems other than repeated keys.
func onlyDuplicateKeys(problems []problem.Problem) bool {
	return !slices.ContainsFunc(problems, func(p problem.Problem) bool { return p.Rule != ruleDuplicateKey })
}
