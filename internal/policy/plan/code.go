package plan

import "github.com/open-policy-agent/opa/v1/ast"

// Op is the kind of a statement. The comment of each kind describes the fields of its statements: A, B and C are
// operands or locals, List contains operands, and Blocks the blocks that it runs.
type Op uint8

const (
	// Assign sets local A to B, which may be undefined.
	Assign Op = iota
	// AssignOnce sets local A to B; it is a conflict if A already has another value.
	AssignOnce
	// Reset makes local A undefined.
	Reset
	// Return ends the function with local A.
	Return
	// Break ends the block and A enclosing blocks.
	Break
	// Block runs Blocks in turn.
	Block
	// Not is undefined if Blocks[0] completes.
	Not
	// Scan runs Blocks[0] for each entry of A, with the key in local B and the value in local C. A negative B means
	// that the key is not used.
	Scan
	// Call sets local A to the result of function B for List, and is undefined if the result is.
	Call
	// Builtin sets local A to the result of built-in function B for List, and is undefined if there is none.
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
	// Insert sets key B of the object in local A to C.
	Insert
	// InsertOnce is Insert, but it is a conflict if the key already has another value.
	InsertOnce
	// Add adds B to the set in local A.
	Add

	numOps // number of kinds
)

// hasBlocks reports whether statements of this kind run blocks: a Block runs any number of them, the others exactly one.
func (o Op) hasBlocks() bool { return o == Block || o == Not || o == Scan }

// hasOperands reports whether statements of this kind have a list of operands.
func (o Op) hasOperands() bool { return o == Call || o == Builtin }

// canFail reports whether statements of this kind can end a run with an error, which reports their row.
func (o Op) canFail() bool { return o == AssignOnce || o == InsertOnce || o == Builtin }

// fieldCounts contains the number of fields A, B and C, in this order, that each kind of statement uses.
var fieldCounts = [numOps]int{
	Assign: 2, AssignOnce: 2, Reset: 1, Return: 1, Break: 1, Scan: 3, Call: 2, Builtin: 2, Dot: 3, Len: 2, Equal: 2, NotEqual: 2,
	IsArray: 1, IsObject: 1, IsSet: 1, IsDefined: 1, IsUndefined: 1, MakeArray: 1, MakeObject: 1, MakeSet: 1,
	Append: 2, Insert: 3, InsertOnce: 3, Add: 2,
}

// Operand is a local, or the bitwise complement of a constant's number. It is small because a run reads thousands of
// them.
type Operand int16

// Constant is the operand for constant n.
func Constant(n int) Operand { return ^Operand(n) }

// Statement is a statement of a plan before encoding.
type Statement struct {
	Op      Op
	Row     int32 // of the source
	A, B, C Operand
	List    []Operand
	Blocks  [][]Statement
}

// Function is a function of a program before encoding.
type Function struct {
	// File is the path of the source.
	File string
	// Params is the number of locals that a caller sets, including input and data; Locals is the number of all locals.
	Params, Locals int
	Constants      []*ast.Term
	Blocks         [][]Statement
}

// function is the executable form of a Function: the lists of all statements are flattened into shared slices.
type function struct {
	file      string
	locals    int
	blocks    int // the first ones are the function's own, the others belong to statements
	steps     []step
	starts    []uint16 // offsets of the blocks in steps, then the end of the last block
	operands  []Operand
	constants []ast.Term // of the whole program
}

// step is the executable form of a Statement. First and count select its operands or its blocks.
type step struct {
	op           Op
	row          uint16 // set only if the step can fail
	a, b, c      Operand
	first, count uint16
}

// block returns the steps of block n.
func (f *function) block(n uint16) []step { return f.steps[f.starts[n]:f.starts[n+1]] }

// list returns the operand list of a step.
func (f *function) list(s *step) []Operand { return f.operands[s.first:][:s.count] }
