package policy

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// impureBuiltins lists the built-in functions, by name or family, that policies may not call because they access
// something outside the program, read its environment, or return different results from run to run.
var impureBuiltins = []string{
	"http.", "net.", "opa.", "rand.", "uuid.", "time.now_ns", "trace", "print", "rego.", "providers.", "io.jwt.",
	"crypto.x509.", "json.match_schema", "json.verify_schema",
}

// unboundedBuiltins lists the built-in functions that policies may not call because a single call, which cannot be
// interrupted, may use up all memory or never end. No rule about manifests needs them.
var unboundedBuiltins = []string{
	"array.flatten", "bits.lsh", "graph.reachable_paths", "graphql.", "regex.globs_match", "strings.render_template",
}

// containsBuiltin reports whether a list contains a built-in function or its family.
func containsBuiltin(list []string, name string) bool {
	return slices.ContainsFunc(list, func(r string) bool { return name == r || strings.HasSuffix(r, ".") && strings.HasPrefix(name, r) })
}

// capabilities returns the OPA capabilities that both built-in and custom policies may use.
func capabilities() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.Builtins = slices.DeleteFunc(slices.Clone(c.Builtins), func(b *ast.Builtin) bool {
		return containsBuiltin(impureBuiltins, b.Name) || containsBuiltin(unboundedBuiltins, b.Name)
	})
	c.AllowNet = []string{}
	return c
}
