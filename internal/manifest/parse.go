package manifest

import (
	"path"
	"slices"
	"strings"
	"unsafe"

	"github.com/tenantlint/tenantlint/internal/accelerator"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// The rules of this stage.
const (
	ruleSyntax       = "parse/syntax"
	ruleDuplicateKey = "parse/duplicate-key"
	ruleNotManifest  = "parse/not-a-manifest"
	ruleLimit        = "parse/limit"
	ruleEncoding     = "parse/encoding"
)

// Result is what one file holds.
type Result struct {
	// Documents are the manifests in the order of the file. A document with an error of syntax or
	// over a limit is not among them; one with a key given twice is, with the first value.
	Documents []*Document
	// Foreign are the other documents in the order of the file: no manifests, nor meant to be.
	Foreign []Foreign
	// Problems are of the rules parse/*, in the order of the file.
	Problems []problem.Problem
	// Unread are the parts of the file that are in no document: what they declare is not known.
	Unread []source.Span
}

// Parse reads the documents of a file: JSON if its name ends with .json, else YAML. Named says that
// the user named the file, so that it must hold a manifest.
func Parse(f *source.File, lim Limits, explicit bool) *Result {
	p := parser{file: f, limits: lim, result: &Result{}}
	p.parse()
	r := p.result
	if explicit && len(r.Documents) == 0 && len(r.Problems) == 0 {
		r.Problems = append(r.Problems, noManifest(f, p.first))
	}
	return r
}

// ParseTree reads a file that holds one document without the header of a manifest, such as the
// configuration. The document is nil where the file is empty. Problems come as Parse has them; a
// document with any but parse/duplicate-key is not whole.
func ParseTree(f *source.File, lim Limits) (*Document, []problem.Problem) {
	p := parser{file: f, limits: lim, result: &Result{}, plain: true}
	p.parse()
	r := p.result
	if len(r.Documents) == 0 {
		return nil, r.Problems
	}
	for _, d := range r.Documents[1:] {
		p.report(syntaxProblem(f, d.Root.Span, "a second document begins here", "keep one document in the file"))
	}
	return r.Documents[0], r.Problems
}

// parser reads one file.
type parser struct {
	file   *source.File
	limits Limits
	used   budget
	// scratch is for this file alone until it is read.
	scratch *scratch
	// whole is the text of a YAML file.
	whole  string
	result *Result
	// index is that of the document being read, span the part of the file that belongs to it.
	index int
	span  source.Span
	// plain is true if a document needs no header.
	plain bool
	// templated is true if the file is known to be a template.
	templated bool
	// first is the location of the first key of the file, or of its first value.
	first source.Span
}

func (p *parser) parse() {
	f := p.file
	if len(f.Data) > p.limits.Bytes {
		p.report(tooManyBytes(f, p.limits.Bytes))
		return
	}
	p.span = source.Span{End: len(f.Data)}
	p.scratch, _ = scratches.Get().(*scratch) // the pool holds nothing else
	defer p.scratch.release()
	t, found := newText(f, !isJSON(f), p.scratch.starts[:0])
	if found != nil {
		p.refused(*found)
		return
	}
	p.scratch.starts = t.lines
	t.data = p.settleConflicts(t.data)
	p.first = source.Span{Start: t.start, End: t.start}
	p.scratch.slabs.size(len(f.Data))
	if isJSON(f) {
		p.parseJSON(t)
		return
	}
	//nolint:gosec // nobody changes the bytes of a file, and a copy of all of them would stay to the end
	p.whole = unsafe.String(
		unsafe.SliceData(t.data),
		len(t.data),
	)
	chunks, problems := t.split()
	p.report(problems...)
	for i, c := range chunks {
		p.index, p.span = i, source.Span{Start: c.start, End: c.end}
		p.parseChunk(t, c)
		if n := len(p.result.Problems); n > 0 && p.result.Problems[n-1].Rule == ruleLimit && p.spent() {
			p.result.Unread = append(p.result.Unread, source.Span{Start: c.end, End: len(f.Data)})
			return // the limit is that of the file: each further document would only repeat it
		}
	}
}

func isJSON(f *source.File) bool { return strings.EqualFold(path.Ext(f.Path), ".json") }

// spent reports if the file has used up what it may hold of values.
func (p *parser) spent() bool {
	return p.used.nodes > p.limits.Nodes || p.used.aliased > p.limits.Aliases
}

func (p *parser) parseJSON(t *text) {
	if t.firstOf(t.start, len(t.data)) == len(t.data) {
		return
	}
	p.span = source.Span{Start: t.start, End: len(t.data)}
	r := jsonReader{text: t, limits: p.limits, used: &p.used, slabs: &p.scratch.slabs, pos: t.start, end: len(t.data)}
	root, found := r.document()
	if found != nil {
		p.refused(*found)
		return
	}
	p.take(root, r.problems)
}

// parseChunk reads one document of a YAML file by the first of three readers that takes it. A document
// that is JSON is read as JSON, because YAML 1.2 allows what yaml.v3 does not: "\/" and surrogate pairs
// in strings.
func (p *parser) parseChunk(t *text, c chunk) {
	before := p.used
	if at := t.contentOf(c); at < c.end && (t.data[at] == '{' || t.data[at] == '[') {
		r := jsonReader{text: t, limits: p.limits, used: &p.used, slabs: &p.scratch.slabs, pos: at, end: c.end}
		if root, found := r.document(); found == nil {
			p.take(root, r.problems)
			return
		}
		p.used = before
	}
	if accelerator.Enabled {
		plain := plainReader{text: t, chunk: c, limits: p.limits, used: &p.used, whole: p.whole, scratch: p.scratch}
		if root := plain.document(); root != nil {
			p.take(root, plain.problems)
			return
		}
		p.used = before
	}
	if c.end-c.start > 2*p.limits.Nodes {
		if n := nodesInText(t.data[c.start:c.end]); n > p.limits.Nodes {
			p.refused(tooManyNodes(p.file, source.Span{Start: c.start, End: c.start}, n, p.limits.Nodes))
			return
		}
	}
	if found := t.tooManyDirectives(c); found != nil {
		p.refused(*found)
		return
	}
	r := yamlReader{text: t, chunk: c, limits: p.limits, used: &p.used, slabs: &p.scratch.slabs, pos: c.start}
	root, found := r.document()
	switch {
	case found != nil:
		p.refused(*found)
	case root != nil:
		p.take(root, r.problems)
	}
}

// contentOf returns the offset of the first byte of the content of a chunk that has no directives, behind
// the comments before it, or the end of the chunk.
func (t *text) contentOf(c chunk) int {
	at := c.start
	if t.marker(at, c.end) == '-' {
		at += len("---")
	}
	for {
		at = t.firstOf(at, c.end)
		if at == c.end || t.data[at] != '#' || at > c.start && t.data[at-1] == '-' {
			return at
		}
		for at < c.end && t.width(at) == 0 {
			at++
		}
	}
}

// take files a document that was read: as a manifest, as one that pretends to be or as foreign. The
// problems inside a foreign document are nobody's business: it may well use tags of its own.
func (p *parser) take(root *Node, problems []problem.Problem) {
	if p.first.Start == p.first.End {
		p.first = root.Span
		if len(root.Pairs) > 0 {
			p.first = root.Pairs[0].Key.Span
		}
	}
	if p.plain {
		if wholeBut(problems) {
			p.result.Documents = append(p.result.Documents, &Document{File: p.file, Span: p.span, Index: p.index, Root: root})
		}
		p.report(problems...)
		return
	}
	if parts := p.unmarked(root); parts != nil {
		if v, _ := classify(p.file, parts[0]); v != foreign {
			p.takeUnmarked(root, parts, problems)
			return
		}
	}
	p.takeOne(root, problems)
}

// takeOne files one document, or each item of one that is a list.
func (p *parser) takeOne(root *Node, problems []problem.Problem) {
	classification, found := classify(p.file, root)
	if classification == foreign {
		if p.takeList(root, problems) {
			return
		}
		if found = p.detached(root); found == nil {
			if root.Kind != Null {
				p.result.Foreign = append(p.result.Foreign, newForeign(root))
			}
			return
		}
		p.result.Unread = append(p.result.Unread, p.span)
		p.report(*found)
		return
	}
	if found == nil {
		root, found = p.hoisted(root)
	}
	if !wholeBut(problems) {
		p.result.Unread = append(p.result.Unread, p.span)
		if i := slices.IndexFunc(problems, func(q problem.Problem) bool { return q.Rule == ruleSyntax }); i >= 0 {
			if template := p.template(p.span); template != nil {
				p.refused(problems[i])
				return
			}
		}
		if found != nil {
			p.report(*found)
		}
		p.report(problems...)
		return
	}
	d := &Document{File: p.file, Span: p.span, Index: p.index, Root: root, Mistaken: found != nil, meant: meantKind(root)}
	if found != nil {
		p.report(*found)
	}
	if found == nil || found.Rule != ruleNotManifest || d.Kind() != "" && declarable(root) {
		p.result.Documents = append(p.result.Documents, d)
	} else {
		p.result.Unread = append(p.result.Unread, p.span)
	}
	p.report(problems...)
}

func (p *parser) report(problems ...problem.Problem) {
	p.result.Problems = append(p.result.Problems, problems...)
}

func syntaxProblem(f *source.File, at source.Span, message, help string) problem.Problem {
	return problem.Problem{
		Rule:      ruleSyntax,
		Message:   problem.Literal(message),
		Help:      problem.Literal(help),
		Locations: []problem.Location{{File: f, Span: at}},
	}
}
