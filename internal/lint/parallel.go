package lint

import (
	"context"
	"sync"
	"sync/atomic"
)

// forEach calls do for each number below n, with at most the given number of workers at a time, until ctx ends. It
// reuses goroutines because a new goroutine for each number would have to grow its stack again. The caller is one of
// the workers because its stack has already grown.
func forEach(ctx context.Context, workers, n int, do func(i int)) error {
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
