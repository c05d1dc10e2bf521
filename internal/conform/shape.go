package conform

import (
	_ "embed"
	"encoding/json"
	"hash/crc32"
	"math/big"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/schema"
)

// prepared contains what satisfies needs of the compiled manifest schema, behind the checksum of the schema's text:
// for each kind of manifest a list of schemas, in which each refers to others by their number and the first is that
// of the kind. Reading one takes a hundredth of the time that the library takes to compile the schema, which is left
// for the first document that does not conform.
//
//go:embed shapes.bin
var prepared string

// shapes holds the schema of each kind of manifest with no more than result needs, read when a document of the kind
// comes up. It is nil where the schema has changed since, as it does while somebody works on it.
var shapes = sync.OnceValue(func() map[string]func() *jsonschema.Schema {
	r := blob.NewReader(prepared)
	if r.Number() != checksum(schema.Manifest) {
		return nil
	}
	kinds := map[string]func() *jsonschema.Schema{}
	for range r.Length() {
		kind, text := r.Text(), r.Text()
		kinds[kind] = sync.OnceValue(func() *jsonschema.Schema { return readShape(text) })
	}
	return kinds
})

// shape returns the schema of a kind of manifest, nil if it is none.
func shape(kind string) *jsonschema.Schema {
	if read := shapes()[kind]; read != nil {
		if s := read(); s != nil {
			return s
		}
	}
	return manifests().kinds[kind]
}

func checksum(text []byte) int {
	return int(crc32.ChecksumIEEE(text))
}

// conforms reports whether a manifest satisfies the schema of its kind. False also means "undecided".
func conforms(root *manifest.Node) bool {
	kind := root.Get("kind")
	if kind == nil || kind.Kind != manifest.String {
		return false
	}
	s := shape(kind.Text)
	return s != nil && satisfies(s, root)
}

// The kinds of values in enumerations, and of additionalProperties.
const (
	valueNull = iota
	valueText
	valueNumber
)

const (
	restAny = iota
	restNone
	restSchema
)

// readShape reads the schemas of one kind and returns that of the kind itself, nil from damaged data.
func readShape(text string) *jsonschema.Schema {
	r := blob.NewReader(text)
	s := shapeReader{&r, make([]jsonschema.Schema, r.Length())}
	for i := range s.all {
		s.schema(&s.all[i])
	}
	if r.Close() != nil || len(s.all) == 0 {
		return nil
	}
	return &s.all[0]
}

type shapeReader struct {
	*blob.Reader

	all []jsonschema.Schema
}

// schema reads what writeShape in the test writes.
func (r *shapeReader) schema(s *jsonschema.Schema) {
	s.Ref, s.If, s.Then, s.Else, s.Contains = r.ref(), r.ref(), r.ref(), r.ref(), r.ref()
	s.AllOf, s.AnyOf = listOf(r, r.ref), listOf(r, r.ref)
	s.Types, s.Required = listOf(r, r.Text), listOf(r, r.Text)
	s.Enum, s.Constant = listOf(r, r.value), listOf(r, r.value)
	if items := r.ref(); items != nil {
		s.Items = items
	}
	if n := r.Length(); n > 0 {
		s.Properties = make(map[string]*jsonschema.Schema, n)
		for range n {
			s.Properties[r.Text()] = r.ref()
		}
	}
	switch r.Number() {
	case restNone:
		s.AdditionalProperties = false
	case restSchema:
		s.AdditionalProperties = r.ref()
	}
	s.MinItems, s.MinLength, s.UniqueItems, s.Format = r.Number(), r.Number(), r.Number() == 1, r.Text()
	s.Minimum, s.Maximum = r.bound(), r.bound()
}

func listOf[T any](r *shapeReader, read func() T) []T {
	n := r.Length()
	if n == 0 {
		return nil
	}
	all := make([]T, n)
	for i := range all {
		all[i] = read()
	}
	return all
}

// ref reads the number of a schema, counted from 1; 0 is none.
func (r *shapeReader) ref() *jsonschema.Schema {
	n := r.Number()
	switch {
	case n == 0:
		return nil
	case n > len(r.all):
		r.Fail()
		return &jsonschema.Schema{}
	}
	return &r.all[n-1]
}

func (r *shapeReader) value() any {
	switch r.Number() {
	case valueText:
		return r.Text()
	case valueNumber:
		return json.Number(r.Text())
	}
	return nil
}

func (r *shapeReader) bound() *big.Rat {
	text := r.Text()
	if text == "" {
		return nil
	}
	bound, _ := new(big.Rat).SetString(text)
	return bound
}
