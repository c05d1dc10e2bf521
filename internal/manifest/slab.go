package manifest

// slabs hands out nodes and the lists between them from large pieces of memory: a manifest has
// hundreds of tiny values, and an allocation for each would cost as much as parsing it.
type slabs struct {
	nodes   []Node
	entries []entries
	pairs   []Pair
	items   []*Node
	// next is the size of the next piece.
	next int
}

// A piece of the least size holds the nodes of a few files of the usual size. It stays as long as one of their trees.
const (
	minSlab = 128
	maxSlab = 2048
)

// size proposes the size of the next piece from the length of the text in bytes.
func (s *slabs) size(bytes int) { s.next = max(minSlab, min(bytes/32, maxSlab)) }

func (s *slabs) node() *Node {
	if len(s.nodes) == 0 {
		s.nodes = make([]Node, max(s.next, minSlab))
		s.next = max(s.next/4, minSlab)
	}
	n := &s.nodes[0]
	s.nodes = s.nodes[1:]
	n.entries = nothing
	return n
}

// collection makes a node a collection.
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

// Release lets go of the tree of a document that nobody reads any more, but for its kind and its name.
func (d *Document) Release() {
	d.kind, d.name = d.text("kind"), d.text("name")
	d.Root.release()
	d.Root = nil
}

// release empties the collections of a tree. A piece of memory holds nodes of several files: one that something still
// points to would keep its neighbors, what these hold, and so the trees of all files behind it.
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
