package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/topology"
)

// fixture says what in the input that a test made up no real input has: a misspelt column there would
// make a test hold for the wrong reason. It is empty where there is nothing. A column may be left out.
func fixture(input ast.Value) string {
	schema := topology.InputSchema()
	definitions, _ := schema["definitions"].(map[string]any)
	return strange(input, schema, definitions, "input")
}

func strange(v ast.Value, schema, definitions map[string]any, path string) string {
	if ref, ok := schema["$ref"].(string); ok {
		schema, _ = definitions[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any)
	}
	switch v := v.(type) {
	case *ast.Array:
		items, ok := schema["items"].(map[string]any)
		for i := 0; ok && i < v.Len(); i++ {
			if said := strange(v.Elem(i).Value, items, definitions, fmt.Sprintf("%s[%d]", path, i)); said != "" {
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
			name := word(key)
			below, known := properties[name].(map[string]any)
			if !known && values == nil {
				return fmt.Sprintf("the input has no %q in %s%s", name, path, suggestion(name, slices.Collect(maps.Keys(properties))))
			}
			if !known {
				below = values
			}
			if said := strange(v.Get(key).Value, below, definitions, path+"."+name); said != "" {
				return said
			}
		}
	}
	return ""
}
