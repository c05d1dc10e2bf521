package policy

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// refused are the built-in functions that a policy may not call, by name or by family: they reach
// out of the program, read its environment, or answer differently from run to run.
var refused = []string{
	"http.", "net.", "opa.", "rand.", "uuid.", "time.now_ns", "trace", "print", "rego.", "providers.", "io.jwt.",
	"crypto.x509.", "json.match_schema", "json.verify_schema",
}

// greedy are those that they may not call because one call, which nothing can stop, may take all memory or
// never end; no rule about manifests needs them.
var greedy = []string{"array.flatten", "bits.lsh", "graph.reachable_paths", "graphql.", "regex.globs_match", "strings.render_template"}

// among reports whether a list holds a built-in function or its family.
func among(list []string, name string) bool {
	return slices.ContainsFunc(list, func(r string) bool { return name == r || strings.HasSuffix(r, ".") && strings.HasPrefix(name, r) })
}

// capabilities returns what policies may use, built-in and custom.
func capabilities() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.Builtins = slices.DeleteFunc(slices.Clone(c.Builtins), func(b *ast.Builtin) bool {
		return among(refused, b.Name) || among(greedy, b.Name)
	})
	c.AllowNet = []string{}
	return c
}
