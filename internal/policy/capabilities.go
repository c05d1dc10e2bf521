package policy

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// refused are the built-in functions that a policy may not call, by name or by family: they reach
// out of the program, read its environment, or answer differently from run to run.
var refused = []string{"http.", "net.", "opa.", "rand.", "uuid.", "time.now_ns", "trace", "print", "rego.", "providers.", "io.jwt.",
	"crypto.x509.", "json.match_schema", "json.verify_schema"}

// capabilities returns what policies may use, whoever wrote them.
func capabilities() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.Builtins = slices.DeleteFunc(slices.Clone(c.Builtins), func(b *ast.Builtin) bool {
		return slices.ContainsFunc(refused, func(r string) bool { return b.Name == r || strings.HasSuffix(r, ".") && strings.HasPrefix(b.Name, r) })
	})
	c.AllowNet = []string{}
	return c
}
