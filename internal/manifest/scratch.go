package manifest

import "sync"

// scratch is memory that is needed while a file is parsed and reused for the next file: allocating it for each file
// would be a fifth of all their allocations. The rest of the slabs is used for the nodes of the next file, too.
type scratch struct {
	slabs slabs

	lineStarts []int
	// pairs and items are the entries of the open collections.
	pairs     []Pair
	items     []*Node
	blockText []byte // of text
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// maxScratch is the number of lines, entries or bytes of a block above which the memory is not kept. Few files have
// more.
const maxScratch = 1 << 12

// release returns the scratch to the pool. It clears the references to nodes, which would otherwise stay reachable.
func (s *scratch) release() {
	if max(cap(s.lineStarts), cap(s.pairs), cap(s.items), cap(s.blockText)) > maxScratch {
		return
	}
	clear(s.pairs[:cap(s.pairs)])
	clear(s.items[:cap(s.items)])
	scratches.Put(s)
}
