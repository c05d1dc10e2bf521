package policy

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// explainAll rewords parser and compiler errors for the author of the policy: what is wrong on which line, and what was
// probably meant. known lists the names of functions and rules, for suggestions.
func explainAll(file string, err error, known []string) error {
	errs, _ := errors.AsType[ast.Errors](err)
	if one, ok := errors.AsType[*ast.Error](err); ok && len(errs) == 0 {
		errs = ast.Errors{one}
	}
	if len(errs) == 0 {
		return &Error{File: file, Message: "is not valid Rego"}
	}
	var problems errorList
	for _, e := range errs {
		problems.add(errorAt(file, e.Location, explain(e, known)))
	}
	return problems.err()
}

// phrase is the wording for one kind of OPA message; said may refer to the groups of pattern as $1, $2 and so on.
type phrase struct {
	pattern func() *regexp.Regexp
	message string
}

// phrases are tried in order.
var phrases = []phrase{
	{pattern.New("^`if` keyword is required"), `write "if" before the body of the rule`},
	{pattern.New("^`contains` keyword is required"), `write "contains" before the element of the set`},
	{pattern.New(`^unexpected eof token`), "the file ends before the rule does; a bracket is not closed"},
	{
		pattern.New("^unexpected (?:ident|identifier) token"),
		"a name is unexpected here; a line break, an operator or a bracket is missing before it",
	},
	{pattern.New(`^unexpected (\S+) (?:token|keyword)`), `"$1" is unexpected here`},
	{pattern.New(`^illegal token|^non-terminated|^illegal`), "contains an invalid character or an unterminated string"},
	{pattern.New(`^empty module`), "is empty"},
	{pattern.New(`^package expected`), `the file must begin with its package`},
	{pattern.New(`^var cannot be used for rule name`), "this is not a rule; a bracket before it may be closed too early"},
	{pattern.New(`(?i)yaml`), "the METADATA is not valid YAML; each line of it begins with \"# \" and the level of its keys"},
	{pattern.New(`(?i)annotation|METADATA`), "the METADATA is not directly above the package or rule that it describes, or has a value of the wrong type"},
	{pattern.New(`^(?:assigned|declared) var (\S+) unused`), `"$1" is never used; leave it out, or write _ in its place`},
	{pattern.New(`^unused argument (\S+?)\.? `), `the argument "$1" is never used; write _ in its place`},
	{pattern.New(`^import (?:data\.|input\.)?(\S+)(?: as \S+)? unused`), `the import of "$1" is never used; leave it out`},
	{pattern.New(`^var (\S+) is undeclared`), `"$1" is not declared`},
	{
		pattern.New(`^var (\S+) (?:assigned|declared|referenced) (?:above|before)`),
		`"$1" is used or set before in this rule; choose another name`,
	},
	{pattern.New(`must not shadow (\S+)`), `"$1" is a name of Rego; choose another`},
	{pattern.New(`^function (\S+) has arity (\d+), got (\d+)`), `"$1" takes $2 arguments, not $3`},
	{pattern.New(`^(\S+): arity mismatch`), `"$1" is called with too few or too many arguments`},
	{pattern.New(`^(\S+): invalid argument`), `"$1" is called with a value of the wrong type`},
	{pattern.New(`^rule (\S+) is recursive: (.*)$`), `"$1" calls itself: $2`},
	{pattern.New(`^conflicting rules (\S+) found`), `"$1" is defined as several kinds of rule (set, value or function); choose one`},
	{pattern.New(`^multiple default rules (\S+)`), `"$1" has more than one default`},
	{pattern.New(`^match error`), "compares values of different types, which are never equal"},
	{pattern.New(`expression is unsafe`), "uses a variable that has no value"},
}

var (
	unsafeVar         = pattern.New(`^var (\S+) is unsafe`)
	undefinedFunction = pattern.New(`^undefined function (\S+)`)
	undefinedRef      = pattern.New(`^undefined ref: (\S+)`)
)

func explain(e *ast.Error, known []string) string {
	if m := undefinedFunction().FindStringSubmatch(e.Message); m != nil {
		return explainFunction(m[1], known)
	}
	if m := unsafeVar().FindStringSubmatch(e.Message); m != nil {
		return explainVar(m[1], e.Location)
	}
	if m := undefinedRef().FindStringSubmatch(e.Message); m != nil {
		return explainRef(m[1], e.Details)
	}
	for _, p := range phrases {
		if m := p.pattern().FindStringSubmatchIndex(e.Message); m != nil {
			message := string(p.pattern().ExpandString(nil, p.message, e.Message, m))
			return strings.ReplaceAll(message, "data."+rulesPackage+".", "")
		}
	}
	if message := reasons[e.Code]; message != "" {
		return message
	}
	return "cannot be used"
}

// explainFunction explains a call of an undefined function: one that policies may not call, or a misspelled name.
func explainFunction(name string, known []string) string {
	switch {
	case containsBuiltin(impureBuiltins, name):
		return fmt.Sprintf(
			"calls %s, which policies may not use: a result depends only on the manifests, not on the network, the clock, the environment or chance",
			name,
		)
	case containsBuiltin(unboundedBuiltins, name):
		return fmt.Sprintf(
			"calls %s, which policies may not use: a single call may use all memory or never end, and cannot be stopped; use a comprehension",
			name,
		)
	}
	if strings.HasPrefix(name, "lib.") && slices.Contains(known, "data.tenantlint."+name) {
		return fmt.Sprintf(`there is no function %q; write "import data.tenantlint.lib" below the package`, name)
	}
	return fmt.Sprintf("there is no function %q%s", name, suggestion(name, known))
}

// explainVar explains a variable without a value: a missing import, or a misspelled name.
func explainVar(name string, loc *ast.Location) string {
	message := fmt.Sprintf("%q has no value", name)
	switch {
	case name == "lib":
		return message + `; write "import data.tenantlint.lib" below the package`
	case loc == nil:
		return message
	}
	if nearest, ok := suggest.Nearest(name, []string{"input", "data", "lib"}); ok {
		return message + fmt.Sprintf("; did you mean %q?", nearest)
	}
	return message + "; it is misspelled, or a \"some\" or an import is missing"
}

// generatedVar matches a variable that the compiler generated.
var generatedVar = pattern.New(`__local\d+__`)

// explainRef explains a reference to something that the input does not contain.
func explainRef(ref string, details ast.ErrorDetails) string {
	detail, ok := details.(*ast.RefErrInvalidDetail)
	if !ok || detail.Pos == 0 || detail.Pos >= len(detail.Ref) {
		return fmt.Sprintf("refers to %q, which does not exist", sourceRef(ref))
	}
	parent, name := sourceRef(detail.Ref[:detail.Pos].String()), detail.Ref[detail.Pos].Value.String()
	if s, ok := detail.Ref[detail.Pos].Value.(ast.String); ok {
		name = string(s)
	}
	var candidates []string
	for _, v := range detail.OneOf {
		if s, ok := v.(ast.String); ok {
			candidates = append(candidates, string(s))
		}
	}
	where := "the row"
	if parent != "" {
		where = parent
	}
	return fmt.Sprintf("there is no %q in %s%s; see: tenantlint schema input", name, where, suggestion(name, candidates))
}

// sourceRef formats a reference the way its author wrote it.
func sourceRef(ref string) string {
	ref = strings.ReplaceAll(ref, "[\""+someKey+"\"]", "[_]")
	return generatedVar().ReplaceAllString(ref, "a row")
}
