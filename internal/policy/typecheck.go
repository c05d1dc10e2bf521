package policy

import (
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/tenantlint/tenantlint/internal/topology"
)

// someKey replaces every key of a map.
const someKey = "some key"

// inputSchema is the schema of the input in a form that OPA's type checker understands. The checker ignores the schema
// of the values of a map, so every map, such as each part of the index, becomes an object with the single key someKey,
// and TypeCheck rewrites policies to use that key.
var inputSchema = sync.OnceValues(func() (any, error) {
	raw, err := json.Marshal(topology.InputSchema())
	if err != nil {
		return nil, err
	}
	var schema any
	if err := util.Unmarshal(raw, &schema); err != nil {
		return nil, err
	}
	return schemaWithSomeKey(schema), nil
})

func schemaWithSomeKey(schema any) any {
	switch schema := schema.(type) {
	case map[string]any:
		for name, value := range schema {
			schema[name] = schemaWithSomeKey(value)
		}
		if values, ok := schema["additionalProperties"].(map[string]any); ok {
			schema["properties"] = map[string]any{someKey: values}
			schema["additionalProperties"] = false
		}
	case []any:
		for i := range schema {
			schema[i] = schemaWithSomeKey(schema[i])
		}
	}
	return schema
}

// property returns the schema of a property, or nil.
func property(schema any, name string) any {
	object, _ := schema.(map[string]any)
	properties, _ := object["properties"].(map[string]any)
	return properties[name]
}

var indexRef = ast.InputRootRef.Append(ast.StringTerm("index"))

// TypeCheck type-checks modules against the schema of the input and returns the type errors: columns and tables that
// do not exist, and values of the wrong type.
func TypeCheck(modules map[string]*ast.Module) (ast.Errors, error) {
	schema, err := inputSchema()
	if err != nil {
		return nil, err
	}
	rewritten := make(map[string]*ast.Module, len(modules))
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		m := modules[name].Copy()
		rewritten[name] = m
		_, err := ast.TransformRefs(m, func(ref ast.Ref) (ast.Value, error) { return refWithSomeKey(ref, schema), nil })
		if err != nil {
			return nil, err
		}
	}
	set := ast.NewSchemaSet()
	set.Put(ast.SchemaRootRef, schema)
	c := NewCompiler().WithSchemas(set).WithStrict(false) // replacing keys can leave arguments unused
	c.Compile(rewritten)
	return c.Errors, nil
}

// refWithSomeKey returns a reference into the index with someKey in place of the key of each map.
func refWithSomeKey(ref ast.Ref, schema any) ast.Ref {
	if !ref.HasPrefix(indexRef) {
		return ref
	}
	ref = ref.Copy()
	current := property(schema, "index")
	for i := 2; i < len(ref) && current != nil; i++ {
		if value := property(current, someKey); value != nil {
			current = value
			ref[i] = ast.StringTerm(someKey).SetLocation(ref[i].Location)
		} else if name, ok := ref[i].Value.(ast.String); ok {
			current = property(current, string(name))
		} else {
			break
		}
	}
	return ref
}
