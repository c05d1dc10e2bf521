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

// Heap bounds by how many bytes the heap may grow while policies are evaluated; HeapShare is added for each
// environment. The built-in policies need less than a fifth of that, whatever the size of the topology.
const (
	Heap      = 1 << 30
	HeapShare = 64 << 10
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

// evaluating and compiling are the bounds of a run, oneTest those of a single test of a policy. Compiling a policy
// takes less than a millisecond, but a policy can contain types whose comparison never ends.
var (
	evaluating = bounds{Timeout, Heap, "evaluation", "", nil}
	compiling  = bounds{
		time.Minute,
		Heap,
		"compilation",
		"to find the rule, check one folder of rules at a time: tenantlint policy check DIR",
		nil,
	}
	oneTest = bounds{time: 30 * time.Second, heap: Heap}
)

// with adds the heap share of each environment of a topology, and the rules being evaluated.
func (b bounds) with(t *topology.Topology, runningRules *runningRules) bounds {
	b.heap += HeapShare * uint64(t.Environments)
	b.running = runningRules.rules
	return b
}

// guarded runs work within bounds. Neither the compiler nor a call of a built-in function can be interrupted, so work
// that is stuck in one is abandoned when it exceeds a bound: it must not share mutable state with its caller.
func guarded[T any](ctx context.Context, b bounds, work func(context.Context) (T, error)) (T, error) {
	ctx, exceed := context.WithCancelCause(ctx)
	defer exceed(nil)
	go b.watch(ctx, exceed)
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

func (b bounds) exceeded(what string) error {
	what += " and was stopped"
	var rules []string
	if b.running != nil {
		rules = b.running()
	}
	switch {
	case len(rules) == 1:
		what += fmt.Sprintf(" in rule %q; correct it, or leave it out with --disable %s", rules[0], rules[0])
	case len(rules) > 1:
		what += fmt.Sprintf(" in one of the rules %s; to find it, run with --only and one of them", wording.Quoted(rules...))
	case b.remedy != "":
		what += "; " + b.remedy
	}
	return &Error{File: b.work, Message: what}
}

// watchEvery is the interval between checks of the heap, short enough that a policy cannot allocate much in between.
const watchEvery = 10 * time.Millisecond

// watch calls exceed when work takes too long or the heap has grown too much.
func (b bounds) watch(ctx context.Context, exceed context.CancelCauseFunc) {
	most := heap() + b.heap
	ticks, end := time.NewTicker(watchEvery), time.NewTimer(b.time)
	defer ticks.Stop()
	defer end.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-end.C:
			exceed(b.exceeded(fmt.Sprintf("took longer than %s", b.time)))
			return
		case <-ticks.C:
		}
		if heap() <= most {
			continue
		}
		// Garbage does not count, however much of it GOGC allows: collect it before deciding.
		if runtime.GC(); heap() > most {
			exceed(b.exceeded(fmt.Sprintf("needed more than %d MiB of memory", b.heap>>20)))
			return
		}
	}
}

// heap returns the size of all heap objects in bytes, including garbage that has not been swept yet.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
