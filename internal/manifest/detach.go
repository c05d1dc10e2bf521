package manifest

import (
	"hash/maphash"
	"strings"
	"sync"
)

// detacher gives the texts of trees memory of their own. Most are in many manifests, and are kept once.
type detacher struct {
	isAnnotation func(key string) bool
	seen         [1 << 12]string // texts that came up last, by their hash
	block        strings.Builder
}

var detachers = sync.Pool{New: func() any { return &detacher{} }}

var seed = maphash.MakeSeed()

// A text of up to longestShared bytes is kept once, in a block with others; a longer one is hardly ever there again.
const (
	maxShared  = 64
	blockBytes = 4 << 10
)

// Detach lets a document do without the bytes of its file, of which the texts of its tree are parts. Texts under the
// key of a remark, which nobody reads, are given up.
func (d *Document) Detach(isAnnotation func(key string) bool) {
	t, _ := detachers.Get().(*detacher) // the pool holds nothing else
	defer detachers.Put(t)
	t.isAnnotation = isAnnotation
	t.detach(d.Root, false)
}

func (t *detacher) detach(n *Node, annotation bool) {
	switch more := n.Span.End - n.Span.Start - len(n.Text); {
	case annotation:
		n.Text = ""
	case more == 0, more == len(`""`): // any other text was put together, and is not part of the bytes
		n.Text = t.intern(n.Text)
	}
	if _, used := n.Use(); used {
		return // what an alias brings is detached where it is written
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

// intern returns a text that is not part of another one.
func (t *detacher) intern(text string) string {
	if len(text) > maxShared {
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
