package topology

import (
	"slices"
	"sync"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// keepTrees is the number of documents up to which their trees stay in memory. Of more documents the trees are let go
// as soon as their rows are made, because they take as much memory as the rows; a file that a finding is about is
// then parsed once more for its locations.
const keepTrees = 1000

// treeCache finds the documents of a file, and reads their trees again.
type treeCache struct {
	lock   sync.Mutex
	byFile map[*source.File]*parsedDocuments
	// locator finds what is at a location in the trees.
	locator locator
}

// parsedDocuments are the documents of a file, and whether all have their trees.
type parsedDocuments struct {
	documents []*manifest.Document
	whole     bool
}

// of returns the documents of a file, with their trees.
func (t *treeCache) of(file *source.File, all []*manifest.Document) []*manifest.Document {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.byFile == nil {
		t.byFile = make(map[*source.File]*parsedDocuments, len(all))
		for _, d := range all {
			if t.byFile[d.File] == nil {
				t.byFile[d.File] = &parsedDocuments{}
			}
			t.byFile[d.File].documents = append(t.byFile[d.File].documents, d)
		}
	}
	g := t.byFile[file]
	if g == nil {
		return nil
	}
	if !g.whole && slices.ContainsFunc(g.documents, func(d *manifest.Document) bool { return d.Root == nil }) {
		again := manifest.Parse(file, manifest.DefaultLimits(), false).Documents
		for i, d := range g.documents { // the same bytes give the same documents
			d.Root = again[i].Root
			if file.HasRedacted() {
				d.Redact()
			}
		}
	}
	g.whole = true
	return g.documents
}

// forget says that trees were let go.
func (t *treeCache) forget() {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.byFile = nil
	t.locator.forget()
}

// root returns the tree of a document.
func (t *Topology) root(d *manifest.Document) *manifest.Node {
	t.treeCache.of(d.File, t.Documents)
	return d.Root
}

// ObjectAt returns the logical path of what is at offset in a file, for problems that were found before the topology
// was known; "" where no manifest of the topology is there.
func (t *Topology) ObjectAt(file *source.File, offset int) string {
	docs := t.treeCache.of(file, t.Documents)
	i, _ := slices.BinarySearchFunc(docs, offset, func(d *manifest.Document, offset int) int { return d.Root.Span.End - offset })
	if i == len(docs) || offset < docs[i].Root.Span.Start {
		return ""
	}
	return t.Object(docs[i], offset)
}
