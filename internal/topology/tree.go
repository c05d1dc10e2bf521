package topology

import (
	"slices"
	"sync"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// MaxTrees is the maximum number of documents whose trees stay in memory. With more documents, each tree is released as
// soon as its rows are built, because trees take as much memory as rows. A file with findings is then parsed again for
// their locations, and also read again if its bytes were released.
const MaxTrees = 1000

// treeCache finds the documents of a file, and parses their trees again if necessary.
type treeCache struct {
	lock    sync.Mutex
	byFile  map[*source.File]*parsedDocs
	loadErr error // the first error from reading a file again
	// locator finds values in the trees by location.
	locator locator
}

// parsedDocs are the documents of a file; loaded is true if all of them have their trees.
type parsedDocs struct {
	documents []*manifest.Document
	loaded    bool
}

// documents returns the documents of a file, with their trees.
func (t *treeCache) documents(file *source.File, all []*manifest.Document) []*manifest.Document {
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
	docs := t.byFile[file]
	if docs == nil {
		return nil
	}
	if !docs.loaded {
		t.load(file, docs.documents)
		docs.loaded = true
	}
	return docs.documents
}

// load restores the released bytes and trees of a file. If the file has changed, the trees are empty.
func (t *treeCache) load(file *source.File, documents []*manifest.Document) {
	err := file.Load()
	if t.loadErr == nil {
		t.loadErr = err
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
	reparsed := manifest.Parse(file, manifest.DefaultLimits(), false).Documents
	for i, d := range documents { // the same bytes result in the same documents
		d.Root = reparsed[i].Root
		if file.HasRedacted() {
			d.Redact()
		}
	}
}

// reset clears the cache after trees were released.
func (t *treeCache) reset() {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.byFile = nil
	t.locator.reset()
}

// ReloadError returns the first error from reading a file again to locate a path or a problem. After an error, results
// that depend on the file are wrong.
func (t *Topology) ReloadError() error {
	t.treeCache.lock.Lock()
	defer t.treeCache.lock.Unlock()
	return t.treeCache.loadErr
}

// root returns the tree of a document.
func (t *Topology) root(d *manifest.Document) *manifest.Node {
	t.treeCache.documents(d.File, t.Documents)
	return d.Root
}

// ObjectAt returns the logical path of the value at offset in a file, for problems that were found before the topology
// was built. It returns "" if no manifest of the topology is there.
func (t *Topology) ObjectAt(file *source.File, offset int) string {
	docs := t.treeCache.documents(file, t.Documents)
	i, _ := slices.BinarySearchFunc(docs, offset, func(d *manifest.Document, offset int) int { return d.Root.Span.End - offset })
	if i == len(docs) || offset < docs[i].Root.Span.Start {
		return ""
	}
	return t.Object(docs[i], offset)
}
