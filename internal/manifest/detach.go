package manifest

import (
	"hash/maphash"
	"strings"
	"sync"
)

// detacher copies the strings of trees out of the files. Most strings occur in several manifests and are interned.
type detacher struct {
	isAnnotation func(key string) bool
	seen         [1 << 12]string // most recent strings, by hash
	block        strings.Builder
}

var detachers = sync.Pool{New: func() any { return &detacher{} }}

var seed = maphash.MakeSeed()

// Strings of up to maxInterned bytes are interned, many to a block; longer ones rarely recur.
const (
	maxInterned = 64
	blockBytes  = 4 << 10
)

// Detach copies the strings of a document's tree, so that the bytes of its file can be freed. It drops the text of
// annotations, which no rule reads.
func (d *Document) Detach(isAnnotation func(key string) bool) {
	t, _ := detachers.Get().(*detacher) // the pool contains only detachers
	defer detachers.Put(t)
	t.isAnnotation = isAnnotation
	t.detach(d.Root, false)
}

func (t *detacher) detach(n *Node, annotation bool) {
	switch overhead := n.Span.End - n.Span.Start - len(n.Text); {
	case annotation:
		n.Text = ""
	case overhead == 0, overhead == len(`""`): // any other text was assembled and is not a slice of the file
		n.Text = t.intern(n.Text)
	}
	if _, used := n.Use(); used {
		return // an alias's value is detached where it is written
	}
	for i := range n.Pairs {
		p := &n.Pairs[i]
		p.Key.Text = t.intern(p.Key.Text)
		t.detach(p.Value, annotation || t.isAnnotation(p.Key.Text))
	}
	for _, item := range n.Items {
		t.detach(item, annotation)
	}
}

// intern returns a copy of text that does not reference the file.
func (t *detacher) intern(text string) string {
	if len(text) > maxInterned {
		return strings.Clone(text)
	}
	seen := &t.seen[maphash.String(seed, text)%uint64(len(t.seen))]
	if *seen != text {
		if t.block.Cap()-t.block.Len() < len(text) {
			t.block = strings.Builder{}
			t.block.Grow(blockBytes)
		}
		start := t.block.Len()
		t.block.WriteString(text)
		*seen = t.block.String()[start:]
	}
	return *seen
}
