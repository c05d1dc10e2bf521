package conform

import (
	"iter"
	"net/url"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
)

// failure is a keyword of the schema that a value does not satisfy.
type failure struct {
	schema  *jsonschema.Schema
	keyword string
	at      target
}

// target is a value and its location in the document.
type target struct {
	node *manifest.Node
	// key is the nearest enclosing key; nil for the document itself.
	key *manifest.Node
	// isItem is true if the value is an item of the list under key.
	isItem bool
}

// reporterFor returns the method that reports a failure of keyword. It returns nil for conditions and references, which
// only lead to other schemas, and for keywords that the schema must not use.
func reporterFor(keyword string) func(*checker, failure) {
	switch keyword {
	case "type":
		return func(c *checker, f failure) { c.reportWrongType(f.at, f.schema) }
	case "const":
		return (*checker).reportWrongConst
	case "enum":
		return (*checker).reportWrongEnum
	case "format", "pattern": // patterns are for editors, which do not support our formats
		return (*checker).reportWrongFormat
	case "minLength", "minItems":
		return (*checker).reportTooShort
	case "minimum":
		return (*checker).reportTooSmall
	case "maximum":
		return (*checker).reportTooLarge
	case "uniqueItems":
		return (*checker).reportDuplicates
	case "required":
		return (*checker).reportMissingKeys
	case "anyOf":
		return (*checker).reportNoneOf
	case "additionalProperties":
		return (*checker).reportUnknownKeys
	}
	return nil
}

// leaves yields the errors that have no causes, and those of anyOf, whose alternatives are not visited.
func leaves(e *jsonschema.ValidationError) iter.Seq[*jsonschema.ValidationError] {
	return func(yield func(*jsonschema.ValidationError) bool) { walkLeaves(e, yield) }
}

func walkLeaves(e *jsonschema.ValidationError, yield func(*jsonschema.ValidationError) bool) bool {
	if len(e.Causes) == 0 || strings.HasSuffix(e.AbsoluteKeywordLocation, "/anyOf") {
		return yield(e)
	}
	for _, cause := range e.Causes {
		if !walkLeaves(cause, yield) {
			return false
		}
	}
	return true
}

// newFailure returns the failure that a validation error describes, with its schema and node. It returns false if there
// is nothing to report.
func (c *checker) newFailure(e *jsonschema.ValidationError, root *manifest.Node) (failure, bool) {
	loc := e.AbsoluteKeywordLocation
	i := strings.LastIndexByte(loc, '/')
	if i < 0 {
		return failure{}, false
	}
	f := failure{schema: c.index().at[loc[:i]], keyword: loc[i+1:], at: locate(root, e.InstanceLocation)}
	return f, f.schema != nil && reporterFor(f.keyword) != nil && f.at.node != nil
}

// locate resolves an instance location, a JSON pointer whose tokens are also escaped as in a URL.
func locate(root *manifest.Node, location string) target {
	at := target{node: root}
	for token := range strings.SplitSeq(strings.TrimPrefix(location, "/"), "/") {
		if location == "" {
			break
		}
		if at.node.Kind == manifest.Sequence {
			i, err := strconv.Atoi(token)
			if err != nil || i >= len(at.node.Items) {
				return target{}
			}
			at.node, at.isItem = at.node.Items[i], true
			continue
		}
		pair := at.node.Pair(unescape(token))
		if pair == nil {
			return target{}
		}
		at = target{node: pair.Value, key: pair.Key.Node()}
	}
	return at
}

// pointerUnescaper unescapes a token of a JSON pointer.
var pointerUnescaper = strings.NewReplacer("~1", "/", "~0", "~")

func unescape(token string) string {
	if s, err := url.PathUnescape(token); err == nil {
		token = s
	}
	return pointerUnescaper.Replace(token)
}
