package manifest

import (
	"path"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// The rules of this station.
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
}

// Parse reads the documents of a file: JSON if its name ends with .json, else YAML. Named says that
// the user named the file, so that it must hold a manifest.
func Parse(f *source.File, lim Limits, named bool) *Result {
	p := parser{file: f, limits: lim, result: &Result{}}
	p.parse()
	r := p.result
	if named && len(r.Documents) == 0 && len(r.Problems) == 0 {
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
	slabs  slabs
	// whole is the text of a YAML file.
	whole  string
	result *Result
	// index is that of the document being read, span the part of the file that belongs to it.
	index int
	span  source.Span
	// plain says that a document needs no header.
	plain bool
	// first is the place of the first key of the file, or of its first value.
	first source.Span
}

func (p *parser) parse() {
	f := p.file
	if len(f.Data) > p.limits.Bytes {
		p.report(tooManyBytes(f, p.limits.Bytes))
		return
	}
	t, found := newText(f, !isJSON(f))
	if found != nil {
		p.report(*found)
		return
	}
	p.first = source.Span{Start: t.start, End: t.start}
	p.slabs.size(len(f.Data))
	if isJSON(f) {
		p.parseJSON(t)
		return
	}
	p.whole = string(t.data)
	chunks, problems := t.split()
	p.report(problems...)
	for i, c := range chunks {
		p.index, p.span = i, source.Span{Start: c.start, End: c.end}
		p.parseChunk(t, c)
		if n := len(p.result.Problems); n > 0 && p.result.Problems[n-1].Rule == ruleLimit && p.spent() {
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
	r := jsonReader{text: t, limits: p.limits, used: &p.used, slabs: &p.slabs, pos: t.start, end: len(t.data)}
	root, found := r.document()
	if found != nil {
		p.report(*found)
		return
	}
	p.take(root, r.problems)
}

// parseChunk reads one document of a YAML file by the first of three readers that takes it. A document
// that is JSON is read as JSON, because YAML 1.2 allows what yaml.v3 does not: "\/" and surrogate pairs
// in strings.
func (p *parser) parseChunk(t *text, c chunk) {
	before := p.used
	if at := t.contentOf(c); at < c.end && t.data[at] == '{' {
		r := jsonReader{text: t, limits: p.limits, used: &p.used, slabs: &p.slabs, pos: at, end: c.end}
		if root, found := r.document(); found == nil {
			p.take(root, r.problems)
			return
		}
		p.used = before
	}
	plain := plainReader{text: t, chunk: c, limits: p.limits, used: &p.used, slabs: &p.slabs, whole: p.whole}
	if root := plain.document(); root != nil {
		p.take(root, plain.problems)
		return
	}
	p.used = before
	if c.end-c.start > 2*p.limits.Nodes {
		if n := nodesInText(t.data[c.start:c.end]); n > p.limits.Nodes {
			p.report(tooManyNodes(p.file, source.Span{Start: c.start, End: c.start}, n, p.limits.Nodes))
			return
		}
	}
	if found := t.tooManyDirectives(c); found != nil {
		p.report(*found)
		return
	}
	r := yamlReader{text: t, chunk: c, limits: p.limits, used: &p.used, slabs: &p.slabs, pos: c.start}
	root, found := r.document()
	switch {
	case found != nil:
		p.report(*found)
	case root != nil:
		p.take(root, r.problems)
	}
}

// contentOf returns the offset of the first byte of the content of a chunk that has no directives,
// or the end of the chunk.
func (t *text) contentOf(c chunk) int {
	at := c.start
	if t.marker(at, c.end) == '-' {
		at += len("---")
	}
	return t.firstOf(at, c.end)
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
	verdict, found := ours, (*problem.Problem)(nil)
	if !p.plain {
		verdict, found = classify(p.file, root)
	}
	switch verdict {
	case foreign:
		if root.Kind != Null {
			p.result.Foreign = append(p.result.Foreign, newForeign(root))
		}
		return
	case mistaken:
		p.report(*found)
	case ours:
		whole := true
		for i := range problems {
			whole = whole && problems[i].Rule == ruleDuplicateKey
		}
		if whole {
			p.result.Documents = append(p.result.Documents, &Document{File: p.file, Span: p.span, Index: p.index, Root: root})
		}
	}
	p.report(problems...)
}

func (p *parser) report(problems ...problem.Problem) {
	p.result.Problems = append(p.result.Problems, problems...)
}

func syntaxProblem(f *source.File, at source.Span, message, help string) problem.Problem {
	return problem.Problem{Rule: ruleSyntax, Message: problem.Literal(message), Help: problem.Literal(help), Locations: []problem.Location{{File: f, Span: at}}}
}
