package manifest

import (
	"math/big"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/tenantlint/tenantlint/internal/source"
)

// scalar reads a scalar. Plain scalars follow the core schema of YAML 1.2: yes, 0777 and 1_000 do not have the meaning
// that YAML 1.1 and yaml.v3 give them, and large integers keep their digits.
func (r *yamlReader) scalar(n *Node, y *yaml.Node) {
	before := r.nodeOffset(y)
	span, plain := r.scalarSpan(y)
	n.Span = span
	switch {
	case y.Style&yaml.TaggedStyle != 0:
		r.taggedScalar(n, y)
	case !plain, y.Value != "" && r.hasStringTag(before, span.Start):
		n.Kind, n.Text = String, y.Value
	default:
		n.Kind, n.Text = resolve(y.Value)
	}
}

// hasStringTag reports whether the properties of a scalar include the tag "!", which makes it a string.
func (r *yamlReader) hasStringTag(from, to int) bool {
	i := r.skipTrivia(from)
	for i < to && r.data[i] == '&' {
		i = r.skipTrivia(r.propertyEnd(i))
	}
	return i < to && r.isNonSpecificTag(i)
}

// taggedScalar reads a scalar with a tag.
func (r *yamlReader) taggedScalar(n *Node, y *yaml.Node) {
	kind, text := resolve(y.Value)
	n.Kind, n.Text = String, y.Value
	var fits bool
	switch y.Tag {
	case "!!str", "!!timestamp":
		return
	case "!!null":
		fits = kind == Null
	case "!!bool":
		fits = kind == Bool
	case "!!int":
		fits = kind == Integer
	case "!!float":
		if fits = kind == Integer || kind == Number; fits {
			kind = Number
		}
	default:
		r.unsupportedTag(y, n.Span.Start)
		return
	}
	if !fits {
		r.syntaxError(n.Span, quoted(y.Value)+" does not match its tag "+quoted(y.Tag), "remove the tag, or correct the value")
		return
	}
	n.Kind, n.Text = kind, text
}

// unsupportedTag reports the tag of a value that starts at offset start.
func (r *yamlReader) unsupportedTag(y *yaml.Node, start int) {
	at := source.Span{Start: start, End: start}
	from := r.offsetAt(y.Line, y.Column)
	for i := from; i < start; i++ {
		if r.data[i] == '!' {
			at = source.Span{Start: i, End: r.propertyEnd(i)}
			break
		}
	}
	r.syntaxError(at, "tag "+quoted(y.Tag)+" is not supported", "write the value without a tag")
}

// resolve returns the kind and text of a plain scalar according to the core schema of YAML 1.2. Infinity and NaN, which
// JSON numbers cannot express, are strings.
func resolve(s string) (Kind, string) {
	if s == "" {
		return Null, ""
	}
	switch s[0] {
	case '~', 'n', 'N', 't', 'T', 'f', 'F':
		switch s {
		case "~", "null", "Null", "NULL":
			return Null, ""
		case "true", "True", "TRUE":
			return Bool, "true"
		case "false", "False", "FALSE":
			return Bool, "false"
		}
		return String, s
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '.':
		return resolveNumber(s)
	}
	return String, s
}

// resolveNumber parses an integer or a fraction and formats it as in JSON.
func resolveNumber(s string) (Kind, string) {
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'o') {
		base := 16
		if s[1] == 'o' {
			base = 8
		}
		return resolveInBase(s, base)
	}
	rest := s
	sign := ""
	if rest[0] == '+' || rest[0] == '-' {
		if rest[0] == '-' {
			sign = "-"
		}
		rest = rest[1:]
	}
	integer := digits(rest)
	rest = rest[len(integer):]
	if rest == "" && integer != "" {
		if sign == "" && s == integer && (len(integer) == 1 || integer[0] != '0') {
			return Integer, s
		}
		return Integer, sign + trimZeros(integer)
	}
	fraction, dot := "", strings.HasPrefix(rest, ".")
	if dot {
		fraction = digits(rest[1:])
		rest = rest[1+len(fraction):]
	}
	if integer == "" && fraction == "" {
		return String, s
	}
	exponent := ""
	if rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		e := rest[1:]
		if e != "" && (e[0] == '+' || e[0] == '-') {
			e = e[1:]
		}
		if d := digits(e); d != "" && d == e {
			exponent, rest = rest, ""
		}
	}
	if rest != "" {
		return String, s
	}
	if fraction != "" {
		fraction = "." + fraction
	}
	return Number, sign + trimZeros(integer) + fraction + exponent
}

// resolveInBase parses an integer with a base prefix and formats it in decimal.
func resolveInBase(s string, base int) (Kind, string) {
	if s[2] == '+' || s[2] == '-' || strings.Contains(s, "_") {
		return String, s
	}
	if v, err := strconv.ParseUint(s[2:], base, 64); err == nil {
		return Integer, strconv.FormatUint(v, 10)
	}
	// Converting more digits would take quadratic time, and no real value has so many.
	const maxLength = 1000
	if len(s) <= maxLength {
		if v, ok := new(big.Int).SetString(s[2:], base); ok {
			return Integer, v.String()
		}
	}
	return String, s
}

func digits(s string) string {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return s[:i]
}

// trimZeros removes leading zeros, which JSON does not allow, and returns "0" if no digit is left.
func trimZeros(integer string) string {
	integer = strings.TrimLeft(integer, "0")
	if integer == "" {
		return "0"
	}
	return integer
}
