package conform

import (
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// reportWrongType reports a value whose type s does not allow, and how to write it correctly if that is obvious.
func (c *checker) reportWrongType(at target, s *jsonschema.Schema) {
	subject, args := c.subject(at)
	args["type"] = describeKind(at.node)
	if at.node.Kind == manifest.Number {
		args["type"] = truncate(at.node.Text)
	}
	prob := problem.Problem{
		Rule:    ruleWrongType,
		Message: problem.Say(subject+" must be "+joinTypes(s.Types)+", not {type}", args),
	}
	var loc problem.Location
	allowed := valueTexts(s.Enum)
	suggested := suggestValue(at.node.Text, allowed, c.definitionName(s))
	if suggested.word != "" && !slices.Contains(allowed, at.node.Text) {
		loc.Suggestion = suggested.word
		if suggested.exact {
			prob.Fix = c.replaceFix(at.node, suggested.word)
		}
	} else {
		loc.Label, prob.Fix = c.retype(at.node, s)
	}
	if word := strings.ToLower(
		at.node.Text,
	); prob.Fix != nil && s.Types[0] == "boolean" && c.sourceText(at.node) == at.node.Text && word != "true" &&
		word != "false" {
		prob.Notes = []problem.Text{
			problem.Say(`"{word}" is a boolean in YAML 1.1; YAML 1.2 reads it as a string`, problem.Args{"word": at.node.Text}),
		}
	}
	c.reportValue(at, loc, prob)
}

// replaceFix returns a fix that replaces a value that is not a string with a word.
func (c *checker) replaceFix(n *manifest.Node, word string) *problem.Fix {
	text := word
	if strings.HasSuffix(c.file.Path, ".json") {
		text = `"` + word + `"`
	}
	return &problem.Fix{File: c.file, Span: n.Span, Text: text, Description: "replace " + truncate(c.sourceText(n)) + " with " + word}
}

// retype returns how to write a value as the first type that s allows. The fix is nil unless its result satisfies s.
func (c *checker) retype(n *manifest.Node, s *jsonschema.Schema) (label problem.Text, fix *problem.Fix) {
	text := c.sourceText(n)
	scalar := n.Kind != manifest.Sequence && n.Kind != manifest.Mapping && n.Kind != manifest.Null
	rewrite := func(label, text string, to *manifest.Node) (problem.Text, *problem.Fix) {
		if !satisfies(s, to) {
			return problem.Text{}, nil
		}
		return problem.Literal(label), &problem.Fix{File: c.file, Span: n.Span, Text: text, Description: label}
	}
	switch s.Types[0] {
	case "array":
		if n.Kind == manifest.Null {
			return problem.Literal("write [] for an empty list"), nil
		}
		if scalar && !strings.ContainsAny(text, ",[]{}#\n") {
			_, fix = rewrite("write it as a list", "["+text+"]", manifest.NewSequence(n))
		}
		return problem.Literal("write it as a list"), fix
	case "object":
		if scalar && len(s.Required) > 0 {
			return problem.Say(`write it as a mapping with "{key}"`, problem.Args{"key": s.Required[0]}), nil
		}
	case "string":
		if scalar && !strings.ContainsAny(text, "\"\\\n") {
			return rewrite("write it in quotes", `"`+text+`"`, manifest.NewNode(manifest.String, text, n.Span))
		}
	case "boolean":
		if word, ok := parseBool(n.Text); ok && n.Kind == manifest.String {
			return rewrite("write "+word, word, manifest.NewNode(manifest.Bool, word, n.Span))
		}
	case "integer", "number":
		if kind, ok := parseNumber(n.Text); ok && n.Kind == manifest.String {
			return rewrite("write it without quotes", n.Text, manifest.NewNode(kind, n.Text, n.Span))
		}
	}
	if n.Kind == manifest.Null {
		label = problem.Literal("no value is given")
	}
	return label, nil
}

// parseBool parses a boolean as YAML 1.1 spells it. YAML 1.2 reads most of these words as strings.
func parseBool(word string) (string, bool) {
	switch strings.ToLower(word) {
	case "true", "yes", "on", "y":
		return "true", true
	case "false", "no", "off", "n":
		return "false", true
	}
	return "", false
}

// parseNumber returns the kind of a number. It reports false unless both JSON and YAML write the number this way,
// without an exponent.
func parseNumber(text string) (manifest.Kind, bool) {
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return manifest.Integer, strconv.FormatInt(i, 10) == text
	}
	f, err := strconv.ParseFloat(text, 64)
	return manifest.Number, err == nil && strconv.FormatFloat(f, 'f', -1, 64) == text && strings.Contains(text, ".")
}
