package policy

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// maxBytes bounds the result of concat and the replace functions, which allocate it in one step that cannot be
// interrupted.
const maxBytes = 256 << 20

// maxPieces bounds the pieces that a single call of a split or match function may return; each takes about 60 bytes.
const maxPieces = 4 << 20

// Codes of errors that extend those of topdown.
const (
	tooLongErr = "tenantlint_too_long"
	tooManyErr = "tenantlint_too_many"
	machineErr = "tenantlint_machine"
)

// topdown keeps its built-in functions in a global table, which must be changed before the first evaluation.
func init() {
	checked(ast.Concat.Name, joins)
	checked(ast.Replace.Name, replaces)
	checked(ast.ReplaceN.Name, replacesAll)
	checked(ast.Split.Name, splits)
	for _, f := range []*ast.Builtin{ast.RegexFind, ast.RegexFindAllStringSubmatch, ast.RegexSplit} {
		checked(f.Name, matches)
	}
	for _, f := range []*ast.Builtin{ast.Format, ast.Date, ast.Clock, ast.Weekday, ast.AddDate, ast.Diff} {
		checked(f.Name, local)
	}
	checked(ast.ParseNanos.Name, abbreviated)
}

// checked makes a built-in function check its operands before it runs. If check returns an error code, the evaluation
// ends with that error.
func checked(name string, check func(operands []*ast.Term) (code string)) {
	call := topdown.GetBuiltin(name)
	topdown.RegisterBuiltinFunc(name, func(ctx topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
		if code := check(operands); code != "" {
			return topdown.Halt{Err: &topdown.Error{Code: code, Location: ctx.Location}}
		}
		return call(ctx, operands, iter)
	})
}

// joins limits the length of the result of concat. A set needs no limit, because it has no duplicates.
func joins(operands []*ast.Term) string {
	list, ok := operands[1].Value.(*ast.Array)
	if !ok {
		return ""
	}
	separator, _ := operands[0].Value.(ast.String)
	total := len(separator) * list.Len()
	list.Foreach(func(e *ast.Term) {
		text, _ := e.Value.(ast.String)
		total += len(text)
	})
	if total > maxBytes {
		return tooLongErr
	}
	return ""
}

// replaces limits the length of the result of replace.
func replaces(operands []*ast.Term) string {
	text, _ := operands[0].Value.(ast.String)
	old, _ := operands[1].Value.(ast.String)
	by, _ := operands[2].Value.(ast.String)
	if len(text)+strings.Count(string(text), string(old))*len(by) > maxBytes {
		return tooLongErr
	}
	return ""
}

// replacesAll limits the length of the result of strings.replace_n, which is at most the sum of what each replacement
// adds on its own.
func replacesAll(operands []*ast.Term) string {
	pairs, ok := operands[0].Value.(ast.Object)
	text, _ := operands[1].Value.(ast.String)
	if !ok {
		return ""
	}
	total := len(text)
	pairs.Foreach(func(old, by *ast.Term) {
		from, _ := old.Value.(ast.String)
		to, _ := by.Value.(ast.String)
		total += strings.Count(string(text), string(from)) * len(to)
	})
	if total > maxBytes {
		return tooLongErr
	}
	return ""
}

// splits limits the number of pieces that split returns.
func splits(operands []*ast.Term) string {
	text, _ := operands[0].Value.(ast.String)
	separator, _ := operands[1].Value.(ast.String)
	if strings.Count(string(text), string(separator)) > maxPieces {
		return tooManyErr
	}
	return ""
}

// matches limits the number of matches that the regular expression functions return: there may be one after every byte.
func matches(operands []*ast.Term) string {
	text, _ := operands[1].Value.(ast.String)
	limit := len(text)
	if len(operands) > 2 {
		if number, ok := operands[2].Value.(ast.Number); ok {
			if n, ok := number.Int(); ok && n >= 0 {
				limit = min(limit, n)
			}
		}
	}
	if limit > maxPieces {
		return tooManyErr
	}
	return ""
}

// local rejects "Local", the time zone of the machine.
func local(operands []*ast.Term) string {
	for _, o := range operands {
		if moment, ok := o.Value.(*ast.Array); ok && moment.Len() > 1 && moment.Elem(1).Value.Compare(ast.String("Local")) == 0 {
			return machineErr
		}
	}
	return ""
}

// abbreviated rejects a layout with a time zone abbreviation, whose meaning depends on the time zone of the machine.
func abbreviated(operands []*ast.Term) string {
	layout, _ := operands[0].Value.(ast.String)
	switch layout {
	case "RFC822", "RFC850", "RFC1123", "UnixDate": // OPA's names for layouts with an abbreviation
		return machineErr
	}
	if strings.Contains(string(layout), "MST") {
		return machineErr
	}
	return ""
}
