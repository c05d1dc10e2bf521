// Package plan runs policies as OPA's planner left them: as plans of a small virtual machine, an intermediate
// representation that OPA calls IR. A plan says step by step what a policy does, so that running it takes a
// fraction of what OPA's own evaluator, topdown, takes to unify terms. Package planner makes plans when the project
// is built; topdown stays the engine of the policies that users write, and the referee of this one.
//
// # Values
//
// A value is an *ast.Term of OPA; nil stands for undefined. What a plan makes of values is done by the methods of
// package ast and by topdown's own built-in functions, so that numbers are exact, sets and objects run in their
// order, and an error is the same error. Only what is asked most, such as whether two values are equal or what an
// object holds under a key, is done here for the usual operands; all others are handed to topdown.
//
// The input need not be of OPA's arrays and objects: what reads as one is a View, such as a row of a table that shares
// its columns with all others. A plan looks things up in views, runs over them and puts them in arrays. Whatever else
// it does with a view is done with the value of OPA that View.Plain makes of it.
//
// # Functions
//
// A program is a list of functions, each of which is decoded when it is called first. A rule without arguments is
// a function of the input and the data, and runs once for each machine; a function with up to three arguments runs
// once for each combination of them, as rules ask the same of a row for each of its entries. A function has locals,
// of which the first two are the input and the data and the next its arguments, and constants; an operand is one of
// either. It runs its blocks in turn until one returns.
//
// # Blocks
//
// A block is a list of statements. Each of them completes, or is undefined and ends its block as a break of depth 0
// does; a break of depth n ends the n blocks around it too. What contains blocks goes on behind those that ended:
//
//	block        runs blocks in turn
//	not          completes if its block does not
//	scan         runs its block for each entry of an array, an object or a set; a break of depth 0 goes to the next
//	             entry, one of depth 1 ends the scan
//
// The other statements are those of OPA's specification of the IR
// (https://www.openpolicyagent.org/docs/ir), without those that no policy of the program needs: "with", calls
// of names that are not known before, and merged objects. The planner refuses them.
//
// # Reads
//
// A machine that is watched notes which entries of the index of the input its functions looked at. A caller that keeps what
// a part of a topology gave asks again only where its rows or these entries have changed.
//
// # Bounds
//
// A machine looks whether it was canceled at every entry of a scan and every call, as topdown does; the functions of
// topdown look for themselves. Time and memory are the caller's to watch.
package plan
