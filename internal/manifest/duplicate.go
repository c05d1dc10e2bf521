package manifest

import (
	"fmt"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// smallMapping is the number of entries up to which comparing all pairs beats a map. largeMapping is the number of
// entries from which a mapping keeps an index of its keys.
const smallMapping, largeMapping = 12, 100

// unique removes the entries with repeated keys from a mapping, in place, and returns a problem for each such key.
func (n *Node) unique(f *source.File) []problem.Problem {
	if !repeats(n.Pairs) {
		n.number()
		return nil
	}
	first := make(map[string]int, len(n.Pairs)) // the index of the key in kept
	again := map[int][]Key{}
	var repeated []Pair
	kept := n.Pairs[:0:len(n.Pairs)]
	for _, p := range n.Pairs {
		if i, seen := first[p.Key.Text]; seen {
			again[i] = append(again[i], p.Key)
			repeated = append(repeated, p)
			continue
		}
		first[p.Key.Text] = len(kept)
		kept = append(kept, p)
	}
	var problems []problem.Problem
	for i, p := range kept {
		if len(again[i]) == 0 {
			continue
		}
		times := "twice"
		if n := len(again[i]) + 1; n > 2 {
			times = fmt.Sprintf("%d times", n)
		}
		locs := []problem.Location{{File: f, Span: p.Key.Span, Label: problem.Literal("first here")}}
		for _, key := range again[i] {
			locs = append(locs, problem.Location{File: f, Span: key.Span, Label: problem.Literal("and again here")})
		}
		problems = append(problems, problem.Problem{
			Rule:      ruleDuplicateKey,
			Message:   problem.Literal(fmt.Sprintf("key %s is given %s", quoted(p.Key.Text), times)),
			Locations: locs,
		})
	}
	n.Pairs = kept
	n.extra().repeated = repeated
	n.number()
	return problems
}

// number builds the index of a large mapping.
func (n *Node) number() {
	if len(n.Pairs) < largeMapping {
		return
	}
	numbers := make(map[string]int, len(n.Pairs))
	for i := range n.Pairs {
		numbers[n.Pairs[i].Key.Text] = i
	}
	n.extra().numbers = numbers
}

func repeats(pairs []Pair) bool {
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
