package topology

import (
	"slices"
	"sync"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// keepTrees is the number of documents up to which their trees stay in memory. Of more documents the
// trees are let go as soon as their rows are made, because they take as much memory as the rows; a
// file that a finding is about is then parsed once more for its places.
const keepTrees = 1000

// trees finds the documents of a file, and reads their trees again.
type trees struct {
	lock   sync.Mutex
	byFile map[*source.File][]*manifest.Document
}

// of returns the documents of a file, with their trees.
func (t *trees) of(file *source.File, all []*manifest.Document) []*manifest.Document {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.byFile == nil {
		t.byFile = make(map[*source.File][]*manifest.Document, len(all))
		for _, d := range all {
			t.byFile[d.File] = append(t.byFile[d.File], d)
		}
	}
	docs := t.byFile[file]
	if !slices.ContainsFunc(docs, func(d *manifest.Document) bool { return d.Root == nil }) {
		return docs
	}
	again := manifest.Parse(file, manifest.DefaultLimits(), false).Documents
	for i, d := range docs { // the same bytes give the same documents
		d.Root = again[i].Root
	}
	return docs
}

// root returns the tree of a document.
func (t *Topology) root(d *manifest.Document) *manifest.Node {
	t.trees.of(d.File, t.Documents)
	return d.Root
}

// ObjectAt returns the logical path of what stands at offset in a file, for problems that were found
// before the topology was known; "" where no manifest of the topology stands there.
func (t *Topology) ObjectAt(file *source.File, offset int) string {
	for _, d := range t.trees.of(file, t.Documents) {
		if d.Root.Span.Start <= offset && offset <= d.Root.Span.End {
			return t.Object(d, offset)
		}
	}
	return ""
}
