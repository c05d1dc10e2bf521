package lint

import "github.com/tenantlint/tenantlint/internal/topology"

// NewFineMemory returns a memory that caches the policies' results for each document separately.
func NewFineMemory() *Memory { return &Memory{topology: topology.Memory{DocumentsPerShard: 1}} }
