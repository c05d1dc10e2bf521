package manifest

import "sync"

// scratch is memory that reading a file needs until it is read. The next file takes it again: made anew for each, it
// would be a fifth of what they allocate. What is left of the slabs is for the nodes of the next file, too.
type scratch struct {
	slabs slabs

	starts []int // of lines
	// pairs and items are the entries of the collections that are not yet at their end.
	pairs []Pair
	items []*Node
	block []byte // of text
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// maxScratch is the number of lines, entries or bytes of a block for which memory is kept. Few files have more.
const maxScratch = 1 << 12

// release hands the scratch on, without the nodes in it, which would stay as long.
func (s *scratch) release() {
	if max(cap(s.starts), cap(s.pairs), cap(s.items), cap(s.block)) > maxScratch {
		return
	}
	clear(s.pairs[:cap(s.pairs)])
	clear(s.items[:cap(s.items)])
	scratches.Put(s)
}
