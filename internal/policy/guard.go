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
	// running names the rules that work is busy with; it is nil where work knows of none.
	running func() []string
}

// evaluating and compiling are the bounds of a run, oneTest those of a test. Compiling a policy takes less than a millisecond, but
// types can be written that nobody can compare.
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

// with adds the share of a topology, and the rules that are being evaluated.
func (b bounds) with(t *topology.Topology, runningRules *runningRules) bounds {
	b.heap += HeapShare * uint64(t.Environments)
	b.running = runningRules.rules
	return b
}

// guarded works within bounds. Neither the compiler nor a call of a built-in function can be stopped, so
// work that is inside of one is left behind when its time is over: it may share nothing with its caller
// that either of them changes.
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

// watchEvery is the time between two looks at the heap, in which a policy cannot take much.
const watchEvery = 10 * time.Millisecond

// watch ends work that takes too long, or by which the heap has grown too much.
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
		// What nobody holds any more does not count, wherever GOGC lets it are.
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
