package lint

import (
	"context"

	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Topology reads and resolves the input without evaluating any rule. Anything that cannot be read is missing from the
// topology and reported as a notice; read is as in Result.
func Topology(ctx context.Context, o Options) (t *topology.Topology, notices []result.Notice, read []source.Input, err error) {
	snap, err := takeSnapshot(ctx, o)
	if err != nil {
		return nil, nil, nil, err
	}
	return snap.topology, snap.notices, snap.read, nil
}
