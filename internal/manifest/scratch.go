package manifest

import "sync"

// scratch is memory that reading a file needs until it is read. The next file takes it again: made anew for each, it
// would be a fifth of what they allocate.
type scratch struct {
	lines []int
	pairs []Pair
	items []*Node
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// mostScratch is the number of lines or entries for which memory is kept. Few files have more.
const mostScratch = 1 << 12

// release hands the scratch on, without the nodes in it, which would stay as long.
func (s *scratch) release() {
	if max(cap(s.lines), cap(s.pairs), cap(s.items)) > mostScratch {
		return
	}
	clear(s.pairs[:cap(s.pairs)])
	clear(s.items[:cap(s.items)])
	scratches.Put(s)
}
