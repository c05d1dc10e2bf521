package policy

import (
	"context"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// query selects the findings of the rule with an id.
type query struct {
	rule string
	body ast.Body
}

// findingsVar is the variable of a query that is bound to the set of findings.
const findingsVar = ast.Var("findings")

// queries returns a query for each rule whose policy is in a compiler.
func (e *Engine) queries(c *ast.Compiler) []query {
	var all []query
	for _, r := range e.rules {
		if c.Modules[r.ID] != nil && !IsNative(r.ID) {
			ref := ast.MustParseRef(fmt.Sprintf("data.%s[%q][%q].report", rulesPackage, r.Group, r.Name))
			all = append(all, query{r.ID, ast.NewBody(ast.Equality.Expr(ast.NewTerm(findingsVar), ast.NewTerm(ref)))})
		}
	}
	return all
}

// runQuery runs a query over the facts in a store. The error is an *Error or the cause of the cancellation of ctx.
func runQuery(ctx context.Context, q *topdown.Query, facts storage.Store) (topdown.QueryResultSet, error) {
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
