package lint

import (
	"context"

	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Topology reads and resolves the input and evaluates nothing. What could not be read is missing in it, and a
// notice; read is as Result has it.
func Topology(ctx context.Context, o Options) (t *topology.Topology, notices []result.Notice, read []source.Input, err error) {
	g, err := takeSnapshot(ctx, o)
	if err != nil {
		return nil, nil, nil, err
	}
	return g.topology, g.notices, g.read, nil
}
