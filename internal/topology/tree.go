package topology

import (
	"slices"
	"sync"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// MaxTrees is the number of documents up to which their trees stay in memory. Of more documents the
// trees are let go as soon as their rows are made, because they take as much memory as the rows; a
// file that a finding is about is then parsed once more for its locations, and read once more where its bytes
// were released.
const MaxTrees = 1000

// treeCache finds the documents of a file, and reads their trees again.
type treeCache struct {
	lock   sync.Mutex
	byFile map[*source.File]*parsedDocs
	lost   error // why a tree could not be read again, the first time
	// locator finds what is at a location in the trees.
	locator locator
}

// parsedDocs are the documents of a file, and whether all have their trees.
type parsedDocs struct {
	documents []*manifest.Document
	whole     bool
}

// of returns the documents of a file, with their trees.
func (t *treeCache) of(file *source.File, all []*manifest.Document) []*manifest.Document {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.byFile == nil {
		t.byFile = make(map[*source.File]*parsedDocs, len(all))
		for _, d := range all {
			if t.byFile[d.File] == nil {
				t.byFile[d.File] = &parsedDocs{}
			}
			t.byFile[d.File].documents = append(t.byFile[d.File].documents, d)
		}
	}
	g := t.byFile[file]
	if g == nil {
		return nil
	}
	if !g.whole {
		t.load(file, g.documents)
		g.whole = true
	}
	return g.documents
}

// load reads the bytes and the trees of a file again that were let go. Of a file that changed they are empty.
func (t *treeCache) load(file *source.File, documents []*manifest.Document) {
	err := file.Load()
	if t.lost == nil {
		t.lost = err
	}
	if !slices.ContainsFunc(documents, func(d *manifest.Document) bool { return d.Root == nil }) {
		return
	}
	if err != nil {
		for _, d := range documents {
			d.Root = manifest.NewMapping()
		}
		return
	}
	again := manifest.Parse(file, manifest.DefaultLimits(), false).Documents
	for i, d := range documents { // the same bytes give the same documents
		d.Root = again[i].Root
		if file.HasRedacted() {
			d.Redact()
		}
	}
}

// forget says that trees were let go.
func (t *treeCache) forget() {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.byFile = nil
	t.locator.forget()
}

// Lost says why a file could not be read again to which a path or a problem leads: whatever was found out from it is wrong.
func (t *Topology) Lost() error {
	t.treeCache.lock.Lock()
	defer t.treeCache.lock.Unlock()
	return t.treeCache.lost
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
