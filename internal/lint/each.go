package lint

import (
	"context"
	"sync"
	"sync/atomic"
)

// each calls do for each number below n, some at a time, until ctx ends. A worker goes from one to the next, as a goroutine for
// each would grow a stack of its own; the caller, whose stack has grown already, is one of them.
func each(ctx context.Context, workers, n int, do func(i int)) error {
	var next atomic.Int64
	work := func() {
		for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
			do(i)
		}
	}
	var wait sync.WaitGroup
	for range min(workers, n) - 1 {
		wait.Go(work)
	}
	work()
	wait.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}
