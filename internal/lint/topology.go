package lint

import (
	"context"

	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Topology reads and resolves the input and evaluates nothing. What could not be read is missing in it, and a
// notice.
func Topology(ctx context.Context, o Options) (*topology.Topology, []result.Notice, error) {
	g, err := gather(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	return g.topology, g.notices, nil
}
