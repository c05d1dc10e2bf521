package lint

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Input returns part i of n of the policies' input as JSON; see topology.Input for how it is split. Input that cannot
// be read is an error here, because an incomplete topology would give wrong answers.
func Input(ctx context.Context, o Options, i, n int) ([]byte, error) {
	snap, err := takeSnapshot(ctx, o)
	if err != nil {
		return nil, err
	}
	if at := slices.IndexFunc(
		snap.notices,
		func(n result.Notice) bool { return strings.HasPrefix(n.Message, "not read: ") },
	); snap.unread > 0 &&
		at >= 0 {
		first := snap.notices[at]
		return nil, fmt.Errorf("the topology is incomplete: %q was %s; correct it first, see: tenantlint lint", first.Path, first.Message)
	}
	digest, err := manifestDigest(snap.topology)
	if err != nil {
		return nil, err
	}
	input := snap.topology.Input(i, n)
	input.Insert(
		ast.StringTerm("shard"),
		ast.ObjectTerm(ast.Item(ast.StringTerm("number"), ast.IntNumberTerm(i+1)), ast.Item(ast.StringTerm("of"), ast.IntNumberTerm(n)),
			ast.Item(ast.StringTerm("manifests"), ast.StringTerm(digest))),
	)
	v, err := ast.JSON(input)
	if err != nil {
		return nil, fmt.Errorf("the topology cannot be written as JSON: %w", err)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if n == 1 {
		enc.SetIndent("", "  ") // only servers read parts
	}
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("the topology cannot be written as JSON: %w", err)
	}
	return harmless.JSON(nil, b.Bytes()), nil
}

// manifestDigest returns the digest that identifies the manifests from which an input was built.
func manifestDigest(t *topology.Topology) (string, error) {
	hash := sha256.New()
	for i, d := range t.Documents {
		if i == 0 || t.Documents[i-1].File != d.File {
			if err := d.File.Load(); err != nil {
				return "", err
			}
			_, _ = fmt.Fprintf(hash, "%x  %q\n", sha256.Sum256(d.File.Raw()), d.File.Path) // a hash never returns an error
		}
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil)), nil
}
