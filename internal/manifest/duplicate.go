package manifest

import (
	"fmt"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// smallMapping is the number of entries up to which comparing all pairs beats a map. largeMapping is the number of
// entries from which a mapping keeps an index of its keys.
const smallMapping, largeMapping = 12, 100

// removeDuplicates removes the entries with repeated keys from a mapping, in place, and returns a problem for each such
// key.
func (n *Node) removeDuplicates(f *source.File) []problem.Problem {
	if !hasDuplicateKeys(n.Pairs) {
		n.indexKeys()
		return nil
	}
	first := make(map[string]int, len(n.Pairs)) // the index of the key in kept
	duplicates := map[int][]Key{}
	var repeated []Pair
	kept := n.Pairs[:0:len(n.Pairs)]
	for _, p := range n.Pairs {
		if i, seen := first[p.Key.Text]; seen {
			duplicates[i] = append(duplicates[i], p.Key)
			repeated = append(repeated, p)
			continue
		}
		first[p.Key.Text] = len(kept)
		kept = append(kept, p)
	}
	var problems []problem.Problem
	for i, p := range kept {
		if len(duplicates[i]) == 0 {
			continue
		}
		times := "twice"
		if n := len(duplicates[i]) + 1; n > 2 {
			times = fmt.Sprintf("%d times", n)
		}
		locs := []problem.Location{{File: f, Span: p.Key.Span, Label: problem.Literal("first here")}}
		for _, key := range duplicates[i] {
			locs = append(locs, problem.Location{File: f, Span: key.Span, Label: problem.Literal("and again here")})
		}
		problems = append(problems, problem.Problem{
			Rule:      ruleDuplicateKey,
			Message:   problem.Literal(fmt.Sprintf("key %s is given %s", quoted(p.Key.Text), times)),
			Locations: locs,
		})
	}
	n.Pairs = kept
	n.ensureExtra().repeated = repeated
	n.indexKeys()
	return problems
}

// indexKeys builds the index of a large mapping.
func (n *Node) indexKeys() {
	if len(n.Pairs) < largeMapping {
		return
	}
	index := make(map[string]int, len(n.Pairs))
	for i := range n.Pairs {
		index[n.Pairs[i].Key.Text] = i
	}
	n.ensureExtra().index = index
}

func hasDuplicateKeys(pairs []Pair) bool {
	if len(pairs) <= smallMapping {
		for i := range pairs {
			for j := range i {
				if pairs[i].Key.Text == pairs[j].Key.Text {
					return true
				}
			}
		}
		return false
	}
	seen := make(map[string]struct{}, len(pairs))
	for i := range pairs {
		seen[pairs[i].Key.Text] = struct{}{}
	}
	return len(seen) < len(pairs)
}

func duplicateMergeKey(f *source.File, first, second source.Span) problem.Problem {
	return problem.Problem{
		Rule:    ruleDuplicateKey,
		Message: problem.Literal(`merge key "<<" is given twice`),
		Help:    problem.Literal("list all mappings under one merge key, as in <<: [*one, *two]"),
		Locations: []problem.Location{
			{File: f, Span: first, Label: problem.Literal("first here")},
			{File: f, Span: second, Label: problem.Literal("and again here")},
		},
	}
}
