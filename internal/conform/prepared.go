package conform

import (
	_ "embed"
	"hash/crc32"
	"math/big"
	"sync"

	"github.com/tenantlint/tenantlint/internal/accelerator"
	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/schema"
)

// embeddedShapes contains the shapes of the manifest schema and of the configuration schema. For each of the two, it
// has a checksum of the text of the schema and, for each kind of document, a list of shapes, which refer to each other
// by number; the first one is that of the kind. Reading a list takes a hundredth of the time that the library takes to
// compile the schema, which is put off until the first document that does not conform.
//
//go:embed shapes.bin
var embeddedShapes string

// kindShapes maps each kind of document to its shape, which is read on first use.
type kindShapes map[string]func() *shape

// shapes are the shapes of manifests, and of the configuration, which is a kind of its own. They are nil if the schema
// has changed since they were prepared, as it does during development.
var shapes = sync.OnceValue(func() (all struct{ manifests, configurations kindShapes }) {
	r := blob.NewReader(embeddedShapes)
	all.manifests, all.configurations = readKinds(&r, schema.Manifest), readKinds(&r, schema.Config)
	return all
})

func readKinds(r *blob.Reader, schema []byte) kindShapes {
	upToDate := r.Number() == checksum(schema)
	all := kindShapes{}
	for range r.Length() {
		kind, text := r.Text(), r.Text()
		all[kind] = sync.OnceValue(func() *shape { return readShape(text) })
	}
	if !upToDate {
		return nil
	}
	return all
}

// shape returns the shape of a kind, or nil if there is none.
func (k kindShapes) shape(kind string) *shape {
	if read := k[kind]; read != nil {
		return read()
	}
	return nil
}

func checksum(text []byte) int {
	return int(crc32.ChecksumIEEE(text))
}

// conforms reports whether a manifest satisfies the schema of its kind. False also means "undecided".
func conforms(root *manifest.Node) bool {
	kind := root.Get("kind")
	if !accelerator.Enabled || kind == nil || kind.Kind != manifest.String {
		return false
	}
	s := shapes().manifests.shape(kind.Text)
	if s == nil {
		s = shapeOf(manifestSchema().kinds[kind.Text])
	}
	return s != nil && s.allows(root)
}

// The encodings of additionalProperties.
const (
	additionalAny = iota
	additionalNone
	additionalSchema
)

// The bits of the flags that follow the fields of a shape.
const (
	flagUnique = 1 << iota
	flagConditions
)

// readShape reads the shapes of one kind and returns that of the kind itself, or nil if the data is damaged.
func readShape(text string) *shape {
	r := blob.NewReader(text)
	s := shapeReader{&r, make([]shape, r.Length())}
	for i := range s.all {
		s.shape(&s.all[i])
	}
	if r.Close() != nil || len(s.all) == 0 {
		return nil
	}
	return &s.all[0]
}

type shapeReader struct {
	*blob.Reader

	all []shape
}

// shape reads a shape as TestShapes writes it.
func (r *shapeReader) shape(s *shape) {
	s.types = uint8(r.Number())
	s.required, s.values = readList(r, r.Text), readList(r, r.value)
	s.items = r.ref()
	if n := r.Length(); n > 0 {
		s.properties = make(map[string]*shape, n)
		for range n {
			s.properties[r.Text()] = r.ref()
		}
	}
	switch r.Number() {
	case additionalNone:
		s.closed = true
	case additionalSchema:
		s.additional = r.ref()
	}
	s.minItems, s.minLength, s.format = r.Number(), r.Number(), r.Text()
	flags := r.Number()
	s.unique = flags&flagUnique != 0
	if flags&flagConditions == 0 {
		return
	}
	s.conditions = &conditions{
		when: r.ref(), then: r.ref(), otherwise: r.ref(), contains: r.ref(),
		allOf: readList(r, r.ref), anyOf: readList(r, r.ref), constant: readList(r, r.value), minimum: r.bound(), maximum: r.bound(),
	}
}

func readList[T any](r *shapeReader, read func() T) []T {
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

// ref reads a reference to a shape: its number, counted from 1, or 0 for nil.
func (r *shapeReader) ref() *shape {
	n := r.Number()
	switch {
	case n == 0:
		return nil
	case n > len(r.all):
		r.Fail()
		return &shape{}
	}
	return &r.all[n-1]
}

func (r *shapeReader) value() value { return value{manifest.Kind(r.Number()), r.Text()} }

func (r *shapeReader) bound() *big.Rat {
	text := r.Text()
	if text == "" {
		return nil
	}
	bound, _ := new(big.Rat).SetString(text)
	return bound
}
