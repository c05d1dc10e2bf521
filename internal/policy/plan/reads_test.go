package plan

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestReads checks which changes of an input affect a machine that has read some of it.
func TestReads(t *testing.T) {
	const before = `{"index": {"tenants": {"a": {"at": [0], "name": "a"}}, "nested": {"g": ["h"]}, "byTenant": {"a": {"users": [1], "groups": [2]}}}, "documents": [1]}`
	get := func(m *Machine, keys ...string) *ast.Term {
		value := m.input
		for _, k := range keys {
			key := ast.StringTerm(k)
			next := dot(value, key)
			m.watcher.lookup(value, key, next)
			value = next
		}
		return value
	}
	for _, c := range []struct {
		name     string
		read     func(*Machine)
		now      string
		affected bool
	}{
		{"a row", func(m *Machine) { get(m, "index", "tenants", "a") }, `{"tenants": {"a": {"at": [0], "name": "b"}}}, "documents": [1]`, true},
		{"another row", func(m *Machine) { get(m, "index", "tenants", "a") }, `{"tenants": {"a": {"at": [0], "name": "a"}, "b": {"at": [1]}}}, "documents": [1]`, false},
		{"an added row", func(m *Machine) { get(m, "index", "tenants", "b") }, `{"tenants": {"b": {"at": [0]}}}, "documents": [1]`, true},
		{"a removed row", func(m *Machine) { get(m, "index", "tenants", "a") }, `{"tenants": {}}, "documents": [1]`, true},
		{"a removed table", func(m *Machine) { get(m, "index", "tenants", "a") }, `{}, "documents": [1]`, true},
		{"all rows", func(m *Machine) { m.watcher.readAll(get(m, "index", "tenants")) }, `{"tenants": {"a": {"at": [0], "name": "a"}, "b": {"at": [1]}}}, "documents": [1]`, true},
		{"a table of a tenant", func(m *Machine) { get(m, "index", "byTenant", "a", "users") }, `{"byTenant": {"a": {"users": [3], "groups": [2]}}}, "documents": [1]`, true},
		{"another table of the tenant", func(m *Machine) { get(m, "index", "byTenant", "a", "users") }, `{"byTenant": {"a": {"users": [1], "groups": [3]}}}, "documents": [1]`, false},
		{"existence of a tenant", func(m *Machine) { get(m, "index", "byTenant", "a") }, `{"byTenant": {}}, "documents": [1]`, true},
		{"the documents", func(m *Machine) { m.watcher.readAll(get(m, "documents")) }, `{}, "documents": [2]`, true},
		{"a table of a tenant by path", func(m *Machine) {
			m.watcher.lookupPath(m.input, ast.MustParseTerm(`["index", "byTenant", "a", "users"]`))
		}, `{"byTenant": {"a": {"users": [3], "groups": [2]}}}, "documents": [1]`, true},
		{"another table of the tenant by path", func(m *Machine) {
			m.watcher.lookupPath(m.input, ast.MustParseTerm(`["index", "byTenant", "a", "users"]`))
		}, `{"byTenant": {"a": {"users": [1], "groups": [3]}}}, "documents": [1]`, false},
		{"nothing", func(*Machine) {}, `{}, "documents": [1]`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := &Machine{input: ast.MustParseTerm(before)}
			reads := m.Watch("index", "documents")
			c.read(m)
			if !reads.Same(m.input, ast.MustParseTerm(before), equal) {
				t.Error("reports a change although nothing changed")
			}
			if same := reads.Same(m.input, ast.MustParseTerm(`{"index": `+c.now+`}`), equal); same == c.affected {
				t.Errorf("Same returns %t", same)
			}
		})
	}
}
