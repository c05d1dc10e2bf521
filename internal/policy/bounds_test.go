package policy

import (
	"context"
	"errors"
	"testing"
)

// TestBoundsPermit checks that an evaluation within the bounds succeeds, and that garbage does not count.
func TestBoundsPermit(t *testing.T) {
	b := evalBounds
	b.heap = 64 << 20
	sum, err := runWithin(t.Context(), b, func(ctx context.Context) (int, error) {
		sum := 0
		for i := range 200 {
			garbage := make([]byte, 8<<20)
			sum += len(garbage) >> 23
			if ctx.Err() != nil {
				return i, context.Cause(ctx)
			}
		}
		return sum, nil
	})
	if sum != 200 || err != nil {
		t.Errorf("%d, %v", sum, err)
	}
	failure := errors.New("no")
	if _, err := runWithin(t.Context(), b, func(context.Context) (int, error) { return 1, failure }); !errors.Is(err, failure) {
		t.Errorf("error is %v", err)
	}
}
