package plan

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/internal/policy/prepared"
)

// Source is a program before encoding.
type Source struct {
	// Entries contains the numbers of the functions that a caller may evaluate, by name.
	Entries map[string]int
	// Builtins contains the names of the built-in functions that the program calls.
	Builtins  []string
	Functions []Function
}

// Encode returns the encoded program. Numbers are unsigned varints, a text is its length and its bytes, a list its length
// and its items:
//
//	program   = entries builtins constants functions
//	entry     = name function
//	constants = text of the terms of all functions, as package prepared writes them
//	function  = text of (file params locals sizes blocks), decoded on the first call
//	sizes     = numbers of steps, operands, blocks and the function's own blocks
//	block     = list of steps; the function's own blocks come first, then those of its first step that has blocks, and so on
//	step      = op, the row if it can fail, the fields a b c that it has, then the operands of a call, or the number of
//	            blocks; operands are stored doubled, constants doubled plus one
func (s *Source) Encode() ([]byte, error) {
	b := blob.Number(nil, len(s.Entries))
	for _, name := range slices.Sorted(maps.Keys(s.Entries)) {
		b = blob.Number(blob.Text(b, name), s.Entries[name])
	}
	b = blob.Number(b, len(s.Builtins))
	for _, name := range s.Builtins {
		b = blob.Text(b, name)
	}
	terms := prepared.NewTerms()
	if len(s.Functions) > math.MaxInt16 {
		return nil, fmt.Errorf("too many functions to encode: %d", len(s.Functions))
	}
	functions := blob.Number(nil, len(s.Functions))
	for i := range s.Functions {
		code, err := s.Functions[i].encode(terms)
		if err != nil {
			return nil, err
		}
		functions = blob.Text(functions, string(code))
	}
	constants, err := terms.Append(nil)
	if err != nil {
		return nil, err
	}
	return append(blob.Text(b, string(constants)), functions...), nil
}

// encode returns the encoded function and adds its constants to those of the program.
func (f *Function) encode(terms *prepared.Terms) ([]byte, error) {
	w := functionWriter{constants: make([]int, len(f.Constants))}
	for i, c := range f.Constants {
		w.constants[i] = terms.Number(c)
	}
	blocks := slices.Clone(f.Blocks)
	for i := 0; i < len(blocks); i++ { // grows in the loop
		w.code = blob.Number(w.code, len(blocks[i]))
		for j := range blocks[i] {
			w.step(&blocks[i][j])
			blocks = append(blocks, blocks[i][j].Blocks...)
		}
	}
	if max(w.steps, w.operands, len(blocks), w.row) > math.MaxUint16 || max(f.Locals, slices.Max(append(w.constants, 0))) > math.MaxInt16 {
		return nil, fmt.Errorf("%s: a function is too large to encode", f.File)
	}
	header := blob.Number(blob.Number(blob.Text(nil, f.File), f.Params), f.Locals)
	for _, size := range []int{w.steps, w.operands, len(blocks), len(f.Blocks)} {
		header = blob.Number(header, size)
	}
	return append(header, w.code...), nil
}

// functionWriter encodes the steps of a function and counts them.
type functionWriter struct {
	code                 []byte
	constants            []int // by number in the function: number in the program
	steps, operands, row int
}

func (w *functionWriter) step(s *Statement) {
	w.steps++
	w.code = blob.Number(w.code, int(s.Op))
	if s.Op.canFail() {
		w.code, w.row = blob.Number(w.code, int(s.Row)), max(w.row, int(s.Row))
	}
	for i, o := range []Operand{s.A, s.B, s.C}[:fieldCounts[s.Op]] {
		if s.Op == Scan && i == 1 && o < 0 { // the key is not used
			w.code = blob.Number(w.code, 1)
		} else {
			w.operand(o)
		}
	}
	switch {
	case s.Op.hasOperands():
		w.code = blob.Number(w.code, len(s.List))
		for _, o := range s.List {
			w.operand(o)
		}
		w.operands += len(s.List)
	case s.Op.hasBlocks():
		w.code = blob.Number(w.code, len(s.Blocks))
	}
}

func (w *functionWriter) operand(o Operand) {
	if o < 0 {
		w.code = blob.Number(w.code, w.constants[^o]<<1|1)
		return
	}
	w.code = blob.Number(w.code, int(o)<<1)
}
