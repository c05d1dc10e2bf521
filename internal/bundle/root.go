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

// relocations maps paths below data that policies refer to, to the paths that contain them in a bundle: facts, and
// custom libraries, which could otherwise be confused with built-in ones.
var relocations = map[string]string{"facts": root, "lib": root + ".own"}

// underRoot rewrites a policy to refer to paths below root, and leaves the rest of the text unchanged. The error is a
// *policy.Error or that of the parser.
func underRoot(name string, text []byte) ([]byte, error) {
	m, err := ast.ParseModuleWithOpts(name, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, err
	}
	inserts := map[int]string{} // by offset in text
	if parts := m.Package.Path; refersTo(parts, "lib") {
		inserts[parts[1].Location.Offset] = relocations["lib"] + "."
	}
	visit := func(ref ast.Ref) bool {
		for part, to := range relocations {
			if !refersTo(ref, part) {
				continue
			}
			location := ref[0].Location
			if !bytes.HasPrefix(text[location.Offset:], []byte("data")) {
				// The parser does not record locations inside such a body.
				err = &policy.Error{
					File:    name,
					Line:    location.Row,
					Message: "else has a body without braces that refers to data." + part + "; put the body in braces",
				}
			}
			inserts[location.Offset+len("data")] = "." + to
		}
		return false
	}
	for _, i := range m.Imports {
		ast.WalkRefs(i, visit)
	}
	for _, r := range m.Rules {
		ast.WalkRefs(r, visit)
	}
	var b bytes.Buffer
	last := 0
	for _, offset := range slices.Sorted(maps.Keys(inserts)) {
		b.Write(text[last:offset])
		b.WriteString(inserts[offset])
		last = offset
	}
	b.Write(text[last:])
	return b.Bytes(), err
}

// refersTo reports whether a reference begins with data followed by a name.
func refersTo(ref ast.Ref, name string) bool {
	return len(ref) > 1 && ref[0].Equal(ast.DefaultRootDocument) && ref[1].Value.Compare(ast.String(name)) == 0
}
