package lint

import "github.com/tenantlint/tenantlint/internal/topology"

// NewFineMemory returns a memory that counts what the policies found document by document.
func NewFineMemory() *Memory { return &Memory{topology: topology.Memory{DocumentsPerShard: 1}} }
