package manifest

import (
	"strings"
	"sync"
)

// detacher gives the texts of trees memory of their own. The same few keys are in all manifests.
type detacher struct {
	keys map[string]string
	text strings.Builder
}

var detachers = sync.Pool{New: func() any { return &detacher{keys: map[string]string{}} }}

// mostKeys bounds the keys that are kept for further manifests.
const mostKeys = 1 << 12

// Detach lets a document do without the bytes of its file, of which the texts of its tree are parts.
func (d *Document) Detach() {
	t, _ := detachers.Get().(*detacher) // the pool holds nothing else
	defer detachers.Put(t)
	t.text = strings.Builder{}
	t.text.Grow(d.Root.length())
	t.detach(d.Root)
}

// isWritten says that the text of a node may be a part of the bytes: it is as long as what is written, with quotes or
// without. Any other was put together.
func (n *Node) isWritten() bool {
	more := n.Span.End - n.Span.Start - len(n.Text)
	return more == 0 || more == len(`""`)
}

// length returns the number of bytes of all texts below a node that are parts of those of the file. What an alias brings
// is counted where it is written.
func (n *Node) length() int {
	sum := 0
	if n.isWritten() {
		sum = len(n.Text)
	}
	if _, used := n.Use(); used {
		return sum
	}
	for i := range n.Pairs {
		sum += n.Pairs[i].Value.length()
	}
	for _, item := range n.Items {
		sum += item.length()
	}
	return sum
}

func (t *detacher) detach(n *Node) {
	if n.isWritten() {
		start := t.text.Len()
		t.text.WriteString(n.Text)
		n.Text = t.text.String()[start:]
	}
	if _, used := n.Use(); used {
		return
	}
	for i := range n.Pairs {
		p := &n.Pairs[i]
		p.Key.Text = t.key(p.Key.Text)
		t.detach(p.Value)
	}
	for _, item := range n.Items {
		t.detach(item)
	}
}

func (t *detacher) key(text string) string {
	if known, ok := t.keys[text]; ok {
		return known
	}
	text = strings.Clone(text)
	if len(t.keys) < mostKeys {
		t.keys[text] = text
	}
	return text
}
