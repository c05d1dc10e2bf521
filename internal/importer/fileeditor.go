package importer

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// fileEditor collects the edits of one file.
type fileEditor struct {
	file  *source.File
	eol   string
	edits []replacement
}

type replacement struct {
	span source.Span
	text string
}

func (f *fileEditor) add(start, end int, text string) {
	f.edits = append(f.edits, replacement{source.Span{Start: start, End: end}, text})
}

// apply returns the content after the edits. It returns an error if the result does not parse or has more schema errors.
func (f *fileEditor) apply() ([]byte, error) {
	if len(f.edits) == 0 {
		return f.file.Data, nil
	}
	slices.SortStableFunc(f.edits, func(a, b replacement) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.span.End, b.span.End))
	})
	var out []byte
	end := 0
	for _, e := range f.edits {
		if e.span.Start < end {
			text := f.file.Data[e.span.Start:min(len(f.file.Data), e.span.Start+40)]
			return nil, f.editError(fmt.Errorf("two edits touch the same text, %q", text))
		}
		out = append(append(out, f.file.Data[end:e.span.Start]...), e.text...)
		end = e.span.End
	}
	out = append(out, f.file.Data[end:]...)
	after := manifest.Parse(source.NewFile(f.file.Path, out), manifest.DefaultLimits(), true)
	before := manifest.Parse(f.file, manifest.DefaultLimits(), true)
	if len(after.Problems) > 0 {
		return nil, f.editError(errors.New(after.Problems[0].Message.String()))
	}
	if len(after.Documents) != len(before.Documents) {
		return nil, f.editError(errors.New("the number of documents would change"))
	}
	for i, d := range after.Documents {
		if problems := conform.Check(d).Problems; len(problems) > len(conform.Check(before.Documents[i]).Problems) {
			return nil, f.editError(errors.New("the result would violate " + problems[0].Rule))
		}
	}
	return out, nil
}

func (f *fileEditor) editError(why error) error {
	return fmt.Errorf("%q cannot be edited in place: %w; write it in block style, a key a line, and try again", f.file.Path, why)
}

func (f *fileEditor) lineStart(at int) int { return bytes.LastIndexByte(f.file.Data[:at], '\n') + 1 }

// lineEnd returns the offset of the first line break, LF or CRLF, at or after an offset.
func (f *fileEditor) lineEnd(at int) int {
	i := bytes.IndexByte(f.file.Data[at:], '\n')
	if i < 0 {
		return len(f.file.Data)
	}
	at += i
	if at > 0 && f.file.Data[at-1] == '\r' {
		at--
	}
	return at
}

// removeLines removes the lines that contain two offsets and all lines between them. It removes the line break before
// the lines rather than the one after them, where other edits may insert text.
func (f *fileEditor) removeLines(from, to int) {
	start := f.lineStart(from)
	if start > 0 {
		start = f.lineEnd(start - 1)
	}
	f.add(start, f.lineEnd(to), "")
}

// commentStart returns the offset of the comment directly above an item in the same column, or else of the item.
func (f *fileEditor) commentStart(dash int) int {
	column := f.column(dash)
	for start := f.lineStart(dash); start > 0; {
		start = f.lineStart(start - 1)
		line := bytes.TrimLeft(f.file.Data[start:], " ")
		if len(line) == 0 || line[0] != '#' || len(f.file.Data[start:])-len(line) != column {
			break
		}
		dash = start + column
	}
	return dash
}

func (f *fileEditor) isFlowNode(n *manifest.Node) bool {
	c := byte(0)
	if n.Span.Start < len(f.file.Data) {
		c = f.file.Data[n.Span.Start]
	}
	return c == '{' || c == '['
}

func (f *fileEditor) column(at int) int { return at - f.lineStart(at) }

// dashOffset returns the offset of the dash before an item of a block sequence.
func (f *fileEditor) dashOffset(item *manifest.Node) int {
	return bytes.LastIndexByte(f.file.Data[:item.Span.Start], '-')
}

// renderBlock renders the value of a key at a column in block style, without the trailing line break.
func (f *fileEditor) renderBlock(e entry, column int) string {
	var b bytes.Buffer
	w := yamlWriter{&b}
	w.value(e, column)
	return f.convertLineBreaks(b.String())
}

func (f *fileEditor) convertLineBreaks(s string) string {
	s = strings.TrimSuffix(s, "\n")
	if f.eol != "\n" {
		s = strings.ReplaceAll(s, "\n", f.eol)
	}
	return s
}

// renderInline renders a value as JSON or in the flow style of YAML. In JSON, the value spans several lines if its
// sibling starts a line.
func (f *fileEditor) renderInline(value any, sibling *manifest.Node) string {
	column := 0
	w := jsonWriter{yamlQuotes: !f.isJSON(), singleLine: true}
	if sibling != nil && f.isJSON() && f.trimmedText(f.lineStart(sibling.Span.Start), sibling.Span.Start) == "" {
		w.singleLine, column = false, f.column(sibling.Span.Start)
	}
	var b bytes.Buffer
	w.Buffer = &b
	w.value(value, column)
	return f.convertLineBreaks(b.String())
}

func (f *fileEditor) isJSON() bool { return strings.EqualFold(path.Ext(f.file.Path), ".json") }

// quoter returns the function that quotes strings for the file.
func (f *fileEditor) quoter() func(string) string {
	if f.isJSON() {
		return manifest.QuoteJSON
	}
	return manifest.QuoteYAML
}

func (f *fileEditor) replaceScalar(p *manifest.Pair, value any) {
	quote := manifest.QuoteYAML
	if f.usesJSONQuotes(p) {
		quote = manifest.QuoteJSON
	}
	s := scalar(value, quote)
	if text, ok := value.(string); ok && p.Value.Kind == manifest.String {
		if fix := p.Value.Reword(f.file, text); fix != nil {
			s = fix.Text
		}
	}
	start, end := p.Value.Span.Start, p.Value.Span.End
	if start == end {
		s = " " + s
	}
	f.add(start, end, s)
}

func (f *fileEditor) usesJSONQuotes(p *manifest.Pair) bool {
	return f.isJSON() || p.Key.Span.Start < len(f.file.Data) && f.file.Data[p.Key.Span.Start] == '"'
}

// replaceEmpty replaces null, an empty list or an empty mapping with a value.
func (f *fileEditor) replaceEmpty(n *manifest.Node, p *manifest.Pair, e entry) {
	start, end := p.Value.Span.Start, p.Value.Span.End
	if f.isFlowNode(n) {
		s := f.renderInline(e.value, p.Key.Node())
		if start == end {
			s = " " + s
		}
		f.add(start, end, s)
		return
	}
	if colon := bytes.IndexByte(f.file.Data[p.Key.Span.End:], ':'); colon >= 0 {
		start = p.Key.Span.End + colon + 1
	}
	end = max(start, end)
	s := f.renderBlock(e, f.column(p.Key.Span.Start))
	if !strings.HasPrefix(s, f.eol) {
		f.add(start, end, s)
		return
	}
	if start < end {
		f.add(start, end, "")
	}
	end = f.lineEnd(end) // a comment stays with its key
	f.add(end, end, s)
}

// indentOf returns the column of the first key of a line, after any dashes.
func (f *fileEditor) indentOf(at int) int {
	start := f.lineStart(at)
	i := start
	for i < at && (f.file.Data[i] == ' ' || f.file.Data[i] == '-') {
		i++
	}
	return i - start
}

// insertEntries adds entries to a mapping, each after the entry that precedes it in the schema.
func (f *fileEditor) insertEntries(n *manifest.Node, s *shape, added []entry, removed []string) {
	order := map[string]int{}
	for i, key := range s.keys {
		order[key] = i + 1
	}
	slices.SortStableFunc(added, func(a, b entry) int { return order[a.key] - order[b.key] })
	if len(n.Pairs) == 0 && len(added) > 0 {
		var b bytes.Buffer
		for i, e := range added {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(f.quoter()(e.key) + ": " + f.renderInline(e.value, nil))
		}
		f.add(n.Span.Start, n.Span.End, "{"+b.String()+"}")
		return
	}
	for _, e := range added {
		var anchor *manifest.Pair
		for i := range n.Pairs {
			p := &n.Pairs[i]
			if !within(p.Key.Span, n.Span) || slices.Contains(removed, p.Key.Text) {
				continue
			}
			if anchor == nil || order[p.Key.Text] < order[e.key] {
				anchor = p
			}
		}
		if anchor == nil {
			continue // all its entries are merged from an alias
		}
		end := max(anchor.Key.Span.End, anchor.Value.Span.End)
		if !within(anchor.Value.Span, n.Span) {
			end = anchor.Key.Span.End
		}
		if !f.isFlowNode(n) {
			end = f.lineEnd(end)
			column := f.column(anchor.Key.Span.Start)
			f.add(end, end, f.eol+strings.Repeat(" ", column)+e.key+":"+f.renderBlock(e, column))
			continue
		}
		column := f.column(anchor.Key.Span.Start)
		separator := ", "
		if strings.TrimSpace(string(f.file.Data[f.lineStart(anchor.Key.Span.Start):anchor.Key.Span.Start])) == "" {
			separator = "," + f.eol + strings.Repeat(" ", column)
		}
		f.add(end, end, separator+f.quoter()(e.key)+": "+f.renderInline(e.value, anchor.Key.Node()))
	}
}

// removeEntries removes entries from a mapping.
func (f *fileEditor) removeEntries(n *manifest.Node, removed []string) {
	pairs := n.Pairs
	for i := 0; i < len(pairs); i++ {
		if !slices.Contains(removed, pairs[i].Key.Text) || !within(pairs[i].Key.Span, n.Span) {
			continue
		}
		j := i
		for j+1 < len(pairs) && slices.Contains(removed, pairs[j+1].Key.Text) {
			j++
		}
		first, last := pairs[i].Key.Span.Start, max(pairs[j].Key.Span.End, pairs[j].Value.Span.End)
		switch {
		case f.isFlowNode(n) && i > 0:
			f.add(max(pairs[i-1].Key.Span.End, pairs[i-1].Value.Span.End), last, "")
		case f.isFlowNode(n) && j+1 < len(pairs),
			!f.isFlowNode(n) && j+1 < len(pairs) && f.indentOf(first) == f.column(first) && f.trimmedText(f.lineStart(first), first) != "":
			f.add(first, pairs[j+1].Key.Span.Start, "")
		case f.isFlowNode(n):
			f.add(first, last, "")
		default:
			f.removeLines(first, last)
		}
		i = j
	}
}

// trimmedText returns a part of the file without leading and trailing white space.
func (f *fileEditor) trimmedText(start, end int) string {
	return strings.TrimSpace(string(f.file.Data[start:end]))
}

// editItems removes items from a sequence of objects and appends others.
func (f *fileEditor) editItems(n *manifest.Node, dropped map[*manifest.Node]bool, added []*object) {
	var texts []string
	if f.isFlowNode(n) {
		for _, o := range added {
			texts = append(texts, f.renderInline(o, n.Items[0]))
		}
	} else {
		column := f.column(f.dashOffset(n.Items[0]))
		for _, o := range added {
			var b bytes.Buffer
			w := yamlWriter{&b}
			w.entries(o.entries(), column+2, false)
			texts = append(texts, f.convertLineBreaks(b.String()))
		}
	}
	f.editSequence(n, dropped, texts)
}

// editStrings is editItems for a sequence of strings.
func (f *fileEditor) editStrings(n *manifest.Node, dropped map[*manifest.Node]bool, added []string) {
	quote := f.quoter()
	var texts []string
	for _, s := range added {
		texts = append(texts, quote(s))
	}
	f.editSequence(n, dropped, texts)
}

func (f *fileEditor) editSequence(n *manifest.Node, dropped map[*manifest.Node]bool, added []string) {
	var kept []*manifest.Node
	for _, item := range n.Items {
		if !dropped[item] {
			kept = append(kept, item)
		}
	}
	if f.isFlowNode(n) {
		f.editFlowSequence(n, kept, dropped, added)
		return
	}
	column := f.column(f.dashOffset(n.Items[0]))
	lead := strings.Repeat(" ", column) + "- "
	if len(kept) == 0 {
		if len(added) == 0 {
			start, text := n.Span.Start, "[]"
			if before := bytes.TrimRight(f.file.Data[:start], " \r\n"); bytes.HasSuffix(before, []byte(":")) {
				start, text = len(before), " []" // after its key
			}
			f.add(start, n.Span.End, text)
			return
		}
		f.add(f.dashOffset(n.Items[0]), n.Items[len(n.Items)-1].Span.End, "- "+strings.Join(added, f.eol+lead))
		return
	}
	for _, item := range n.Items {
		if dropped[item] {
			f.removeLines(f.commentStart(f.dashOffset(item)), item.Span.End)
		}
	}
	end := f.lineEnd(kept[len(kept)-1].Span.End)
	for _, s := range added {
		f.add(end, end, f.eol+lead+s)
	}
}

func (f *fileEditor) editFlowSequence(n *manifest.Node, kept []*manifest.Node, dropped map[*manifest.Node]bool, added []string) {
	separator := ", "
	if first := n.Items[0].Span.Start; strings.TrimSpace(string(f.file.Data[f.lineStart(first):first])) == "" {
		separator = "," + f.eol + strings.Repeat(" ", f.column(first))
	}
	if len(kept) == 0 {
		f.add(n.Span.Start, n.Span.End, "["+strings.Join(added, ", ")+"]")
		return
	}
	items := n.Items
	for i := 0; i < len(items); i++ {
		if !dropped[items[i]] {
			continue
		}
		j := i
		for j+1 < len(items) && dropped[items[j+1]] {
			j++
		}
		if i > 0 {
			f.add(items[i-1].Span.End, items[j].Span.End, "")
		} else {
			f.add(items[0].Span.Start, items[j+1].Span.Start, "")
		}
		i = j
	}
	end := kept[len(kept)-1].Span.End
	for _, s := range added {
		f.add(end, end, separator+s)
	}
}
