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

// someKey represents each key of a map.
const someKey = "some key"

// inputSchema is the schema of the input as OPA's type checker understands it. The checker takes no notice of the
// schema that the values of a map have, so a map, such as each part of the index, becomes an object with one key, and
// conforming rewrites policies to use it.
var inputSchema = sync.OnceValues(func() (any, error) {
	raw, err := json.Marshal(topology.InputSchema())
	if err != nil {
		return nil, err
	}
	var schema any
	if err := util.Unmarshal(raw, &schema); err != nil {
		return nil, err
	}
	return keyed(schema), nil
})

func keyed(schema any) any {
	switch schema := schema.(type) {
	case map[string]any:
		for name, value := range schema {
			schema[name] = keyed(value)
		}
		if values, ok := schema["additionalProperties"].(map[string]any); ok {
			schema["properties"] = map[string]any{someKey: values}
			schema["additionalProperties"] = false
		}
	case []any:
		for i := range schema {
			schema[i] = keyed(schema[i])
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

// Conforming compiles modules with the schema of the input, as the type checker understands both, and
// returns what it finds: columns and tables that do not exist, and values of the wrong kind.
func Conforming(modules map[string]*ast.Module) (ast.Errors, error) {
	schema, err := inputSchema()
	if err != nil {
		return nil, err
	}
	changed := make(map[string]*ast.Module, len(modules))
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		m := modules[name].Copy()
		changed[name] = m
		_, err := ast.TransformRefs(m, func(ref ast.Ref) (ast.Value, error) { return anyKey(ref, schema), nil })
		if err != nil {
			return nil, err
		}
	}
	set := ast.NewSchemaSet()
	set.Put(ast.SchemaRootRef, schema)
	c := NewCompiler().WithSchemas(set).WithStrict(false) // keys that are put aside leave arguments unused
	c.Compile(changed)
	return c.Errors, nil
}

// anyKey returns a reference into the index with the one key of each map.
func anyKey(ref ast.Ref, schema any) ast.Ref {
	if !ref.HasPrefix(indexRef) {
		return ref
	}
	ref = ref.Copy()
	at := property(schema, "index")
	for i := 2; i < len(ref) && at != nil; i++ {
		if value := property(at, someKey); value != nil {
			at = value
			ref[i] = ast.StringTerm(someKey).SetLocation(ref[i].Location)
		} else if name, ok := ref[i].Value.(ast.String); ok {
			at = property(at, string(name))
		} else {
			break
		}
	}
	return ref
}
