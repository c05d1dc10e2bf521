package policy

import (
	"errors"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Error reports which policy cannot be used, where and why. It is never a finding: a policy that fails must not look
// like a clean result.
type Error struct {
	File    string
	Line    int
	Message string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("policy %s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("policy %s:%d: %s", e.File, e.Line, e.Message)
}

// reasons maps the codes of OPA errors to messages.
var reasons = map[string]string{
	ast.ParseErr:         "is not valid Rego",
	ast.CompileErr:       "does not compile",
	ast.TypeErr:          "has a type error: a field that does not exist in the input, or a value of the wrong type",
	ast.UnsafeVarErr:     "uses a variable that nothing binds",
	ast.RecursionErr:     "calls itself",
	topdown.BuiltinErr:   "called a built-in function with an invalid value",
	topdown.ConflictErr:  "has two values where only one is allowed",
	topdown.TypeErr:      "called a function with a value of the wrong type",
	topdown.CancelErr:    "took too long and was stopped",
	topdown.InternalErr:  "failed inside OPA",
	topdown.WithMergeErr: "replaced a part of the input that cannot be replaced",
	tooManyErr:           fmt.Sprintf("would split a string into more than %d pieces in one call of a built-in function", maxPieces),
	tooLongErr:           fmt.Sprintf("would build a string of more than %d MiB in one call of a built-in function", maxBytes>>20),
	timeZoneErr:          `uses the time zone of the machine, on which no result may depend; name one, such as "Europe/Berlin", or omit it`,
}

// policyError converts an OPA error into an *Error; file is its file if the error has no location.
func policyError(file string, err error) error {
	var compile ast.Errors
	if errors.As(err, &compile) && len(compile) > 0 {
		return newError(file, compile[0].Code, compile[0].Message, compile[0].Location)
	}
	if eval, ok := errors.AsType[*topdown.Error](err); ok {
		return newError(file, eval.Code, eval.Message, eval.Location)
	}
	return &Error{File: file, Message: "cannot be used"}
}

func newError(file, code, detail string, loc *ast.Location) *Error {
	e := &Error{File: file, Message: reasons[code]}
	if e.Message == "" {
		e.Message = "cannot be used"
	}
	if loc != nil {
		e.Line = loc.Row
		if loc.File != "" {
			e.File = loc.File
		}
	}
	// Names in OPA's message come from the policy and are kept; the rest of the message is dropped.
	if names := references(detail); names != "" {
		e.Message += " (" + names + ")"
	}
	return e
}

// references returns the references to input or data in an OPA error message.
func references(s string) string {
	var names []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n\t:,;()'`", r) }) {
		if strings.HasPrefix(w, "input.") || strings.HasPrefix(w, "data.") {
			names = append(names, w)
		}
	}
	return strings.Join(names, ", ")
}
