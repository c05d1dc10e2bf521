package policy

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// maxBytes is the number of bytes that concat and the replacing functions may make: they take them all at once,
// before anybody can stop it.
const maxBytes = 256 << 20

// maxPieces is the number of pieces into which one call may take a text apart; each takes some 60 bytes.
const maxPieces = 4 << 20

// The codes of errors that are not the engine's.
const (
	tooLongErr = "tenantlint_too_long"
	tooManyErr = "tenantlint_too_many"
	machineErr = "tenantlint_machine"
)

// The functions of the engine are a table of the process; it must be changed before the first evaluation.
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

// checked puts a check of its operands before a built-in function; the code of what is wrong, if
// anything is, ends the evaluation.
func checked(name string, check func(operands []*ast.Term) (code string)) {
	call := topdown.GetBuiltin(name)
	topdown.RegisterBuiltinFunc(name, func(ctx topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
		if code := check(operands); code != "" {
			return topdown.Halt{Err: &topdown.Error{Code: code, Location: ctx.Location}}
		}
		return call(ctx, operands, iter)
	})
}

// joins limits the length of the result of concat. A set has no duplicates and needs no limit.
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

// replacesAll does so for strings.replace_n, which makes no more than each replacement alone adds.
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

// splits limits the number of parts of split.
func splits(operands []*ast.Term) string {
	text, _ := operands[0].Value.(ast.String)
	separator, _ := operands[1].Value.(ast.String)
	if strings.Count(string(text), string(separator)) > maxPieces {
		return tooManyErr
	}
	return ""
}

// matches does so for the functions that find all matches of an expression, of which there may be one behind each byte.
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

// local refuses the time zone of the machine.
func local(operands []*ast.Term) string {
	for _, o := range operands {
		if moment, ok := o.Value.(*ast.Array); ok && moment.Len() > 1 && moment.Elem(1).Value.Compare(ast.String("Local")) == 0 {
			return machineErr
		}
	}
	return ""
}

// abbreviated refuses a layout with the abbreviation of a time zone, which the time zone of the machine
// gives its meaning.
func abbreviated(operands []*ast.Term) string {
	layout, _ := operands[0].Value.(ast.String)
	switch layout {
	case "RFC822", "RFC850", "RFC1123", "UnixDate": // names of the engine for layouts with one
		return machineErr
	}
	if strings.Contains(string(layout), "MST") {
		return machineErr
	}
	return ""
}
