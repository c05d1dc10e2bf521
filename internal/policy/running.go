package policy

import (
	"slices"
	"sync"
)

// runningRules records which rule each shard of an evaluation is evaluating. It is safe for concurrent use.
type runningRules struct {
	lock sync.Mutex
	rule []string // rule id by shard; empty if none is being evaluated
}

func newRunningRules(shards int) *runningRules { return &runningRules{rule: make([]string, shards)} }

func (a *runningRules) begin(shard int, rule string) {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.rule[shard] = rule
}

func (a *runningRules) end(shard int) { a.begin(shard, "") }

// rules returns the ids of the rules being evaluated, sorted and without duplicates.
func (a *runningRules) rules() []string {
	a.lock.Lock()
	defer a.lock.Unlock()
	ids := slices.DeleteFunc(slices.Clone(a.rule), func(id string) bool { return id == "" })
	slices.Sort(ids)
	return slices.Compact(ids)
}
