package topology

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// step is one element of a path, resolved from the root of the document.
type step struct {
	key   string
	index int
	node  *manifest.Node // the value at the step
	pair  *manifest.Pair // the entry of the mapping, or nil for an item of a list
}

// Location returns the location of a path from a policy: a document's index, then keys and indexes. The location of a
// scalar is the scalar itself, that of a mapping is its name or first key, and that of a list is its key. If the path
// leads to a missing value, because the finding is about something absent, the location is that of the nearest existing
// object. Location returns an error if the path is malformed.
func (t *Topology) Location(at ast.Value) (problem.Location, error) {
	doc, steps, err := t.walk(at)
	if err != nil {
		return problem.Location{}, err
	}
	l := problem.Location{File: doc.File, Span: span(doc, steps), Object: t.logicalPath(doc, steps)}
	if use, ok := aliasSpan(doc, steps); ok && use != l.Span {
		l.Span, l.Anchor = use, l.Span
	}
	return l, nil
}

// ValueAt is the value at a path and its context.
type ValueAt struct {
	Value *manifest.Node
	// Pair is the mapping entry that contains the value, or nil for an item of a list.
	Pair *manifest.Pair
	// Parent is the mapping or list that contains the value.
	Parent *manifest.Node
}

// Value returns the value at exactly this path and its document. It returns an error if the path is malformed or there
// is no such value.
func (t *Topology) Value(at ast.Value) (*manifest.Document, ValueAt, error) {
	doc, steps, err := t.walk(at)
	if err != nil {
		return nil, ValueAt{}, err
	}
	if len(steps) == 0 || len(steps) != pathArray(at).Len()-1 {
		return nil, ValueAt{}, pathError("does not lead to a value")
	}
	last := steps[len(steps)-1]
	if use, ok := aliasSpan(doc, steps); ok { // editing the aliased value would change it in all places that use it
		return doc, ValueAt{Value: manifest.NewNode(manifest.Null, "", use), Parent: doc.Root}, nil
	}
	p := ValueAt{Value: last.node, Pair: last.pair, Parent: doc.Root}
	if len(steps) > 1 {
		p.Parent = steps[len(steps)-2].node
	}
	return doc, p, nil
}

func (t *Topology) walk(at ast.Value) (*manifest.Document, []step, error) {
	arr := pathArray(at)
	if arr == nil || arr.Len() == 0 {
		return nil, nil, pathError("is not a path: a path is [document, key or index, …]")
	}
	n, ok := asInt(arr.Elem(0))
	if !ok || n < 0 || n >= len(t.Documents) {
		return nil, nil, pathError("does not begin with the index of a document")
	}
	doc := t.Documents[n]
	node := t.root(doc)
	steps := make([]step, 0, arr.Len())
	for i := 1; i < arr.Len(); i++ {
		s := step{index: -1}
		if idx, ok := asInt(arr.Elem(i)); ok {
			if node.Kind != manifest.Sequence || idx < 0 || idx >= len(node.Items) {
				break
			}
			s.index, s.node = idx, node.Items[idx]
		} else if k, ok := arr.Elem(i).Value.(ast.String); ok {
			if s.pair = node.Pair(string(k)); s.pair == nil {
				break
			}
			s.key, s.node = string(k), s.pair.Value
		} else {
			return nil, nil, pathError("contains an element that is neither a key nor an index")
		}
		steps = append(steps, s)
		node = s.node
	}
	return doc, steps, nil
}

// pathArray returns a path as an array, or nil if the value is not a path.
func pathArray(at ast.Value) *ast.Array {
	if p, ok := at.(*rowPath); ok {
		at = p.Plain()
	}
	arr, _ := at.(*ast.Array)
	return arr
}

type pathError string

func (e pathError) Error() string { return string(e) }

func asInt(t *ast.Term) (int, bool) {
	n, ok := t.Value.(ast.Number)
	if !ok {
		return 0, false
	}
	return n.Int()
}

// aliasSpan returns the location of the outermost alias or merge key through which the value shown for a path is
// reached.
func aliasSpan(doc *manifest.Document, steps []step) (source.Span, bool) {
	for _, s := range steps {
		if at, ok := s.node.Use(); ok {
			return at, true
		}
	}
	value := doc.Root
	if n := len(steps); n > 0 {
		if value = steps[n-1].node; steps[n-1].pair != nil {
			return source.Span{}, false
		}
	}
	if p := nameEntry(value); p != nil {
		return p.Value.Use()
	}
	if len(value.Pairs) > 0 {
		return value.Pairs[0].Value.Use()
	}
	return source.Span{}, false
}

// span returns the span to underline for the value at the end of a path.
func span(doc *manifest.Document, steps []step) source.Span {
	if len(steps) == 0 {
		return nameSpan(doc.Root)
	}
	last := steps[len(steps)-1]
	switch {
	case last.node.Kind == manifest.Mapping && last.pair == nil:
		return nameSpan(last.node)
	case last.pair == nil:
		return last.node.Span
	case last.node.Kind == manifest.Mapping, last.node.Kind == manifest.Sequence, last.node.Span.Start == last.node.Span.End:
		return last.pair.Key.Span
	}
	return last.node.Span
}

// nameFields are the fields that can name an object, in order of preference.
var nameFields = []string{
	"name", "userPrincipalName", "mail", "appId", "objectId", "subscriptionId", "skuPartNumber",
	"server", "id", "user", "team", "stage", "feature", "class", "tenant", "from",
}

// nameEntry returns the entry that names an object, or nil.
func nameEntry(n *manifest.Node) *manifest.Pair {
	for _, k := range nameFields {
		if p := n.Pair(k); p != nil && p.Value.Kind == manifest.String {
			return p
		}
	}
	return nil
}

func nameSpan(n *manifest.Node) source.Span {
	if p := nameEntry(n); p != nil {
		return p.Value.Span
	}
	if len(n.Pairs) > 0 {
		return n.Pairs[0].Key.Span
	}
	return n.Span
}

// logicalPath returns the logical path of the value at the end of a path. It consists of the names of objects, so that
// it does not depend on lines, files or the order of lists.
func (t *Topology) logicalPath(doc *manifest.Document, steps []step) string {
	var b strings.Builder
	b.WriteString(t.documentLogicalPath(doc))
	for i, s := range steps {
		if s.pair == nil {
			b.WriteByte('/')
			b.WriteString(itemName(s))
			continue
		}
		if i == len(steps)-1 && s.node.Kind == manifest.String && i > 0 && steps[i-1].pair == nil && nameEntry(steps[i-1].node) == s.pair {
			break
		}
		if i == 0 && s.key == "name" {
			break
		}
		b.WriteByte('/')
		b.WriteString(truncate(s.key))
	}
	return b.String()
}

// truncate shortens an element of a logical path that is too long for a name, because reports repeat it in every
// location below it.
func truncate(part string) string {
	if len(part) <= maxName {
		return part
	}
	return strings.ToValidUTF8(part[:maxName], "") + "..."
}

func (t *Topology) documentLogicalPath(doc *manifest.Document) string {
	name := truncate(doc.Name())
	switch doc.Kind() {
	case "Tenant":
		return name
	case "Environment":
		tenant := truncate(t.environmentTenants[doc])
		if n := doc.Root.Get("tenant"); n != nil && tenant == "" {
			tenant = truncate(n.Text)
		}
		return tenant + "/environments/" + name
	case "Deployment":
		return "deployments/" + name
	case "MasterData":
		return "masterData/" + name
	case "Topology":
		return "topology"
	}
	return name
}

func itemName(s step) string {
	text := s.node.Text
	if p := nameEntry(s.node); p != nil {
		text = p.Value.Text
	}
	return cmp.Or(strings.ToLower(truncate(text)), strconv.Itoa(s.index))
}

// Object returns the logical path of the value at offset in a document, for problems that were found before the
// topology was built.
func (t *Topology) Object(doc *manifest.Document, offset int) string {
	var steps []step
	for node := doc.Root; ; {
		i := t.treeCache.locator.entry(node, offset)
		switch {
		case i < 0:
			return t.logicalPath(doc, steps)
		case node.Kind == manifest.Mapping:
			p := &node.Pairs[i]
			steps = append(steps, step{key: p.Key.Text, index: -1, node: p.Value, pair: p})
			node = p.Value
		default:
			node = node.Items[i]
			steps = append(steps, step{index: i, node: node})
		}
	}
}
