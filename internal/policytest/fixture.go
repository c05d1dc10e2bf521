package policytest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/suggest"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// fixture describes the first field in the input of a test that no real input has, and returns "" if there is none: a
// misspelled column could make a test pass for the wrong reason. Columns may be missing.
func fixture(input ast.Value) string {
	schema := topology.InputSchema()
	definitions, _ := schema["definitions"].(map[string]any)
	return unknownField(input, schema, definitions, "input")
}

func unknownField(v ast.Value, schema, definitions map[string]any, path string) string {
	if ref, ok := schema["$ref"].(string); ok {
		schema, _ = definitions[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any)
	}
	switch v := v.(type) {
	case *ast.Array:
		items, ok := schema["items"].(map[string]any)
		for i := 0; ok && i < v.Len(); i++ {
			if said := unknownField(v.Elem(i).Value, items, definitions, fmt.Sprintf("%s[%d]", path, i)); said != "" {
				return said
			}
		}
	case ast.Object:
		properties, _ := schema["properties"].(map[string]any)
		values, _ := schema["additionalProperties"].(map[string]any)
		if properties == nil && values == nil {
			return ""
		}
		for _, key := range v.Keys() {
			text, _ := key.Value.(ast.String)
			name := string(text)
			below, known := properties[name].(map[string]any)
			if !known && values == nil {
				said := fmt.Sprintf("the input has no %q in %s", name, path)
				if near, ok := suggest.Nearest(name, slices.Collect(maps.Keys(properties))); ok {
					said += fmt.Sprintf("; did you mean %q?", near)
				}
				return said
			}
			if !known {
				below = values
			}
			if said := unknownField(v.Get(key).Value, below, definitions, path+"."+name); said != "" {
				return said
			}
		}
	}
	return ""
}
