package drift

import (
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

func asObject(t *ast.Term) ast.Object {
	if t == nil {
		return nil
	}
	o, _ := t.Value.(ast.Object)
	return o
}

// get returns the value under a key, or nil.
func get(o ast.Object, key string) *ast.Term {
	if o == nil {
		return nil
	}
	return o.Get(ast.InternedTerm(key))
}

// text returns the string under a key, or "".
func text(o ast.Object, key string) string {
	if t := get(o, key); t != nil {
		if s, ok := t.Value.(ast.String); ok {
			return string(s)
		}
	}
	return ""
}

// isUnknown reports whether a row lists a column as unknown.
func isUnknown(o ast.Object, key string) bool {
	return get(asObject(get(o, "unknown")), key) != nil
}

// withValues returns a copy of an object with some values replaced; nil removes a key.
func withValues(o ast.Object, values map[string]*ast.Term) *ast.Term {
	c := ast.NewObjectWithCapacity(o.Len() + len(values))
	o.Foreach(func(k, v *ast.Term) {
		if s, ok := k.Value.(ast.String); ok {
			if _, other := values[string(s)]; other {
				return
			}
		}
		c.Insert(k, v)
	})
	for key, v := range values {
		if v != nil {
			c.Insert(ast.StringTerm(key), v)
		}
	}
	return ast.NewTerm(c)
}

// relocate copies a value of a live row and replaces each path into the exports with a path into the manifests.
func relocate(t *ast.Term, at *ast.Array) *ast.Term {
	switch v := t.Value.(type) {
	case ast.Object:
		c := ast.NewObjectWithCapacity(v.Len())
		v.Foreach(func(k, e *ast.Term) {
			key, _ := k.Value.(ast.String)
			switch key {
			case "at":
				c.Insert(k, ast.NewTerm(at))
			case "unknown":
				c.Insert(k, e)
			default:
				c.Insert(k, relocate(e, childPath(at, string(key))))
			}
		})
		return ast.NewTerm(c)
	case *ast.Array:
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = relocate(v.Elem(i), at)
		}
		return ast.ArrayTerm(terms...)
	}
	return t
}

func childPath(at *ast.Array, key string) *ast.Array { return at.Append(ast.InternedTerm(key)) }

func asPath(t *ast.Term) *ast.Array {
	if t != nil {
		if a, ok := t.Value.(*ast.Array); ok {
			return a
		}
	}
	return ast.NewArray()
}

// elements returns the elements of a list.
func elements(t *ast.Term) []*ast.Term {
	if t == nil {
		return nil
	}
	arr, ok := t.Value.(*ast.Array)
	if !ok {
		return nil
	}
	all := make([]*ast.Term, arr.Len())
	for i := range all {
		all[i] = arr.Elem(i)
	}
	return all
}

// display formats a value for a message.
func display(t *ast.Term) string {
	switch v := t.Value.(type) {
	case ast.String:
		return string(v)
	case ast.Object:
		for _, key := range []string{"account", "group", "key", "tenant", "name"} {
			if s := text(v, key); s != "" {
				return s
			}
		}
		return ""
	}
	return t.Value.String()
}

// displayName returns the name of an object for messages.
func displayName(table string, row ast.Object) string {
	keys := []string{
		"key",
		"userPrincipalName",
		"mail",
		"name",
		"displayName",
		"partner",
		"skuPartNumber",
		"server",
		"forest",
		"engine",
		"group",
		"appId",
		"id",
	}
	if table == "guests" {
		keys = keys[1:]
	}
	if table == "tenants" {
		keys = []string{"name"}
	}
	for _, key := range keys {
		if s := text(row, key); s != "" {
			return s
		}
	}
	return ""
}

func noun(table string) string { return vocabulary.Of(table).Noun }
