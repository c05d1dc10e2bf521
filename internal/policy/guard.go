package policy

import (
	"context"
	"fmt"
	"runtime"
	"runtime/metrics"
	"time"

	"github.com/tenantlint/tenantlint/internal/topology"
)

// Heap bounds by how many bytes the memory may grow while policies are evaluated, HeapShare what each
// environment adds. The policies of the program need less than a fifth of it, whatever the size.
const (
	Heap      = 1 << 30
	HeapShare = 64 << 10
)

// bounds are what a piece of work with policies may take.
type bounds struct {
	time time.Duration
	heap uint64 // bytes
	// work is what an error calls it, remedy what its reader can do.
	work, remedy string
}

// evaluating and compiling are the bounds of a run, oneTest those of a test. Compiling a policy takes less than a millisecond, but
// types can be written that nobody can compare.
var (
	evaluating = bounds{Timeout, Heap, "evaluation", "to find the rule, run with --only a group at a time"}
	compiling  = bounds{time.Minute, Heap, "compilation", "to find the rule, check one folder of rules at a time: tenantlint policy check DIR"}
	oneTest    = bounds{time: 30 * time.Second, heap: Heap}
)

// with adds the share of a topology.
func (b bounds) with(t *topology.Topology) bounds {
	b.heap += HeapShare * uint64(t.Environments)
	return b
}

// guarded works within bounds. Neither the compiler nor a call of a built-in function can be stopped, so
// work that is inside of one is left behind when its time is over: it may share nothing with its caller
// that either of them changes.
func guarded[T any](ctx context.Context, b bounds, work func(context.Context) (T, error)) (T, error) {
	ctx, stop := context.WithTimeoutCause(ctx, b.time, b.exceeded(fmt.Sprintf("took longer than %s", b.time)))
	defer stop()
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
	if b.remedy != "" {
		what += "; " + b.remedy
	}
	return &Error{File: b.work, Message: what}
}

// watchEvery is the time between two looks at the heap, in which a policy cannot take much.
const watchEvery = 10 * time.Millisecond

// watch ends work by which the heap has grown too much.
func (b bounds) watch(ctx context.Context, exceed context.CancelCauseFunc) {
	most := heap() + b.heap
	ticks := time.NewTicker(watchEvery)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		if heap() <= most {
			continue
		}
		// What nobody holds any more does not count, wherever GOGC lets it lie.
		if runtime.GC(); heap() > most {
			exceed(b.exceeded(fmt.Sprintf("needed more than %d MiB of memory", b.heap>>20)))
			return
		}
	}
}

// heap returns the number of bytes that are taken, garbage that was not swept yet among them.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
