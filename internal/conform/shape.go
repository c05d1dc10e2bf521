package conform

import (
	"encoding/json"
	"math/big"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
)

// shape is a compiled schema without its titles and descriptions, in an eighth of the memory that the library needs.
type shape struct {
	types               uint8 // one bit for each manifest.Kind; 0 allows all
	unique, closed      bool  // closed rejects keys that are not among the properties
	minItems, minLength int
	required            []string
	values              []value // the allowed values; empty allows all
	properties          map[string]*shape
	items, additional   *shape // additional is the schema of keys that are not among the properties
	format              string
	conditions          *conditions // nil for nearly all shapes
}

// conditions are the keywords that few schemas use.
type conditions struct {
	when, then, otherwise, contains *shape
	allOf, anyOf                    []*shape
	constant                        []value // at most one
	minimum, maximum                *big.Rat
}

// value is a value in a schema: null, a string or an integer. A value of the kind other equals nothing.
type value struct {
	kind manifest.Kind
	text string
}

const otherKind = manifest.Mapping

// typeKinds maps each JSON Schema type to the kinds of its values.
var typeKinds = map[string][]manifest.Kind{
	"null": {manifest.Null}, "boolean": {manifest.Bool}, "integer": {manifest.Integer}, "number": {manifest.Integer, manifest.Number},
	"string": {manifest.String}, "array": {manifest.Sequence}, "object": {manifest.Mapping},
}

// shapeCache caches the shapes of schemas that the library compiled.
var shapeCache = struct {
	sync.Mutex

	bySchema map[*jsonschema.Schema]*shape
}{bySchema: map[*jsonschema.Schema]*shape{}}

// satisfies reports whether a value satisfies a schema. False also means "undecided".
func satisfies(s *jsonschema.Schema, n *manifest.Node) bool { return shapeOf(s).allows(n) }

// shapeOf returns the shape of a schema, or nil for nil.
func shapeOf(s *jsonschema.Schema) *shape {
	shapeCache.Lock()
	defer shapeCache.Unlock()
	return newShape(s)
}

func newShape(s *jsonschema.Schema) *shape {
	if s == nil {
		return nil
	}
	if s.Ref != nil { // draft 7 ignores all keywords next to $ref
		return newShape(s.Ref)
	}
	if cached := shapeCache.bySchema[s]; cached != nil {
		return cached
	}
	sh := &shape{
		unique: s.UniqueItems, closed: s.AdditionalProperties == false, minItems: max(0, s.MinItems), minLength: max(0, s.MinLength),
		required: s.Required, values: newValues(s.Enum), format: s.Format,
	}
	shapeCache.bySchema[s] = sh // before the subschemas, which may refer to it
	for _, name := range s.Types {
		for _, kind := range typeKinds[name] {
			sh.types |= 1 << kind
		}
	}
	if len(s.Properties) > 0 {
		sh.properties = make(map[string]*shape, len(s.Properties))
		for key, sub := range s.Properties {
			sh.properties[key] = newShape(sub)
		}
	}
	if sub, ok := s.Items.(*jsonschema.Schema); ok {
		sh.items = newShape(sub)
	}
	if sub, ok := s.AdditionalProperties.(*jsonschema.Schema); ok {
		sh.additional = newShape(sub)
	}
	if s.If != nil || s.Contains != nil || s.Minimum != nil || s.Maximum != nil || len(s.AllOf)+len(s.AnyOf)+len(s.Constant) > 0 {
		sh.conditions = &conditions{
			when: newShape(s.If), then: newShape(s.Then), otherwise: newShape(s.Else), contains: newShape(s.Contains),
			allOf: newShapes(s.AllOf), anyOf: newShapes(s.AnyOf), constant: newValues(s.Constant), minimum: s.Minimum, maximum: s.Maximum,
		}
	}
	return sh
}

func newShapes(all []*jsonschema.Schema) []*shape {
	var shapes []*shape
	for _, s := range all {
		shapes = append(shapes, newShape(s))
	}
	return shapes
}

func newValues(all []any) []value {
	var values []value
	for _, v := range all {
		switch v := v.(type) {
		case nil:
			values = append(values, value{kind: manifest.Null})
		case string:
			values = append(values, value{manifest.String, v})
		case json.Number:
			values = append(values, value{manifest.Integer, v.String()})
		default:
			values = append(values, value{kind: otherKind})
		}
	}
	return values
}
