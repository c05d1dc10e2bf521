package plan

import (
	"fmt"
	"maps"
	"math"
	"slices"

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
//	program   = entries builtins constants functions
//	entry     = name function
//	constants = text of the terms of all functions, as package prepared writes them
//	function  = text of (file params locals sizes blocks), to be read when it is called first
//	sizes     = numbers of steps, operands, blocks and of those blocks that are its own
//	block     = list of steps; behind those of the function come those of its first step that has blocks, and so on
//	step      = op, the row of what may fail, those of a b c that it has, then the operands of a call, or the number of
//	            blocks; operands are doubled, constants one more than the double
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
		return nil, fmt.Errorf("%d functions are too many to be prepared", len(s.Functions))
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

// encode writes a function; its constants go to those of the program.
func (f *Function) encode(terms *prepared.Terms) ([]byte, error) {
	w := functionWriter{constants: make([]int, len(f.Constants))}
	for i, c := range f.Constants {
		w.constants[i] = terms.Number(c)
	}
	blocks := slices.Clone(f.Blocks)
	for i := 0; i < len(blocks); i++ { // the list grows on the way
		w.code = blob.Number(w.code, len(blocks[i]))
		for j := range blocks[i] {
			w.step(&blocks[i][j])
			blocks = append(blocks, blocks[i][j].Blocks...)
		}
	}
	if max(w.steps, w.operands, len(blocks), w.row) > math.MaxUint16 || max(f.Locals, slices.Max(append(w.constants, 0))) > math.MaxInt16 {
		return nil, fmt.Errorf("%s: a function is too large to be prepared", f.File)
	}
	head := blob.Number(blob.Number(blob.Text(nil, f.File), f.Params), f.Locals)
	for _, size := range []int{w.steps, w.operands, len(blocks), len(f.Blocks)} {
		head = blob.Number(head, size)
	}
	return append(head, w.code...), nil
}

// functionWriter writes the steps of a function and counts them.
type functionWriter struct {
	code                 []byte
	constants            []int // their numbers in the program
	steps, operands, row int
}

func (w *functionWriter) step(s *Statement) {
	w.steps++
	w.code = blob.Number(w.code, int(s.Op))
	if s.Op.fails() {
		w.code, w.row = blob.Number(w.code, int(s.Row)), max(w.row, int(s.Row))
	}
	for i, o := range []Operand{s.A, s.B, s.C}[:fields[s.Op]] {
		if s.Op == Scan && i == 1 && o < 0 { // nobody asks for the key
			w.code = blob.Number(w.code, 1)
		} else {
			w.operand(o)
		}
	}
	switch {
	case s.Op.calls():
		w.code = blob.Number(w.code, len(s.List))
		for _, o := range s.List {
			w.operand(o)
		}
		w.operands += len(s.List)
	case s.Op.nests():
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
