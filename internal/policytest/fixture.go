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

// unknownInputField describes the first field in the input of a test that no real input has, and returns "" if there is
// none: a misspelled column could make a test pass for the wrong reason. Columns may be missing.
func unknownInputField(input ast.Value) string {
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
			if message := unknownField(v.Elem(i).Value, items, definitions, fmt.Sprintf("%s[%d]", path, i)); message != "" {
				return message
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
			property, known := properties[name].(map[string]any)
			if !known && values == nil {
				message := fmt.Sprintf("the input has no %q in %s", name, path)
				if nearest, ok := suggest.Nearest(name, slices.Collect(maps.Keys(properties))); ok {
					message += fmt.Sprintf("; did you mean %q?", nearest)
				}
				return message
			}
			if !known {
				property = values
			}
			if message := unknownField(v.Get(key).Value, property, definitions, path+"."+name); message != "" {
				return message
			}
		}
	}
	return ""
}
