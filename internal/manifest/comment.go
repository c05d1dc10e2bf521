package manifest

import (
	"bytes"
	"cmp"
	"slices"
	"sort"

	"github.com/tenantlint/tenantlint/internal/source"
)

// Comment is a comment addressed to tenantlint.
type Comment struct {
	// Span extends from the "#" to the end of the text.
	Span source.Span
	// Line is the line to which the comment applies, counted from 1: its own line if there is something before the
	// comment, otherwise the next line that is not a comment. It is 0 if the comment applies to the whole document,
	// because it precedes the first key.
	Line int
}

// Comments returns the comments of a document that start with word, in file order. Text inside a string that looks like
// a comment does not count.
func (d *Document) Comments(word string) []Comment {
	if !hasCommentPrefix(d.File.Data[d.Span.Start:d.Span.End], word) {
		return nil
	}
	r := commentReader{Document: d, word: []byte(word)}
	r.collect(d.Root)
	slices.SortFunc(r.stringSpans, func(a, b source.Span) int { return cmp.Compare(a.Start, b.Start) })
	var comments []Comment
	for at := d.Span.Start; ; {
		i := bytes.Index(d.File.Data[at:d.Span.End], r.word)
		if i < 0 {
			return comments
		}
		i += at
		at = i + len(word)
		if c, ok := r.comment(i); ok && (at == c.Span.End || isBlank(d.File.Data[at])) {
			comments = append(comments, c)
		}
	}
}

// hasCommentPrefix reports whether word follows any "#", which is not the case in most files.
func hasCommentPrefix(data []byte, word string) bool {
	for {
		hash := bytes.IndexByte(data, '#')
		if hash < 0 {
			return false
		}
		data = data[hash+1:]
		if bytes.HasPrefix(bytes.TrimLeft(data, " \t"), []byte(word)) {
			return true
		}
	}
}

// maxCommentPrefix is the number of bytes of each comment that CommentsFunc inspects.
const maxCommentPrefix = 64

// CommentsFunc returns the comments of a document, in file order, for which match reports true. match receives the
// start of the comment's text, without the leading "#" signs and the white space after them.
func (d *Document) CommentsFunc(match func(text string) bool) []Comment {
	data, end := d.File.Data, d.Span.End
	var comments []Comment
	var r *commentReader
	for at := d.Span.Start; ; {
		i := bytes.IndexByte(data[at:end], '#')
		if i < 0 {
			return comments
		}
		hash := at + i
		at = end - len(bytes.TrimLeft(data[hash:end], "#"))
		text := data[at:min(end, at+maxCommentPrefix)]
		if line := bytes.IndexAny(text, "\r\n"); line >= 0 {
			text = text[:line]
		}
		if !match(string(bytes.TrimLeft(text, " \t"))) {
			continue
		}
		if r == nil {
			r = &commentReader{Document: d, word: []byte("#")}
			r.collect(d.Root)
			slices.SortFunc(r.stringSpans, func(a, b source.Span) int { return cmp.Compare(a.Start, b.Start) })
		}
		if c, ok := r.comment(hash + 1); ok {
			comments = append(comments, c)
		}
	}
}

// commentReader reads the comments of one document.
type commentReader struct {
	*Document

	word []byte
	// stringSpans are the spans of the strings that contain the word.
	stringSpans []source.Span
	// target is the line to which the last comment on a line of its own applies.
	target int
}

// collect records the strings in n that contain the word. It leaves out the header of a block scalar, which a comment
// may follow.
func (r *commentReader) collect(n *Node) {
	for i := range n.Pairs {
		r.collect(n.Pairs[i].Key.Node())
		r.collect(n.Pairs[i].Value)
	}
	for _, item := range n.Items {
		r.collect(item)
	}
	if n.Kind != String || n.Span.Start == n.Span.End {
		return
	}
	at, data := n.Span, r.File.Data
	if data[at.Start] == '|' || data[at.Start] == '>' {
		for at.Start < at.End && data[at.Start] != '\n' && data[at.Start] != '\r' {
			at.Start++
		}
	}
	if bytes.Contains(data[at.Start:at.End], r.word) {
		r.stringSpans = append(r.stringSpans, at)
	}
}

// inString reports whether the byte at offset i is part of a string.
func (r *commentReader) inString(i int) bool {
	n := sort.Search(len(r.stringSpans), func(n int) bool { return r.stringSpans[n].Start > i })
	return n > 0 && i < r.stringSpans[n-1].End
}

// comment returns the comment whose first word is at offset i.
func (r *commentReader) comment(i int) (Comment, bool) {
	data := r.File.Data
	line := r.File.Position(i).Line
	start := r.lineStart(line)
	hash := start + len(bytes.TrimRight(data[start:i], " \t")) - 1
	if hash < start || data[hash] != '#' || hash > start && !isBlank(data[hash-1]) || r.inString(hash) {
		return Comment{}, false
	}
	c := Comment{Span: source.Span{Start: hash, End: i}, Line: line}
	for c.Span.End < r.Span.End && data[c.Span.End] != '\n' && data[c.Span.End] != '\r' {
		c.Span.End++
	}
	c.Span.End = hash + len(bytes.TrimRight(data[hash:c.Span.End], " \t"))
	if hash < r.Root.Span.Start {
		c.Line = 0
	} else if len(bytes.TrimSpace(data[start:hash])) == 0 {
		c.Line = r.nextNonCommentLine(line)
	}
	return c, true
}

// lineStart returns the offset of the first byte of a line, after any byte order mark.
func (r *commentReader) lineStart(line int) int {
	text, start := r.File.Line(line)
	if line == 1 && bytes.HasPrefix(text, []byte(bom)) {
		start += len(bom)
	}
	return start
}

// nextNonCommentLine returns the first line after line that is not just a comment. Comments must arrive in file order,
// so that consecutive comments share one search.
func (r *commentReader) nextNonCommentLine(line int) int {
	for line >= r.target {
		r.target = max(r.target, line) + 1
		for {
			text, _ := r.File.Line(r.target)
			if text = bytes.TrimLeft(text, " \t"); len(text) == 0 || text[0] != '#' {
				break
			}
			r.target++
		}
	}
	return r.target
}
