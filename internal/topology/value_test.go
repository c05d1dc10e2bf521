package topology

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestValues checks that the values of a topology behave like the OPA values that Plain converts them to: they have the
// same entries in the same order, and equal these and nothing else.
func TestValues(t *testing.T) {
	row := newRow("groups", documentPath(3).key("groups").index(1).term())
	row.set(col.Name, ast.StringTerm("sales"))
	row.set(col.Members, listTerm([]*ast.Term{ast.StringTerm("b"), ast.StringTerm("a")}))
	other := row.as(row.layout)
	other.set(col.Name, ast.StringTerm("makers"))
	for want, v := range map[string]native{
		`{"at": [3, "groups", 1], "members": ["b", "a"], "name": "sales", "unknown": {}}`: row,
		`[3, "groups", 1]`: row.get(col.At).Value.(native),
		`["b", "a"]`:       row.get(col.Members).Value.(native),
		`{"a": 1, "b": 2}`: newIndex(map[string]*ast.Term{"b": ast.InternedTerm(2), "a": ast.InternedTerm(1)}),
	} {
		plain := ast.MustParseTerm(want).Value
		if v.Plain().Compare(plain) != 0 {
			t.Errorf("%s has the plain value %s", want, v.Plain())
		}
		if !v.Equal(plain) || v.Equal(other) || v.Equal(ast.String("sales")) {
			t.Errorf("%s does not equal its plain value, or equals another one", want)
		}
		for _, different := range []string{`["b", "c"]`, `["b"]`, `[3, "groups", 2]`, `{"a": 1, "b": 3}`, `{"a": 1, "c": 2}`, `{"a": 1}`, `[]`, `{}`, `set()`} {
			if v.Equal(ast.MustParseTerm(different).Value) {
				t.Errorf("%s is equal to %s", want, different)
			}
		}
		var keys, values []*ast.Term
		v.Until(func(key, value *ast.Term) bool {
			keys, values = append(keys, key), append(values, value)
			return false
		})
		if len(keys) != v.Len() {
			t.Errorf("%s has length %d, but %d entries", want, v.Len(), len(keys))
		}
		for i, key := range keys {
			if !equal(v.Get(key), values[i]) {
				t.Errorf("%s has %v under %v", want, v.Get(key), key)
			}
			if i > 0 && keys[i-1].Value.Compare(key.Value) >= 0 {
				t.Errorf("%s: key %v comes before %v", want, keys[i-1], key)
			}
		}
		if v.Get(ast.StringTerm("nothing")) != nil || v.Get(ast.InternedTerm(9)) != nil {
			t.Errorf("%s has values under nonexistent keys", want)
		}
	}
}

// TestEqualIndexes checks that indexes are equal if they have equal rows under the same keys.
func TestEqualIndexes(t *testing.T) {
	list := func(names ...string) *ast.Term {
		rows := make([]*ast.Term, len(names))
		for i, name := range names {
			row := newRow("groups", documentPath(i).term())
			row.set(col.Name, ast.StringTerm(name))
			rows[i] = row.term()
		}
		return listTerm(rows)
	}
	one := newIndex(map[string]*ast.Term{"a": list("sales", "makers"), "b": list()})
	for _, c := range []struct {
		other     map[string]*ast.Term
		wantEqual bool
	}{
		{map[string]*ast.Term{"a": list("sales", "makers"), "b": list()}, true},
		{map[string]*ast.Term{"a": list("makers", "sales"), "b": list()}, false},
		{map[string]*ast.Term{"a": list("sales", "makers"), "c": list()}, false},
		{map[string]*ast.Term{"a": list("sales", "makers")}, false},
	} {
		if one.Equal(newIndex(c.other)) != c.wantEqual {
			t.Errorf("%v is equal: %t", newIndex(c.other), !c.wantEqual)
		}
	}
}

// TestAnnotations checks that no table has a column for annotations, whose text is released.
func TestAnnotations(t *testing.T) {
	for _, key := range []string{"description", "labels"} {
		if _, known := knownColumn(key); known || !IsAnnotation(key) {
			t.Errorf("%q is a column (%t) or not an annotation", key, known)
		}
	}
}

// TestTableSet checks that each table has a bit of its own.
func TestTableSet(t *testing.T) {
	seen := map[tableSet]string{}
	for _, name := range Tables() {
		bit := layouts()[name].bit
		if seen[bit] != "" || bit == 0 {
			t.Errorf("%s and %s have bit %b", name, seen[bit], bit)
		}
		seen[bit] = name
	}
}
