package policy

import (
	"context"
	"fmt"
	"runtime"
	"runtime/metrics"
	"time"

	"github.com/tenantlint/tenantlint/internal/topology"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// maxHeap bounds by how many bytes the heap may grow while policies are evaluated; heapPerEnvironment is added for each
// environment. The built-in policies need less than a fifth of that, whatever the size of the topology.
const (
	maxHeap            = 1 << 30
	heapPerEnvironment = 64 << 10
)

// bounds limits the time and memory of evaluating or compiling policies.
type bounds struct {
	time time.Duration
	heap uint64 // bytes
	// work names the work in an error; remedy tells the reader what to do.
	work, remedy string
	// running returns the ids of the rules being evaluated; it is nil if they are unknown.
	running func() []string
}

// evalBounds and compileBounds are the bounds of a run, testBounds those of a single test of a policy. Compiling a
// policy takes less than a millisecond, but a policy can contain types whose comparison never ends.
var (
	evalBounds    = bounds{Timeout, maxHeap, "evaluation", "", nil}
	compileBounds = bounds{
		time.Minute,
		maxHeap,
		"compilation",
		"to find the rule, check one folder of rules at a time: tenantlint policy check DIR",
		nil,
	}
	testBounds = bounds{time: 30 * time.Second, heap: maxHeap}
)

// forTopology adds the heap share of each environment of a topology, and the rules being evaluated.
func (b bounds) forTopology(t *topology.Topology, running *runningRules) bounds {
	b.heap += heapPerEnvironment * uint64(t.Environments)
	b.running = running.rules
	return b
}

// runWithin runs work within bounds. Neither the compiler nor a call of a built-in function can be interrupted, so work
// that is stuck in one is abandoned when it exceeds a bound: it must not share mutable state with its caller.
func runWithin[T any](ctx context.Context, b bounds, work func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go b.watch(ctx, cancel)
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := work(ctx)
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}

func (b bounds) exceededError(message string) error {
	message += " and was stopped"
	var rules []string
	if b.running != nil {
		rules = b.running()
	}
	switch {
	case len(rules) == 1:
		message += fmt.Sprintf(" in rule %q; correct it, or leave it out with --disable %s", rules[0], rules[0])
	case len(rules) > 1:
		message += fmt.Sprintf(" in one of the rules %s; to find it, run with --only and one of them", wording.Quoted(rules...))
	case b.remedy != "":
		message += "; " + b.remedy
	}
	return &Error{File: b.work, Message: message}
}

// watchInterval is the interval between checks of the heap, short enough that a policy cannot allocate much in between.
const watchInterval = 10 * time.Millisecond

// watch calls cancel when work takes too long or the heap has grown too much.
func (b bounds) watch(ctx context.Context, cancel context.CancelCauseFunc) {
	limit := heapSize() + b.heap
	ticker, timer := time.NewTicker(watchInterval), time.NewTimer(b.time)
	defer ticker.Stop()
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			cancel(b.exceededError(fmt.Sprintf("took longer than %s", b.time)))
			return
		case <-ticker.C:
		}
		if heapSize() <= limit {
			continue
		}
		// Garbage does not count, however much of it GOGC allows: collect it before deciding.
		if runtime.GC(); heapSize() > limit {
			cancel(b.exceededError(fmt.Sprintf("needed more than %d MiB of memory", b.heap>>20)))
			return
		}
	}
}

// heapSize returns the size of all heap objects in bytes, including garbage that has not been swept yet.
func heapSize() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
