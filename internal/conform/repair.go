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

// sourceText returns the text of a node as it is in the file.
func (c *checker) sourceText(n *manifest.Node) string {
	return string(c.file.Data[n.Span.Start:n.Span.End])
}

// removeFix returns a fix that removes repeated items from a list: the entire line of each item of a block list, or the
// item and the comma before it in a flow list. It returns nil if that would also remove something else, such as an
// anchor or a comment, or if the item is only repeated through an alias.
func (c *checker) removeFix(list *manifest.Node, duplicates []*manifest.Node) *problem.Fix {
	var text []byte
	var total source.Span
	for _, item := range duplicates {
		span := c.itemSpan(list, slices.Index(list.Items, item))
		if span.Start == span.End {
			return nil
		}
		if total.End > 0 {
			span.Start = max(span.Start, total.End) // the line break before a last line may already be removed
			text = append(text, c.file.Data[total.End:span.Start]...)
		} else {
			total.Start = span.Start
		}
		total.End = span.End
	}
	return &problem.Fix{
		File:        c.file,
		Span:        total,
		Text:        string(text),
		Description: "keep only the first " + strconv.Quote(truncate(duplicates[0].Text)),
	}
}

// itemSpan returns the span to remove for item i of a list, or an empty span if it is not obvious.
func (c *checker) itemSpan(list *manifest.Node, i int) source.Span {
	if i == 0 || slices.Contains(list.Items[i+1:], list.Items[i]) {
		return source.Span{}
	}
	previous, item := list.Items[i-1].Span, list.Items[i].Span
	if previous.Start < list.Span.Start || item.Start < previous.End || list.Span.End < item.End {
		return source.Span{} // reached through an alias: it is written elsewhere
	}
	if c.file.Data[list.Span.Start] != '[' {
		return c.lineSpan(item)
	}
	if strings.TrimSpace(string(c.file.Data[previous.End:item.Start])) != "," {
		return source.Span{}
	}
	return source.Span{Start: previous.End, End: item.End}
}

// lineSpan returns the line of an item, with its line break, if there is only a hyphen and the item on it. For a last
// line without a line break, it includes the one before it. The span is empty for any other line, and for a line below
// a comment, which may be about the item.
func (c *checker) lineSpan(item source.Span) source.Span {
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
