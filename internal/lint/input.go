package lint

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/result"
)

// Input returns part i of n of what policies see of the input, as JSON; topology.Input says how it is split. Input that cannot be read is an error here:
// a topology with holes would answer questions wrongly.
func Input(ctx context.Context, o Options, i, n int) ([]byte, error) {
	g, err := gather(ctx, o)
	if err != nil {
		return nil, err
	}
	if at := slices.IndexFunc(g.notices, func(n result.Notice) bool { return strings.HasPrefix(n.Message, "not read: ") }); g.unread > 0 && at >= 0 {
		first := g.notices[at]
		return nil, fmt.Errorf("the topology is not whole, as %q was %s; correct it first, see: tenantlint lint", first.Path, first.Message)
	}
	v, err := ast.JSON(g.topology.Input(i, n))
	if err != nil {
		return nil, fmt.Errorf("the topology cannot be written as JSON: %w", err)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("the topology cannot be written as JSON: %w", err)
	}
	return b.Bytes(), nil
}
