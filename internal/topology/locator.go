package topology

import (
	"cmp"
	"slices"
	"sort"
	"sync"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// maxLinearScan is the maximum number of entries of a mapping or list that is searched linearly.
const maxLinearScan = 16

// entryLocation is the location of a key, a value or an item in a mapping or list.
type entryLocation struct {
	source.Span

	entry int
}

// locator finds entries of mappings and lists by location. It indexes large ones, so that a file with many problems is
// not searched linearly for each. The zero value is ready to use.
type locator struct {
	lock    sync.Mutex
	indexed map[*manifest.Node][]entryLocation
}

// entry returns the index of the first entry of n that is written at offset, or -1.
func (l *locator) entry(n *manifest.Node, offset int) int {
	if len(n.Pairs)+len(n.Items) <= maxLinearScan {
		for i := range n.Pairs {
			if p := &n.Pairs[i]; within(p.Key.Span, offset) || within(p.Value.Span, offset) {
				return i
			}
		}
		return slices.IndexFunc(n.Items, func(item *manifest.Node) bool { return within(item.Span, offset) })
	}
	entryLocations := l.entryLocations(n)
	i := sort.Search(len(entryLocations), func(i int) bool { return entryLocations[i].Start > offset }) - 1
	if i < 0 || !within(entryLocations[i].Span, offset) {
		return -1
	}
	return entryLocations[i].entry
}

// entryLocations returns the locations of the entries of a large mapping or list.
func (l *locator) entryLocations(n *manifest.Node) []entryLocation {
	l.lock.Lock()
	defer l.lock.Unlock()
	entryLocations, known := l.indexed[n]
	if !known {
		if l.indexed == nil {
			l.indexed = map[*manifest.Node][]entryLocation{}
		}
		entryLocations = sortedEntryLocations(n)
		l.indexed[n] = entryLocations
	}
	return entryLocations
}

// reset clears the indexes.
func (l *locator) reset() {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.indexed = nil
}

// sortedEntryLocations returns the locations of the entries of n in file order. It leaves out those inside an earlier
// one: they are reached through an alias or a merge key and belong to the entry that is written there.
func sortedEntryLocations(n *manifest.Node) []entryLocation {
	var all []entryLocation
	for i := range n.Pairs {
		all = append(all, entryLocation{n.Pairs[i].Key.Span, i}, entryLocation{n.Pairs[i].Value.Span, i})
	}
	for i, item := range n.Items {
		all = append(all, entryLocation{item.Span, i})
	}
	slices.SortFunc(all, func(a, b entryLocation) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.entry, b.entry))
	})
	end := 0
	return slices.DeleteFunc(all, func(s entryLocation) bool {
		inside := s.End <= end
		end = max(end, s.End)
		return inside
	})
}

func within(s source.Span, offset int) bool { return s.Start <= offset && offset < s.End }
