package policy

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// fix decodes the fix of a finding: {at, value} replaces the string at a path, and {at, value, insert: {key: value}}
// also inserts an entry before it. It returns nil if the string is written in a form that cannot be replaced safely.
func (d *decoder) fix(v *ast.Term) *problem.Fix {
	o, ok := v.Value.(ast.Object)
	if d.check(ok && o.Get(ast.InternedTerm("at")) != nil && o.Get(ast.InternedTerm("value")) != nil, "fix needs at and value"); d.err != nil {
		return nil
	}
	at, value := o.Get(ast.InternedTerm("at")), d.str(o.Get(ast.InternedTerm("value")), "fix")
	doc, old, err := d.t.Value(at.Value)
	if err != nil {
		d.check(false, fmt.Sprintf("fix at %s %s", at, err))
	}
	if d.err != nil {
		return nil
	}
	insert := o.Get(ast.InternedTerm("insert"))
	if insert == nil {
		return old.Value.Reword(doc.File, value)
	}
	entry, ok := insert.Value.(ast.Object)
	if d.check(ok && entry.Len() == 1, "insert of a fix needs one key"); d.err != nil {
		return nil
	}
	var key, text string
	if entry.Foreach(func(k, v *ast.Term) { key, text = d.str(k, "insert"), d.str(v, "insert") }); d.err != nil {
		return nil
	}
	return insertFix(doc.File, old, value, key, text)
}

// colon matches the text between a key and its value if it contains no anchor, tag or comment.
var colon = pattern.New(`^[ \t]*:[ \t]*$`)

// insertFix returns a fix that replaces a value and inserts an entry with key and text before it, in the same quotes
// and indentation.
func insertFix(f *source.File, at topology.ValueAt, value, key, text string) *problem.Fix {
	first, second := at.Value.Reword(f, text), at.Value.Reword(f, value)
	if first == nil || second == nil || at.Pair == nil || at.Parent.Pair(key) != nil || at.Value.Span.Start < at.Pair.Key.Span.End {
		return nil
	}
	keySpan := at.Pair.Key.Span
	between := f.Data[keySpan.End:at.Value.Span.Start]
	separator, ok := separator(f, at.Parent, keySpan.Start)
	if !ok || !colon().Match(between) {
		return nil
	}
	quote := ""
	if c := f.Data[keySpan.Start]; c == '"' || c == '\'' {
		quote = string(c)
	}
	var b strings.Builder
	b.WriteString(quote + key + quote)
	b.Write(between)
	b.WriteString(first.Text)
	b.Write(separator)
	b.Write(f.Data[keySpan.Start:at.Value.Span.Start])
	b.WriteString(second.Text)
	return &problem.Fix{
		File:        f,
		Span:        source.Span{Start: keySpan.Start, End: at.Value.Span.End},
		Text:        b.String(),
		Description: fmt.Sprintf("%s, and add %q: %q", second.Description, key, text),
	}
}

// separator returns the separator between a new entry and the entry of a mapping before which it is inserted, which
// begins at start: a comma in a flow mapping, and a line break with indentation if the entry begins its line. ok is
// false if something precedes the entry, such as an anchor, or if a comment on the line above may be about this entry
// only.
func separator(f *source.File, parent *manifest.Node, start int) (separator []byte, ok bool) {
	line, lineStart := f.Line(f.Position(start).Line)
	before := bytes.TrimPrefix(f.Data[lineStart:start], []byte("\uFEFF"))
	if above, _ := f.Line(f.Position(start).Line - 1); bytes.HasPrefix(bytes.TrimSpace(above), []byte("#")) {
		return nil, false
	}
	newline := []byte("\n")
	if bytes.HasPrefix(f.Data[lineStart+len(line):], []byte("\r\n")) || bytes.HasSuffix(f.Data[:lineStart], []byte("\r\n")) {
		newline = []byte("\r\n")
	}
	startsLine := len(bytes.TrimSpace(before)) == 0
	if f.Data[parent.Span.Start] != '{' {
		newline = append(newline, bytes.ReplaceAll(before, []byte("-"), []byte(" "))...)
		return newline, len(bytes.Trim(before, " -")) == 0
	}
	if c := bytes.TrimRight(f.Data[:start], " \t\r\n"); len(c) == 0 || c[len(c)-1] != '{' && c[len(c)-1] != ',' {
		return nil, false
	}
	if startsLine {
		return append([]byte(","), append(newline, before...)...), true
	}
	return []byte(", "), true
}
