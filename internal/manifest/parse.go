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

// The rules of this package.
const (
	ruleSyntax       = "parse/syntax"
	ruleDuplicateKey = "parse/duplicate-key"
	ruleNotManifest  = "parse/not-a-manifest"
	ruleLimit        = "parse/limit"
	ruleEncoding     = "parse/encoding"
)

// Result is the content of one file.
type Result struct {
	// Documents are the manifests in file order. Documents with a syntax error or over a limit are left out. A document
	// with a repeated key is included, with the first value.
	Documents []*Document
	// Foreign are the other documents in file order: neither manifests nor intended to be.
	Foreign []Foreign
	// Problems are the findings of the parse/* rules, in file order.
	Problems []problem.Problem
	// Unread are the parts of the file that are in no document, so that their declarations are unknown.
	Unread []source.Span
}

// Parse parses the documents of a file: as JSON if its name ends with .json, otherwise as YAML. explicit is true if the
// user named the file, so that it must contain a manifest.
func Parse(f *source.File, lim Limits, explicit bool) *Result {
	p := parser{file: f, limits: lim, result: &Result{}}
	p.parse()
	r := p.result
	if explicit && len(r.Documents) == 0 && len(r.Problems) == 0 {
		r.Problems = append(r.Problems, missingManifest(f, p.first))
	}
	return r
}

// ParseTree parses a file that contains one document without the header of a manifest, such as the configuration. The
// document is nil if the file is empty. Problems are as in Parse; a document with a problem other than
// parse/duplicate-key is incomplete.
func ParseTree(f *source.File, lim Limits) (*Document, []problem.Problem) {
	p := parser{file: f, limits: lim, result: &Result{}, noHeader: true}
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

// parser parses one file.
type parser struct {
	file   *source.File
	limits Limits
	used   usage
	// scratch is reserved for this file until it is parsed.
	scratch *scratch
	// fileText is the text of a YAML file.
	fileText string
	result   *Result
	// index is the index of the current document, span the part of the file that belongs to it.
	index int
	span  source.Span
	// noHeader is true if documents need no header.
	noHeader bool
	// isTemplate is true if the file is known to be a template.
	isTemplate bool
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
	p.scratch, _ = scratches.Get().(*scratch) // the pool contains only scratches
	defer p.scratch.release()
	t, found := newText(f, !isJSON(f), p.scratch.lineStarts[:0])
	if found != nil {
		p.reportUnreadable(*found)
		return
	}
	p.scratch.lineStarts = t.lines
	t.data = p.resolveConflicts(t.data)
	p.first = source.Span{Start: t.start, End: t.start}
	p.scratch.slabs.sizeFor(len(f.Data))
	if isJSON(f) {
		p.parseJSON(t)
		return
	}
	//nolint:gosec // the bytes of a file never change, and a copy would live as long as the tree
	p.fileText = unsafe.String(
		unsafe.SliceData(t.data),
		len(t.data),
	)
	chunks, problems := t.split()
	p.report(problems...)
	for i, c := range chunks {
		p.index, p.span = i, source.Span{Start: c.start, End: c.end}
		p.parseChunk(t, c)
		if n := len(p.result.Problems); n > 0 && p.result.Problems[n-1].Rule == ruleLimit && p.exhausted() {
			p.result.Unread = append(p.result.Unread, source.Span{Start: c.end, End: len(f.Data)})
			return // the limit applies to the file: further documents would only repeat the problem
		}
	}
}

func isJSON(f *source.File) bool { return strings.EqualFold(path.Ext(f.Path), ".json") }

// exhausted reports whether the file has used up its limit of nodes.
func (p *parser) exhausted() bool {
	return p.used.nodes > p.limits.Nodes || p.used.aliased > p.limits.Aliases
}

func (p *parser) parseJSON(t *sourceText) {
	if t.firstNonBlank(t.start, len(t.data)) == len(t.data) {
		return
	}
	p.span = source.Span{Start: t.start, End: len(t.data)}
	r := jsonReader{sourceText: t, limits: p.limits, used: &p.used, slabs: &p.scratch.slabs, pos: t.start, end: len(t.data)}
	root, found := r.document()
	if found != nil {
		p.reportUnreadable(*found)
		return
	}
	p.addDocument(root, r.problems)
}

// parseChunk parses one document of a YAML file with the first of three readers that accepts it. A document in JSON is
// parsed as JSON, because YAML 1.2 allows what yaml.v3 does not: "\/" and surrogate pairs in strings.
func (p *parser) parseChunk(t *sourceText, c chunk) {
	before := p.used
	if at := t.contentStart(c); at < c.end && (t.data[at] == '{' || t.data[at] == '[') {
		r := jsonReader{sourceText: t, limits: p.limits, used: &p.used, slabs: &p.scratch.slabs, pos: at, end: c.end}
		if root, found := r.document(); found == nil {
			p.addDocument(root, r.problems)
			return
		}
		p.used = before
	}
	if accelerator.Enabled {
		plain := plainReader{sourceText: t, chunk: c, limits: p.limits, used: &p.used, fileText: p.fileText, scratch: p.scratch}
		if root := plain.document(); root != nil {
			p.addDocument(root, plain.problems)
			return
		}
		p.used = before
	}
	if c.end-c.start > 2*p.limits.Nodes {
		if n := estimateNodes(t.data[c.start:c.end]); n > p.limits.Nodes {
			p.reportUnreadable(tooManyNodes(p.file, source.Span{Start: c.start, End: c.start}, n, p.limits.Nodes))
			return
		}
	}
	if found := t.tooManyDirectives(c); found != nil {
		p.reportUnreadable(*found)
		return
	}
	r := yamlReader{sourceText: t, chunk: c, limits: p.limits, used: &p.used, slabs: &p.scratch.slabs, pos: c.start}
	root, found := r.document()
	switch {
	case found != nil:
		p.reportUnreadable(*found)
	case root != nil:
		p.addDocument(root, r.problems)
	}
}

// contentStart returns the offset of the first content byte of a chunk without directives, after the comments before
// it, or the end of the chunk.
func (t *sourceText) contentStart(c chunk) int {
	at := c.start
	if t.marker(at, c.end) == '-' {
		at += len("---")
	}
	for {
		at = t.firstNonBlank(at, c.end)
		if at == c.end || t.data[at] != '#' || at > c.start && t.data[at-1] == '-' {
			return at
		}
		for at < c.end && t.breakLen(at) == 0 {
			at++
		}
	}
}

// addDocument adds a parsed document to the result: as a manifest, as one with an invalid header, or as foreign. It
// drops the problems inside a foreign document, which may well use tags of its own.
func (p *parser) addDocument(root *Node, problems []problem.Problem) {
	if p.first.Start == p.first.End {
		p.first = root.Span
		if len(root.Pairs) > 0 {
			p.first = root.Pairs[0].Key.Span
		}
	}
	if p.noHeader {
		if onlyDuplicateKeys(problems) {
			p.result.Documents = append(p.result.Documents, &Document{File: p.file, Span: p.span, Index: p.index, Root: root})
		}
		p.report(problems...)
		return
	}
	if parts := p.splitUnmarked(root); parts != nil {
		if v, _ := classify(p.file, parts[0]); v != foreign {
			p.addUnmarked(root, parts, problems)
			return
		}
	}
	p.addSingle(root, problems)
}

// addSingle adds one document, or each item of a document that is a list.
func (p *parser) addSingle(root *Node, problems []problem.Problem) {
	classification, found := classify(p.file, root)
	if classification == foreign {
		if p.addItems(root, problems) {
			return
		}
		if found = p.nestedManifest(root); found == nil {
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
		root, found = p.flattenKubernetes(root)
	}
	if !onlyDuplicateKeys(problems) {
		p.result.Unread = append(p.result.Unread, p.span)
		if i := slices.IndexFunc(problems, func(q problem.Problem) bool { return q.Rule == ruleSyntax }); i >= 0 {
			if template := p.templateProblem(p.span); template != nil {
				p.reportUnreadable(problems[i])
				return
			}
		}
		if found != nil {
			p.report(*found)
		}
		p.report(problems...)
		return
	}
	d := &Document{File: p.file, Span: p.span, Index: p.index, Root: root, InvalidHeader: found != nil, intendedKind: intendedKind(root)}
	if found != nil {
		p.report(*found)
	}
	if found == nil || found.Rule != ruleNotManifest || d.Kind() != "" && mayBeThisVersion(root) {
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
