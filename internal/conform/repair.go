package conform

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// written returns the bytes of a node as they are in the file.
func (c *checker) written(n *manifest.Node) string {
	return string(c.file.Data[n.Span.Start:n.Span.End])
}

// remove returns the fix that takes what is repeated out of a list: of each item its line, in a list
// with hyphens, or itself and the comma before it, in one with brackets. There is none where more than
// the items would go, such as an anchor or a comment, nor where an alias repeats what is written once.
func (c *checker) remove(list *manifest.Node, repeated []*manifest.Node) *problem.Fix {
	var text []byte
	var whole source.Span
	for _, item := range repeated {
		span := c.entry(list, slices.Index(list.Items, item))
		if span.Start == span.End {
			return nil
		}
		if whole.End > 0 {
			span.Start = max(span.Start, whole.End) // the line break before a last line may be gone already
			text = append(text, c.file.Data[whole.End:span.Start]...)
		} else {
			whole.Start = span.Start
		}
		whole.End = span.End
	}
	return &problem.Fix{
		File:        c.file,
		Span:        whole,
		Text:        string(text),
		Description: "keep only the first " + strconv.Quote(brief(repeated[0].Text)),
	}
}

// entry returns what goes with item i of a list, or an empty span where that is not plain.
func (c *checker) entry(list *manifest.Node, i int) source.Span {
	if i == 0 || slices.Contains(list.Items[i+1:], list.Items[i]) {
		return source.Span{}
	}
	before, item := list.Items[i-1].Span, list.Items[i].Span
	if before.Start < list.Span.Start || item.Start < before.End || list.Span.End < item.End {
		return source.Span{} // reached through an alias, and written elsewhere
	}
	if c.file.Data[list.Span.Start] != '[' {
		return c.line(item)
	}
	if strings.TrimSpace(string(c.file.Data[before.End:item.Start])) != "," {
		return source.Span{}
	}
	return source.Span{Start: before.End, End: item.End}
}

// line returns the line that holds nothing but a hyphen and an item, with its line break or, of a last
// line without one, with the one before it; it is empty for any other line and for one below a comment,
// which may be about the item.
func (c *checker) line(item source.Span) source.Span {
	n := c.file.Position(item.Start).Line
	text, start := c.file.Line(n)
	above, aboveStart := c.file.Line(n - 1)
	end := start + len(text)
	if item.End > end || strings.TrimSpace(string(c.file.Data[start:item.Start])) != "-" ||
		len(bytes.TrimSpace(c.file.Data[item.End:end])) > 0 || bytes.HasPrefix(bytes.TrimSpace(above), []byte("#")) {
		return source.Span{}
	}
	if next, nextStart := c.file.Line(n + 1); nextStart > end || len(next) > 0 {
		return source.Span{Start: start, End: nextStart}
	}
	return source.Span{Start: aboveStart + len(above), End: end}
}
