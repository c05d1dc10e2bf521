package plan

import (
	"math"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// nested has nested statements of every kind that has a list or blocks.
func nested() *Source {
	call := Statement{Op: Call, A: 2, B: 0, List: []Operand{0, 1, Constant(0)}}
	scan := Statement{Op: Scan, A: 0, B: -1, C: 3, Blocks: [][]Statement{{call, {Op: Break, A: 1}}}}
	count := Statement{Op: Builtin, Row: 7, A: 2, B: 0, List: []Operand{Constant(1)}}
	return &Source{
		Entries:  map[string]int{"answer": 0},
		Builtins: []string{ast.Count.Name},
		Functions: []Function{{
			File: "one.rego", Params: 3, Locals: 4,
			Constants: []*ast.Term{ast.InternedTerm("a"), ast.SetTerm(ast.InternedTerm("a"), ast.InternedTerm(1))},
			Blocks: [][]Statement{
				{{Op: Block, Blocks: [][]Statement{{scan, {Op: Not, Blocks: [][]Statement{{count}}}}, {}, {scan}}}},
				{{Op: Return, A: 2}},
			},
		}},
	}
}

// TestSteps checks that decoded steps are the encoded statements in the same order.
func TestSteps(t *testing.T) {
	source := nested()
	data, err := source.Encode()
	if err != nil {
		t.Fatal(err)
	}
	p, err := Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	f, err := p.function(0)
	if err != nil {
		t.Fatal(err)
	}
	want := &source.Functions[0]
	operand := func(got, written Operand) bool {
		if got >= 0 || written >= 0 {
			return got == written
		}
		return f.constants[^got].Equal(want.Constants[^written])
	}
	var compare func(steps []step, written []Statement)
	compare = func(steps []step, written []Statement) {
		if len(steps) != len(written) {
			t.Fatalf("%d steps, want %d", len(steps), len(written))
		}
		for i := range steps {
			s, w := &steps[i], &written[i]
			unusedKey := w.Op == Scan && w.B < 0 && s.b == w.B
			if s.op != w.Op || int32(s.row) != w.Row || !operand(s.a, w.A) || !unusedKey && !operand(s.b, w.B) || !operand(s.c, w.C) {
				t.Errorf("step %+v, want %+v", *s, *w)
			}
			switch {
			case w.Op.hasBlocks():
				for n := range w.Blocks {
					compare(f.block(s.first+uint16(n)), w.Blocks[n])
				}
			case len(f.list(s)) != len(w.List):
				t.Errorf("%d operands, want %d", len(f.list(s)), len(w.List))
			default:
				for n := range w.List {
					if !operand(f.list(s)[n], w.List[n]) {
						t.Errorf("operand %d of %+v: got %d", n, *w, f.list(s)[n])
					}
				}
			}
		}
	}
	for n := range f.blocks {
		compare(f.block(uint16(n)), want.Blocks[n])
	}
}

// TestDamagedFunction decodes functions with one byte changed: decoding fails, or the function stays within its locals,
// constants, operands and blocks.
func TestDamagedFunction(t *testing.T) {
	data, err := nested().Encode()
	if err != nil {
		t.Fatal(err)
	}
	p, err := Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	code := p.functions[0].code
	rejected := 0
	for i := range code {
		for b := range 256 {
			damaged := &Program{builtins: p.builtins, constants: p.constants, functions: make([]lazyFunction, 1)}
			damaged.functions[0].code = code[:i] + string([]byte{byte(b)}) + code[i+1:]
			f, err := damaged.function(0)
			if err != nil {
				rejected++
				continue
			}
			for n := range len(f.starts) - 1 {
				for _, s := range f.block(uint16(n)) {
					operands := []Operand{s.c}
					if s.op.hasOperands() {
						operands = append(operands, f.list(&s)...)
					}
					for _, o := range operands {
						if int(o) >= f.locals || int(^o) >= len(f.constants) {
							t.Fatalf("byte %d set to %d: invalid operand %d", i, b, o)
						}
					}
					if s.op.hasBlocks() && (int(s.first) <= n || int(s.first+s.count) >= len(f.starts)) {
						t.Fatalf("byte %d set to %d: block %d runs %d blocks starting at %d", i, b, n, s.count, s.first)
					}
				}
			}
		}
	}
	if rejected == 0 {
		t.Error("no damage was detected")
	}
}

// TestTooLarge checks that Encode rejects functions whose parts do not fit the integers of a step.
func TestTooLarge(t *testing.T) {
	for name, change := range map[string]func(*Function){
		"locals": func(f *Function) { f.Locals = math.MaxInt16 + 1 },
		"rows":   func(f *Function) { f.Blocks[1][0] = Statement{Op: AssignOnce, Row: math.MaxUint16 + 1} },
		"steps":  func(f *Function) { f.Blocks[1] = make([]Statement, math.MaxUint16+1) },
	} {
		source := nested()
		change(&source.Functions[0])
		if _, err := source.Encode(); err == nil || !strings.Contains(err.Error(), "too large") {
			t.Errorf("%s: got error %v", name, err)
		}
	}
}
