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
	tooLongErr  = "tenantlint_too_long"
	tooManyErr  = "tenantlint_too_many"
	timeZoneErr = "tenantlint_machine"
)

// topdown keeps its built-in functions in a global table, which must be changed before the first evaluation.
func init() {
	addOperandCheck(ast.Concat.Name, checkConcat)
	addOperandCheck(ast.Replace.Name, checkReplace)
	addOperandCheck(ast.ReplaceN.Name, checkReplaceN)
	addOperandCheck(ast.Split.Name, checkSplit)
	for _, f := range []*ast.Builtin{ast.RegexFind, ast.RegexFindAllStringSubmatch, ast.RegexSplit} {
		addOperandCheck(f.Name, checkMatches)
	}
	for _, f := range []*ast.Builtin{ast.Format, ast.Date, ast.Clock, ast.Weekday, ast.AddDate, ast.Diff} {
		addOperandCheck(f.Name, checkTimeZone)
	}
	addOperandCheck(ast.ParseNanos.Name, checkLayout)
}

// addOperandCheck makes a built-in function check its operands before it runs. If check returns an error code, the
// evaluation ends with that error.
func addOperandCheck(name string, check func(operands []*ast.Term) (code string)) {
	call := topdown.GetBuiltin(name)
	topdown.RegisterBuiltinFunc(name, func(ctx topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
		if code := check(operands); code != "" {
			return topdown.Halt{Err: &topdown.Error{Code: code, Location: ctx.Location}}
		}
		return call(ctx, operands, iter)
	})
}

// checkConcat limits the length of the result of concat. A set needs no limit, because it has no duplicates.
func checkConcat(operands []*ast.Term) string {
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

// checkReplace limits the length of the result of replace.
func checkReplace(operands []*ast.Term) string {
	text, _ := operands[0].Value.(ast.String)
	old, _ := operands[1].Value.(ast.String)
	replacement, _ := operands[2].Value.(ast.String)
	if len(text)+strings.Count(string(text), string(old))*len(replacement) > maxBytes {
		return tooLongErr
	}
	return ""
}

// checkReplaceN limits the length of the result of strings.replace_n, which is at most the sum of what each replacement
// adds on its own.
func checkReplaceN(operands []*ast.Term) string {
	pairs, ok := operands[0].Value.(ast.Object)
	text, _ := operands[1].Value.(ast.String)
	if !ok {
		return ""
	}
	total := len(text)
	pairs.Foreach(func(fromTerm, toTerm *ast.Term) {
		from, _ := fromTerm.Value.(ast.String)
		to, _ := toTerm.Value.(ast.String)
		total += strings.Count(string(text), string(from)) * len(to)
	})
	if total > maxBytes {
		return tooLongErr
	}
	return ""
}

// checkSplit limits the number of pieces that split returns.
func checkSplit(operands []*ast.Term) string {
	text, _ := operands[0].Value.(ast.String)
	separator, _ := operands[1].Value.(ast.String)
	if strings.Count(string(text), string(separator)) > maxPieces {
		return tooManyErr
	}
	return ""
}

// checkMatches limits the number of matches that the regular expression functions return: there may be one after every
// byte.
func checkMatches(operands []*ast.Term) string {
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

// checkTimeZone rejects "Local", the time zone of the machine.
func checkTimeZone(operands []*ast.Term) string {
	for _, o := range operands {
		if timestamp, ok := o.Value.(*ast.Array); ok && timestamp.Len() > 1 && timestamp.Elem(1).Value.Compare(ast.String("Local")) == 0 {
			return timeZoneErr
		}
	}
	return ""
}

// checkLayout rejects a layout with a time zone abbreviation, whose meaning depends on the time zone of the machine.
func checkLayout(operands []*ast.Term) string {
	layout, _ := operands[0].Value.(ast.String)
	switch layout {
	case "RFC822", "RFC850", "RFC1123", "UnixDate": // OPA's names for layouts with an abbreviation
		return timeZoneErr
	}
	if strings.Contains(string(layout), "MST") {
		return timeZoneErr
	}
	return ""
}
