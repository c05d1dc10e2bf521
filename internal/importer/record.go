package importer

import (
	"encoding/json"
	"strings"

	"github.com/tenantlint/tenantlint/internal/pattern"
)

// record is one object of an export. Keys are looked up in camelCase, then in PascalCase as PowerShell writes them, and
// last in AdditionalProperties, where its SDK puts some of them.
type record map[string]any

// find returns the value under a path of keys separated by dots, and whether it exists.
func (r record) find(path string) (any, bool) {
	key, rest, deeper := strings.Cut(path, ".")
	if strings.HasPrefix(path, "@") {
		key, deeper = path, false // OData annotations contain dots
	}
	v, ok := r.lookup(key)
	if !ok {
		if more, ok := r["AdditionalProperties"].(map[string]any); ok {
			v, ok = record(more).lookup(key)
			if !ok {
				return nil, false
			}
		} else {
			return nil, false
		}
	}
	if !deeper {
		return v, true
	}
	inner := asRecord(v)
	if inner == nil {
		return nil, false
	}
	return inner.find(rest)
}

func (r record) lookup(key string) (any, bool) {
	if v, ok := r[key]; ok {
		return v, true
	}
	v, ok := r[upperFirst(key)]
	return v, ok
}

// text returns the string under a path, or "".
func (r record) text(path string) string {
	v, _ := r.find(path)
	s, _ := v.(string)
	return sanitize(s)
}

// flag returns the boolean under a path, and whether there is one.
func (r record) flag(path string) (value, ok bool) {
	v, _ := r.find(path)
	return asFlag(v)
}

func asFlag(v any) (value, ok bool) {
	switch v := v.(type) {
	case bool:
		return v, true
	case string:
		switch v {
		case "True", "true":
			return true, true
		case "False", "false":
			return false, true
		}
	}
	return false, false
}

// inner returns the object under a path, or nil.
func (r record) inner(path string) record {
	v, _ := r.find(path)
	return asRecord(v)
}

// list returns the objects under a path, and whether there is a list, or a single object that represents a list of one.
func (r record) list(path string) (items []record, ok bool) {
	v, found := r.find(path)
	if !found {
		return nil, false
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if inner := asRecord(item); inner != nil {
				items = append(items, inner)
			}
		}
		return items, true
	case nil:
		return nil, false
	}
	if inner := asRecord(v); inner != nil {
		return []record{inner}, true
	}
	return nil, false
}

// texts returns the strings under a path.
func (r record) texts(path string) []string {
	v, _ := r.find(path)
	var all []string
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if s, ok := item.(string); ok {
				all = append(all, sanitize(s))
			}
		}
	case string:
		all = []string{sanitize(v)}
	}
	return all
}

// asRecord converts a value to a record, including an object that ConvertTo-Json flattened to "@{a=True; b=False}". It
// returns nil for other values.
func asRecord(v any) record {
	switch v := v.(type) {
	case map[string]any:
		return v
	case string:
		return unflatten(v)
	}
	return nil
}

// fieldStart matches the start of a field in a flattened object. It requires a name because values may contain "; " and "=".
var fieldStart = pattern.New(`(?:^|; )([A-Za-z][A-Za-z0-9]*)=`)

// unflatten parses "@{a=True; b=False}". It skips fields without a value, which are unknown: ConvertTo-Json writes
// objects that it dropped in the same way.
func unflatten(s string) record {
	text, ok := strings.CutPrefix(s, "@{")
	if !ok {
		return nil
	}
	text, ok = strings.CutSuffix(text, "}")
	if !ok {
		return nil
	}
	r := record{flattenedKey: true}
	found := fieldStart().FindAllStringSubmatchIndex(text, -1)
	for i, m := range found {
		end := len(text)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		if value := text[m[1]:end]; value != "" && value != "System.Object[]" {
			r[text[m[2]:m[3]]] = value
		}
	}
	return r
}

// flattenedKey is the key that marks a record parsed by unflatten; no field has that name.
const flattenedKey = "@{}"

func upperFirst(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

func lowerFirst(s string) string {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return s
	}
	return string(s[0]-'A'+'a') + s[1:]
}

// readRecord decodes one object; it returns nil if raw is not an object.
func readRecord(raw json.RawMessage) record {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil
	}
	return asRecord(v)
}
