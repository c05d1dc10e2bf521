package manifest

// slabs allocates nodes and their lists from large chunks of memory: a manifest has hundreds of tiny values, and
// allocating each of them would cost as much as parsing.
type slabs struct {
	nodes   []Node
	entries []entries
	pairs   []Pair
	items   []*Node
	// next is the size of the next slab.
	next int
}

// A slab of the minimum size fits the nodes of a few average files. It stays in memory as long as any of their trees.
const (
	minSlab = 128
	maxSlab = 2048
)

// sizeFor sets the size of the next slab for a text of the given length in bytes.
func (s *slabs) sizeFor(bytes int) { s.next = max(minSlab, min(bytes/32, maxSlab)) }

func (s *slabs) node() *Node {
	if len(s.nodes) == 0 {
		s.nodes = make([]Node, max(s.next, minSlab))
		s.next = max(s.next/4, minSlab)
	}
	n := &s.nodes[0]
	s.nodes = s.nodes[1:]
	n.entries = noEntries
	return n
}

// collection turns a node into a collection.
func (s *slabs) collection(n *Node, k Kind) {
	if len(s.entries) == 0 {
		s.entries = make([]entries, max(s.next/4, minSlab/4))
	}
	n.Kind, n.entries = k, &s.entries[0]
	s.entries = s.entries[1:]
}

// pairList returns an empty list with room for n pairs.
func (s *slabs) pairList(n int) []Pair {
	if n > len(s.pairs) {
		s.pairs = make([]Pair, max(n, s.next/2))
	}
	list := s.pairs[:0:n]
	s.pairs = s.pairs[n:]
	return list
}

// itemList returns an empty list with room for n values.
func (s *slabs) itemList(n int) []*Node {
	if n > len(s.items) {
		s.items = make([]*Node, max(n, s.next/4))
	}
	list := s.items[:0:n]
	s.items = s.items[n:]
	return list
}

// Release drops the tree of a document that is no longer needed, and keeps only its kind and name.
func (d *Document) Release() {
	d.releasedKind, d.releasedName = d.headerText("kind"), d.headerText("name")
	d.Root.release()
	d.Root = nil
}

// release clears the collections of a tree. A slab contains nodes of several files: a single reference into it would
// keep its neighbors alive, and with them the trees of all files that are reachable from it.
func (n *Node) release() {
	if n == nil || n.Kind != Mapping && n.Kind != Sequence {
		return
	}
	pairs, items := n.Pairs, n.Items
	n.Pairs, n.Items = nil, nil
	for i := range pairs {
		pairs[i].Value.release()
	}
	for _, item := range items {
		item.release()
	}
	clear(pairs)
	clear(items)
}
