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
	byFile map[*source.File]*grown
	// ordered holds of long lists whether their items stand in order, which those of an alias do not.
	ordered map[*manifest.Node]bool
}

// grown are the documents of a file, and whether all have their trees.
type grown struct {
	documents []*manifest.Document
	whole     bool
}

// of returns the documents of a file, with their trees.
func (t *trees) of(file *source.File, all []*manifest.Document) []*manifest.Document {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.byFile == nil {
		t.byFile = make(map[*source.File]*grown, len(all))
		for _, d := range all {
			if t.byFile[d.File] == nil {
				t.byFile[d.File] = &grown{}
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
			if file.Masks() {
				d.Blank()
			}
		}
	}
	g.whole = true
	return g.documents
}

// forget says that trees were let go.
func (t *trees) forget() {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.byFile, t.ordered = nil, nil
}

// longList is the number of items up to which they are looked through one by one.
const longList = 100

// item returns the index of the item of a list that is written at offset, or -1.
func (t *trees) item(list *manifest.Node, offset int) int {
	holds := func(item *manifest.Node) bool { return within(item.Span, offset) }
	if len(list.Items) <= longList || !t.inOrder(list) {
		return slices.IndexFunc(list.Items, holds)
	}
	i, _ := slices.BinarySearchFunc(list.Items, offset, func(item *manifest.Node, offset int) int { return item.Span.End - 1 - offset })
	if i < len(list.Items) && holds(list.Items[i]) {
		return i
	}
	return -1
}

func (t *trees) inOrder(list *manifest.Node) bool {
	t.lock.Lock()
	defer t.lock.Unlock()
	is, known := t.ordered[list]
	if !known {
		is = true
		for i := 1; i < len(list.Items) && is; i++ {
			is = list.Items[i-1].Span.End <= list.Items[i].Span.Start
		}
		if t.ordered == nil {
			t.ordered = map[*manifest.Node]bool{}
		}
		t.ordered[list] = is
	}
	return is
}

// root returns the tree of a document.
func (t *Topology) root(d *manifest.Document) *manifest.Node {
	t.trees.of(d.File, t.Documents)
	return d.Root
}

// ObjectAt returns the logical path of what stands at offset in a file, for problems that were found
// before the topology was known; "" where no manifest of the topology stands there.
func (t *Topology) ObjectAt(file *source.File, offset int) string {
	docs := t.trees.of(file, t.Documents)
	i, _ := slices.BinarySearchFunc(docs, offset, func(d *manifest.Document, offset int) int { return d.Root.Span.End - offset })
	if i == len(docs) || offset < docs[i].Root.Span.Start {
		return ""
	}
	return t.Object(docs[i], offset)
}
