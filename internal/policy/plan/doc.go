// Package plan runs policies that OPA's planner compiled to plans: programs for a small virtual machine, in an
// intermediate representation that OPA calls IR. A plan spells out each step of a policy, so running it takes a fraction
// of the time that OPA's own evaluator, topdown, spends on unifying terms. Package planner makes the plans when the
// project is built. User-written policies still run in topdown, and tests compare the results of plans with it.
//
// # Values
//
// A value is an *ast.Term of OPA; nil is undefined. Plans compute with the methods of package ast and with topdown's own
// built-in functions, so numbers are exact, sets and objects are iterated in OPA's order, and errors are identical. Only
// the most frequent operations, such as comparing two values or looking up a key, have a fast path here for common
// operands; all other operands go to topdown.
//
// The input need not consist of OPA's arrays and objects: anything that reads like one is a View, such as a row of a table
// whose columns are shared by all its rows. A plan looks up keys in views, iterates over them and stores them in arrays.
// Any other operation uses the OPA value that View.Plain returns.
//
// # Functions
//
// A program is a list of functions, each decoded on its first call. A rule without arguments is a function of the input
// and the data, and runs once per machine. The result of a function with up to three arguments is cached per combination
// of arguments, because rules often evaluate the same condition of a row for each of its entries. A function has locals
// and constants, and an operand is one of either. The first two locals are the input and the data; the arguments follow.
// A function runs its blocks in turn until one returns.
//
// # Blocks
//
// A block is a list of statements. A statement either completes, or is undefined and ends its block like a break of
// depth 0; a break of depth n also ends the n enclosing blocks. Execution continues after the outermost block that ended:
//
//	block        runs blocks in turn
//	not          completes if its block does not
//	scan         runs its block for each entry of an array, an object or a set; a break of depth 0 continues with the
//	             next entry, one of depth 1 ends the scan
//
// The other statements are those of OPA's IR specification (https://www.openpolicyagent.org/docs/ir), except those that no
// embedded policy needs: "with", calls of dynamic names, and object merges. The planner rejects them.
//
// # Reads
//
// A machine can record which entries of the input's index its functions read. A caller that caches the results for a part
// of a topology evaluates the part again only if its rows or these entries have changed.
//
// # Bounds
//
// A machine checks for cancellation at every entry of a scan and at every call, as topdown does; topdown's built-in
// functions check for themselves. The caller limits time and memory.
package plan
