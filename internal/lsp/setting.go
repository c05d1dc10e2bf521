package lsp

import (
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"github.com/tenantlint/tenantlint/schema"
)

// setting is a part of the configuration's schema.
type setting struct {
	Ref         string             `json:"$ref"`
	Description string             `json:"description"`
	Enum        []any              `json:"enum"`
	Properties  map[string]setting `json:"properties"`
	Items       *setting           `json:"items"`
	Definitions map[string]setting `json:"definitions"`
}

var configuration = sync.OnceValue(func() setting {
	var all setting
	_ = json.Unmarshal(schema.Config, &all) // tests ensure that it is valid
	return all
})

// settingAt returns the schema at a path of keys in the configuration.
func settingAt(keys []string) setting {
	at := configuration()
	for _, key := range keys {
		at = at.Properties[key].follow()
	}
	return at
}

func (s setting) follow() setting {
	const definitions = "#/definitions/"
	for range 8 { // references may be chained
		switch {
		case s.Ref != "":
			s = configuration().Definitions[s.Ref[len(definitions):]]
		case s.Items != nil:
			s = *s.Items
		default:
			return s
		}
	}
	return s
}

// offeredSettings returns the completions in a configuration.
func (s *state) offeredSettings(c *cursor) []candidate {
	var all []candidate
	switch {
	case len(c.keys) == 1 && c.keys[0] == "rules":
		for _, one := range s.offeredRules(true) {
			if !c.key || c.parent.Get(one.label) == nil {
				one.kind = completeProperty
				all = append(all, one)
			}
		}
		return all
	case len(c.keys) >= 2 && c.keys[0] == "rules" && !c.key:
		return valueCandidates([]string{"error", "warning", "note", "off"})
	case len(c.keys) == 2 && c.keys[0] == "suppress" && c.keys[1] == "rule" && !c.key:
		return s.offeredRules(true)
	case len(c.keys) > 0 && c.keys[len(c.keys)-1] == "allowedLocations":
		return valueCandidates(s.locations)
	}
	at := settingAt(c.keys)
	if c.key || len(at.Properties) > 0 {
		for _, name := range slices.Sorted(maps.Keys(at.Properties)) {
			if !c.key || c.parent.Get(name) == nil {
				p := at.Properties[name]
				all = append(all, candidate{
					label: name, documentation: p.Description, kind: completeProperty, nested: p.follow().Properties != nil,
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
