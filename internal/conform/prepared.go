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

// prepared holds the shapes of the schema of manifests and of that of the configuration. For each of the two there is the
// checksum of its text, and for each kind of document a list of shapes, in which each refers to others by their
// number and the first is that of the kind. Reading one takes a hundredth of the time that the library
// takes to compile the schema, which is left for the first document that does not conform.
//
//go:embed shapes.bin
var prepared string

// kinds holds the shape of each kind of document, read when one comes up.
type kinds map[string]func() *shape

// shapes are those of manifests, and of the configuration, which is a kind of its own. They are nil where the schema has
// changed since, as it does while somebody works on it.
var shapes = sync.OnceValue(func() (all struct{ manifests, configurations kinds }) {
	r := blob.NewReader(prepared)
	all.manifests, all.configurations = readKinds(&r, schema.Manifest), readKinds(&r, schema.Config)
	return all
})

func readKinds(r *blob.Reader, schema []byte) kinds {
	same := r.Number() == checksum(schema)
	all := kinds{}
	for range r.Length() {
		kind, text := r.Text(), r.Text()
		all[kind] = sync.OnceValue(func() *shape { return readShape(text) })
	}
	if !same {
		return nil
	}
	return all
}

// shape returns the shape of a kind, nil if it is not there.
func (k kinds) shape(kind string) *shape {
	if read := k[kind]; read != nil {
		return read()
	}
	return nil
}

func checksum(text []byte) int {
	return int(crc32.ChecksumIEEE(text))
}

// conforms says that a manifest satisfies the schema of its kind. False also means "undecided".
func conforms(root *manifest.Node) bool {
	kind := root.Get("kind")
	if !accelerator.Enabled || kind == nil || kind.Kind != manifest.String {
		return false
	}
	s := shapes().manifests.shape(kind.Text)
	if s == nil {
		s = shapeOf(manifests().kinds[kind.Text])
	}
	return s != nil && s.allows(root)
}

// What additionalProperties say.
const (
	restAny = iota
	restNone
	restSchema
)

// The bits of what is written behind the fields of a shape.
const (
	isUnique = 1 << iota
	hasConditions
)

// readShape reads the shapes of one kind and returns that of the kind itself, nil from damaged data.
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

// shape reads what the test TestShapes writes.
func (r *shapeReader) shape(s *shape) {
	s.types = uint8(r.Number())
	s.required, s.values = listOf(r, r.Text), listOf(r, r.value)
	s.items = r.ref()
	if n := r.Length(); n > 0 {
		s.properties = make(map[string]*shape, n)
		for range n {
			s.properties[r.Text()] = r.ref()
		}
	}
	switch r.Number() {
	case restNone:
		s.closed = true
	case restSchema:
		s.rest = r.ref()
	}
	s.minItems, s.minLength, s.format = r.Number(), r.Number(), r.Text()
	flags := r.Number()
	s.unique = flags&isUnique != 0
	if flags&hasConditions == 0 {
		return
	}
	s.more = &conditions{
		when: r.ref(), then: r.ref(), otherwise: r.ref(), contains: r.ref(),
		all: listOf(r, r.ref), any: listOf(r, r.ref), constant: listOf(r, r.value), minimum: r.bound(), maximum: r.bound(),
	}
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

// ref reads the number of a shape, counted from 1; 0 is none.
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
