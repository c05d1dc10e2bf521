package plan

import "github.com/open-policy-agent/opa/v1/ast"

// Op distinguishes the kinds of statements. Of each it is said what its fields hold: A, B and C are operands or
// locals, List operands, Blocks what it runs.
type Op uint8

const (
	// Assign sets local A to B, which may be undefined.
	Assign Op = iota
	// AssignOnce sets local A to B; that A has another value already is a conflict.
	AssignOnce
	// Reset makes local A undefined.
	Reset
	// Return ends the function with local A.
	Return
	// Break ends the block and A blocks around it.
	Break
	// Block runs Blocks in turn.
	Block
	// Not is undefined if Blocks[0] completes.
	Not
	// Scan runs Blocks[0] for each entry of A, with its key in local B and its value in local C. A B below zero says
	// that nobody needs the key.
	Scan
	// Call sets local A to what function B returns for List, and is undefined if that is.
	Call
	// Builtin sets local A to what built-in function B gives for List, and is undefined if it gives nothing.
	Builtin
	// Dot sets local A to the entry of B under key C, and is undefined if there is none.
	Dot
	// Len sets local A to the number of entries of B.
	Len
	// Equal is undefined unless A equals B.
	Equal
	// NotEqual is undefined if A equals B.
	NotEqual
	// IsArray is undefined unless A is an array.
	IsArray
	// IsObject is undefined unless A is an object.
	IsObject
	// IsSet is undefined unless A is a set.
	IsSet
	// IsDefined is undefined unless local A is defined.
	IsDefined
	// IsUndefined is undefined if local A is defined.
	IsUndefined
	// MakeArray sets local A to an empty array.
	MakeArray
	// MakeObject sets local A to an empty object.
	MakeObject
	// MakeSet sets local A to an empty set.
	MakeSet
	// Append adds B to the array in local A.
	Append
	// Insert puts C under key B of the object in local A.
	Insert
	// InsertOnce is Insert; that the object has another value there already is a conflict.
	InsertOnce
	// Add adds B to the set in local A.
	Add

	ops // their number
)

// nests reports whether statements of a kind run blocks: a Block runs any number of them, the others one.
func (o Op) nests() bool { return o == Block || o == Not || o == Scan }

// calls says whether statements of a kind list operands.
func (o Op) calls() bool { return o == Call || o == Builtin }

// fails says whether statements of a kind may end a run with an error, which names their row.
func (o Op) fails() bool { return o == AssignOnce || o == InsertOnce || o == Builtin }

// fields is the number of A, B and C, in this order, that statements of a kind have.
var fields = [ops]int{
	Assign: 2, AssignOnce: 2, Reset: 1, Return: 1, Break: 1, Scan: 3, Call: 2, Builtin: 2, Dot: 3, Len: 2, Equal: 2, NotEqual: 2,
	IsArray: 1, IsObject: 1, IsSet: 1, IsDefined: 1, IsUndefined: 1, MakeArray: 1, MakeObject: 1, MakeSet: 1,
	Append: 2, Insert: 3, InsertOnce: 3, Add: 2,
}

// Operand is a local, or a constant, which is written as its complement. It is small because a run reads thousands.
type Operand int16

// Constant is the operand for constant n.
func Constant(n int) Operand { return ^Operand(n) }

// Statement is a step of a plan as it is written.
type Statement struct {
	Op      Op
	Row     int32 // of the source
	A, B, C Operand
	List    []Operand
	Blocks  [][]Statement
}

// Function is a function of a program as it is written.
type Function struct {
	// File is the source.
	File string
	// Params is the number of locals that a caller sets, input and data among them; Locals that of all.
	Params, Locals int
	Constants      []*ast.Term
	Blocks         [][]Statement
}

// function is a function as it runs: what its statements list lies side by side.
type function struct {
	file      string
	locals    int
	blocks    int // the first ones are its own, the others those of statements
	steps     []step
	starts    []uint16 // of the blocks among the steps, and the end of the last
	operands  []Operand
	constants []ast.Term // of the program
}

// step is a statement as it runs. First and count say which operands it lists, or which blocks it runs.
type step struct {
	op           Op
	row          uint16 // of what may fail
	a, b, c      Operand
	first, count uint16
}

// block returns the steps of block n.
func (f *function) block(n uint16) []step { return f.steps[f.starts[n]:f.starts[n+1]] }

// list returns the operands that a step lists.
func (f *function) list(s *step) []Operand { return f.operands[s.first:][:s.count] }
