package policy

import (
	"slices"
	"sync"
)

// runningRules records which rule each shard of an evaluation is evaluating. It is safe for concurrent use.
type runningRules struct {
	mu      sync.Mutex
	byShard []string // rule id by shard; empty if none is being evaluated
}

func newRunningRules(shards int) *runningRules { return &runningRules{byShard: make([]string, shards)} }

func (r *runningRules) begin(shard int, rule string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.byShard[shard] = rule
}

func (r *runningRules) end(shard int) { r.begin(shard, "") }

// rules returns the ids of the rules being evaluated, sorted and without duplicates.
func (r *runningRules) rules() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	ids := slices.DeleteFunc(slices.Clone(r.byShard), func(id string) bool { return id == "" })
	slices.Sort(ids)
	return slices.Compact(ids)
}
