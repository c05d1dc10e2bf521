package policy

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// query is what an evaluation asks the policies for: the findings of all rules, or those of one.
type query struct {
	rule string // its id, empty for all rules
	body ast.Body
}

// answer is the variable of a query that holds the set of what was found.
const answer = ast.Var("findings")

// everything asks for the findings of all rules that are loaded, each beside the id of its rule.
func everything() query { return ask("", "main", "findings") }

// each returns a query for each rule whose policy a compiler holds.
func (e *Engine) each(c *ast.Compiler) []query {
	var all []query
	for _, r := range e.rules {
		if c.Modules[r.ID] != nil && !IsBuiltin(r.ID) {
			all = append(all, ask(r.ID, "rules", r.Group, r.Name, "report"))
		}
	}
	return all
}

// ask makes a query for the set at a path below data.tenantlint.
func ask(rule string, path ...string) query {
	ref := ast.Ref{ast.DefaultRootDocument, ast.InternedTerm("tenantlint")}
	for _, p := range path {
		ref = append(ref, ast.StringTerm(p))
	}
	return query{rule, ast.NewBody(ast.Equality.Expr(ast.NewTerm(answer), ast.NewTerm(ref)))}
}

// read tells what was found in an entry of the answer, and by which rule.
func (q query) read(entry ast.Value) (rule string, finding ast.Value) {
	if q.rule != "" {
		return q.rule, entry
	}
	both := entry.(ast.Object)
	return string(both.Get(ast.InternedTerm("rule")).Value.(ast.String)), both.Get(ast.InternedTerm("finding")).Value
}

// evaluate answers a query over the facts in a store. An error is an *Error, or why ctx ended.
func evaluate(ctx context.Context, q *topdown.Query, facts storage.Store) (topdown.QueryResultSet, error) {
	cancel := topdown.NewCancel()
	defer context.AfterFunc(ctx, cancel.Cancel)()
	txn, err := facts.NewTransaction(ctx)
	if err != nil {
		return nil, &Error{File: "data", Message: "cannot be read"}
	}
	defer facts.Abort(ctx, txn)
	results, err := q.WithStore(facts).WithTransaction(txn).WithCancel(cancel).WithStrictBuiltinErrors(true).Run(ctx)
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, policyError("", err)
	}
	return results, nil
}
