package bundle

import (
	"bytes"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy"
)

// root is the only path below data that a bundle owns, so that it can be loaded together with other bundles.
const root = "tenantlint"

// moved maps paths below data that policies refer to, to the paths that contain them in a bundle: facts, and custom
// libraries, which could otherwise be confused with built-in ones.
var moved = map[string]string{"facts": root, "lib": root + ".own"}

// underRoot rewrites a policy to refer to paths below root, and leaves the rest of the text unchanged. The error is a
// *policy.Error or that of the parser.
func underRoot(name string, text []byte) ([]byte, error) {
	m, err := ast.ParseModuleWithOpts(name, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, err
	}
	inserts := map[int]string{} // by offset in text
	if parts := m.Package.Path; isNamed(parts, "lib") {
		inserts[parts[1].Location.Offset] = moved["lib"] + "."
	}
	see := func(ref ast.Ref) bool {
		for part, to := range moved {
			if !isNamed(ref, part) {
				continue
			}
			at := ref[0].Location
			if !bytes.HasPrefix(text[at.Offset:], []byte("data")) {
				// The parser does not record locations inside such a body.
				err = &policy.Error{
					File:    name,
					Line:    at.Row,
					Message: "else has a body without braces that refers to data." + part + "; put the body in braces",
				}
			}
			inserts[at.Offset+len("data")] = "." + to
		}
		return false
	}
	for _, i := range m.Imports {
		ast.WalkRefs(i, see)
	}
	for _, r := range m.Rules {
		ast.WalkRefs(r, see)
	}
	var b bytes.Buffer
	last := 0
	for _, at := range slices.Sorted(maps.Keys(inserts)) {
		b.Write(text[last:at])
		b.WriteString(inserts[at])
		last = at
	}
	b.Write(text[last:])
	return b.Bytes(), err
}

// isNamed reports whether a reference begins with data followed by a name.
func isNamed(ref ast.Ref, name string) bool {
	return len(ref) > 1 && ref[0].Equal(ast.DefaultRootDocument) && ref[1].Value.Compare(ast.String(name)) == 0
}
