package policy

import (
	"slices"
	"sync"
)

// asked knows which rule each shard of an evaluation is asking.
type asked struct {
	lock sync.Mutex
	rule []string // its id by the number of the shard, empty where none is asked
}

func newAsked(shards int) *asked { return &asked{rule: make([]string, shards)} }

func (a *asked) begin(shard int, rule string) {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.rule[shard] = rule
}

func (a *asked) end(shard int) { a.begin(shard, "") }

// rules returns the ids of the rules that are being asked, each once, in order.
func (a *asked) rules() []string {
	a.lock.Lock()
	defer a.lock.Unlock()
	ids := slices.DeleteFunc(slices.Clone(a.rule), func(id string) bool { return id == "" })
	slices.Sort(ids)
	return slices.Compact(ids)
}
