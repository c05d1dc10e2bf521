package lsp

import (
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"github.com/tenantlint/tenantlint/schema"
)

// schemaNode is a part of the configuration's schema.
type schemaNode struct {
	Ref         string                `json:"$ref"`
	Description string                `json:"description"`
	Enum        []any                 `json:"enum"`
	Properties  map[string]schemaNode `json:"properties"`
	Items       *schemaNode           `json:"items"`
	Definitions map[string]schemaNode `json:"definitions"`
}

var configSchema = sync.OnceValue(func() schemaNode {
	var all schemaNode
	_ = json.Unmarshal(schema.Config, &all) // tests ensure that it is valid
	return all
})

// schemaAt returns the schema at a path of keys in the configuration.
func schemaAt(keys []string) schemaNode {
	at := configSchema()
	for _, key := range keys {
		at = at.Properties[key].resolve()
	}
	return at
}

func (s schemaNode) resolve() schemaNode {
	const definitions = "#/definitions/"
	for range 8 { // references may be chained
		switch {
		case s.Ref != "":
			s = configSchema().Definitions[s.Ref[len(definitions):]]
		case s.Items != nil:
			s = *s.Items
		default:
			return s
		}
	}
	return s
}

// settingCandidates returns the completions in a configuration.
func (s *state) settingCandidates(c *cursor) []candidate {
	var all []candidate
	switch {
	case len(c.keys) == 1 && c.keys[0] == "rules":
		for _, one := range s.ruleCandidates(true) {
			if !c.key || c.parent.Get(one.label) == nil {
				one.kind = completeProperty
				all = append(all, one)
			}
		}
		return all
	case len(c.keys) >= 2 && c.keys[0] == "rules" && !c.key:
		return valueCandidates([]string{"error", "warning", "note", "off"})
	case len(c.keys) == 2 && c.keys[0] == "suppress" && c.keys[1] == "rule" && !c.key:
		return s.ruleCandidates(true)
	case len(c.keys) > 0 && c.keys[len(c.keys)-1] == "allowedLocations":
		return valueCandidates(s.locations)
	}
	at := schemaAt(c.keys)
	if c.key || len(at.Properties) > 0 {
		for _, name := range slices.Sorted(maps.Keys(at.Properties)) {
			if !c.key || c.parent.Get(name) == nil {
				p := at.Properties[name]
				all = append(all, candidate{
					label: name, documentation: p.Description, kind: completeProperty, nested: p.resolve().Properties != nil,
					item: !c.key && !c.item && len(c.keys) == 1,
				})
			}
		}
		return all
	}
	for _, v := range at.Enum {
		if word, ok := v.(string); ok {
			all = append(all, candidate{label: word, kind: completeEnum})
		}
	}
	return all
}
