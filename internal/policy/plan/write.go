package plan

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/internal/policy/prepared"
)

// Source is a program as it is written.
type Source struct {
	// Entries are the functions to begin with, by name.
	Entries map[string]int
	// Builtins are the names of the built-in functions that it calls.
	Builtins  []string
	Functions []Function
}

// Encode writes a program. Numbers are unsigned varints, a text is its length and its bytes, a list its length and
// its items:
//
//	program   = entries builtins functions
//	entry     = name function
//	= text of (file params locals constants blocks), to be read when it is called first
//	constants = text of an array, as package prepared writes values
//	block     = list of statements
//	statement = op row a b c list [blocks]; operands are doubled, constants one more than the double
func (s *Source) Encode() ([]byte, error) {
	b := blob.Number(nil, len(s.Entries))
	for _, name := range slices.Sorted(maps.Keys(s.Entries)) {
		b = blob.Number(blob.Text(b, name), s.Entries[name])
	}
	b = blob.Number(b, len(s.Builtins))
	for _, name := range s.Builtins {
		b = blob.Text(b, name)
	}
	b = blob.Number(b, len(s.Functions))
	for i := range s.Functions {
		f := &s.Functions[i]
		code := blob.Text(nil, f.File)
		code = blob.Number(blob.Number(code, f.Params), f.Locals)
		constants, err := prepared.AppendValue(nil, ast.NewArray(f.Constants...))
		if err != nil {
			return nil, err
		}
		code = blob.Text(code, string(constants))
		b = blob.Text(b, string(appendBlocks(code, f.Blocks)))
	}
	return b, nil
}

func appendBlocks(b []byte, blocks [][]Statement) []byte {
	b = blob.Number(b, len(blocks))
	for _, block := range blocks {
		b = blob.Number(b, len(block))
		for i := range block {
			s := &block[i]
			b = blob.Number(blob.Number(b, int(s.Op)), int(s.Row))
			for _, o := range []Operand{s.A, s.B, s.C} {
				b = appendOperand(b, o)
			}
			b = blob.Number(b, len(s.List))
			for _, o := range s.List {
				b = appendOperand(b, o)
			}
			if s.Op.nests() {
				b = appendBlocks(b, s.Blocks)
			}
		}
	}
	return b
}

func appendOperand(b []byte, o Operand) []byte {
	if o < 0 {
		return blob.Number(b, int(^o)<<1|1)
	}
	return blob.Number(b, int(o)<<1)
}
