package lint

import "github.com/tenantlint/tenantlint/internal/policy"

// NewFineMemory returns a memory that counts what the policies found document by document.
func NewFineMemory() *Memory { return &Memory{evaluated: policy.Memory{Documents: 1}} }
