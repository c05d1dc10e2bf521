package manifest

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Candidate reports whether a file found by discovery may contain a manifest. It inspects only the bytes: a chart's
// template or another program's file need not be valid YAML and must not be reported as broken. It prefers false
// positives to false negatives if a document names our group, or if it has one of our kinds and no apiVersion of
// another group.
func Candidate(data []byte) bool {
	if isWideEncoding(data) {
		data = bytes.ReplaceAll(data, []byte{0}, nil)
	}
	data = bytes.TrimPrefix(data, []byte(bom))
	if isCandidateText(data) {
		return true
	}
	if bytes.IndexByte(data, '\\') >= 0 && isCandidateText(unescape(data)) {
		return true
	}
	return mayHideHeader(data) && parsesAsManifest(data)
}

// mayHideHeader reports whether a text has syntax that can hide a header from a scan of the bytes (a tag, an anchor, an
// alias, an escape, an explicit key, a merge key, a YAML 1.1 line break) and also contains our group or one of our
// kinds.
func mayHideHeader(data []byte) bool {
	if !bytes.ContainsAny(data, `\&*!?`) && !bytes.Contains(data, []byte{0x85}) && !bytes.Contains(data, []byte{0xE2, 0x80}) {
		return false
	}
	text := data
	if bytes.IndexByte(data, '\\') >= 0 {
		text = unescape(data)
	}
	if containsAPIVersion(text) || bytes.Contains(text, []byte(group+"/")) {
		return true
	}
	for kind := range distinctiveKeys {
		if bytes.Contains(text, []byte(kind)) {
			return true
		}
	}
	return false
}

// parsesAsManifest reports whether a text parses as a manifest, or as one with an invalid header.
func parsesAsManifest(data []byte) bool {
	for _, path := range []string{"a.yaml", "a.json"} {
		r := Parse(source.NewFile(path, data), DefaultLimits(), false)
		if len(r.Documents) > 0 || slices.ContainsFunc(r.Problems, func(p problem.Problem) bool { return p.Rule == ruleNotManifest }) {
			return true
		}
	}
	return false
}

// isCandidateText is Candidate for a text without escapes.
func isCandidateText(data []byte) bool {
	if containsAPIVersion(data) {
		return true
	}
	breaks := "\n\r"
	if bytes.IndexByte(data, '\r') < 0 {
		breaks = "\n" // searching for one byte is many times faster than for two
	}
	for rest, more := data, true; more; {
		var document []byte
		document, rest, more = cutDocument(rest, breaks)
		if isCandidateDocument(document) {
			return true
		}
	}
	return false
}

// isWideEncoding reports whether the data starts like UTF-16 or UTF-32.
func isWideEncoding(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) ||
		len(data) >= 2 && (data[0] == 0 || data[1] == 0)
}

// cutDocument splits a stream after its first document. Lines end with any of breaks.
func cutDocument(data []byte, breaks string) (document, rest []byte, more bool) {
	for i := 0; i < len(data); {
		if line := data[i:]; i > 0 && (bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("..."))) {
			return data[:i], data[i+3:], true
		}
		next := bytes.IndexAny(data[i:min(len(data), i+256)], breaks)
		for next < 0 && i+256 < len(data) {
			i += 256
			next = bytes.IndexAny(data[i:min(len(data), i+256)], breaks)
		}
		if next < 0 {
			break
		}
		i += next + 1
	}
	return data, nil, false
}

func isCandidateDocument(document []byte) bool {
	if len(document) >= 3 && (string(document[:3]) == "---" || string(document[:3]) == "...") {
		document = document[3:]
	}
	// An apiVersion with our group, or with one that resembles it, suffices at any depth.
	for rest := document; ; {
		key, value, after, ok := nextHeaderKey(rest)
		if !ok {
			break
		}
		if strings.EqualFold(key, "apiVersion") && mentionsGroup(value) {
			return true
		}
		rest = after
	}
	if misspelledKey(document) {
		return true
	}
	indent, flow := topLevelLayout(document)
	if flow {
		return hasKindAnywhere(document)
	}
	return hasTopLevelKind(document, indent)
}

// misspelledKey reports whether our group is the value of a key that is almost apiVersion.
func misspelledKey(data []byte) bool {
	for {
		i := bytes.Index(data, []byte(group+"/"))
		if i < 0 {
			return false
		}
		before := bytes.TrimRight(data[:i], " \t\r\n\"'")
		if key, ok := bytes.CutSuffix(before, []byte(":")); ok {
			key = bytes.TrimRight(key, " \t\r\n\"'")
			start := len(key)
			for start > 0 && !isBlank(key[start-1]) && !strings.ContainsRune("\"',{", rune(key[start-1])) {
				start--
			}
			if withinEdits(string(key[start:]), "apiversion", 2) {
				return true
			}
		}
		data = data[i+1:]
	}
}

// mentionsGroup reports whether a version contains our group or one that resembles it, or is an alias.
func mentionsGroup(version string) bool {
	g, _, slash := strings.Cut(version, "/")
	return strings.HasPrefix(version, "*") || strings.Contains(strings.ToLower(version), group) || slash && withinEdits(g, group, 3)
}

// nextHeaderKey finds the next key apiVersion or kind, in any case, and its value.
func nextHeaderKey(data []byte) (key, value string, rest []byte, ok bool) {
	for i := range data {
		var name int
		switch c := data[i] | 0x20; {
		case c == 'a' && hasPrefixFold(data[i:], "apiversion"):
			name = len("apiversion")
		case c == 'k' && hasPrefixFold(data[i:], "kind"):
			name = len("kind")
		default:
			continue
		}
		if i > 0 && isWordByte(data[i-1]) {
			continue
		}
		if value, end, found := valueAfter(data, i+name); found {
			return string(data[i : i+name]), value, data[end:], true
		}
	}
	return "", "", nil, false
}

func hasPrefixFold(data []byte, word string) bool {
	return len(data) >= len(word) && strings.EqualFold(string(data[:len(word)]), word)
}

// valueAfter returns the first word of the value after a key that ends at i, without quotes.
func valueAfter(data []byte, i int) (value string, end int, ok bool) {
	if i < len(data) && (data[i] == '"' || data[i] == '\'') {
		i++
	}
	for i < len(data) && isBlank(data[i]) {
		i++
	}
	if i == len(data) || data[i] != ':' {
		return "", i, false
	}
	i++
	for i < len(data) {
		switch c := data[i]; {
		case isBlank(c):
			i++
			continue
		case c == '#':
			for i < len(data) && data[i] != '\n' && data[i] != '\r' {
				i++
			}
			continue
		case c == '!' || c == '&' || c == '|' || c == '>': // a tag, an anchor, the header of a block scalar
			for i < len(data) && !isBlank(data[i]) {
				i++
			}
			continue
		case c == '"' || c == '\'':
			i++
		}
		break
	}
	start := i
	for i < len(data) && !isBlank(data[i]) && !strings.ContainsRune("\"',}]", rune(data[i])) {
		i++
	}
	return string(data[start:i]), i, true
}

// topLevelLayout returns the indentation of a document's top-level mapping, and whether the mapping is in flow style.
func topLevelLayout(document []byte) (indent int, flow bool) {
	for len(document) > 0 {
		var line []byte
		line, document = cutLine(document)
		text := bytes.TrimLeft(line, " \t")
		if len(text) == 0 || text[0] == '#' || text[0] == '%' {
			continue
		}
		return len(line) - len(text), text[0] == '{' && !bytes.HasPrefix(text, []byte("{{"))
	}
	return 0, false
}

// hasKindAnywhere reports whether a flow-style document has one of our kinds at any depth. Another tool's document may
// match too; parsing distinguishes them.
func hasKindAnywhere(document []byte) bool {
	for {
		key, value, rest, ok := nextHeaderKey(document)
		if !ok {
			return false
		}
		if _, known := distinctiveKeys[value]; known && key == "kind" {
			return true
		}
		document = rest
	}
}

// hasTopLevelKind reports whether a block mapping has one of our kinds at the top level, but no metadata or spec, and
// no apiVersion of another group. If a key is repeated, both values count, because only a parser can tell which one is
// first. What looks like another group's key may be part of a multiline value.
func hasTopLevelKind(document []byte, indent int) bool {
	known, hasMetadataOrSpec := false, false
	mayBeOurs, foreign := false, false // values of apiVersion
	for rest := document; len(rest) > 0; {
		at := rest
		var line []byte
		line, rest = cutLine(rest)
		if len(line) <= indent || len(bytes.TrimLeft(line[:indent], " ")) > 0 || isBlank(line[indent]) {
			continue
		}
		top := bytes.TrimLeft(line[indent:], `"'`)
		length := wordLength(top)
		switch string(top[:length]) {
		case "metadata", "spec":
			if _, _, ok := valueAfter(top, length); ok {
				hasMetadataOrSpec = true
			}
		case "apiVersion":
			if value, _, ok := valueAfter(at[len(line)-len(top):], length); ok {
				if value == "" || resemblesOurs(value) {
					mayBeOurs = true
				} else {
					foreign = true
				}
			}
		case "kind":
			if value, _, ok := valueAfter(at[len(line)-len(top):], length); ok {
				_, isKind := distinctiveKeys[value]
				known = known || isKind
			}
		}
		if hasMetadataOrSpec || foreign {
			twice := foreign && (mayBeOurs || bytes.Contains(rest, []byte("apiVersion")))
			return (known || hasKindAnywhere(rest)) && (twice || hasMultilineValue(document))
		}
	}
	return known
}

// hasMultilineValue reports whether a quoted or flow-style value seems to continue after the end of a line.
func hasMultilineValue(document []byte) bool {
	single, double, depth := false, false, 0
	for _, c := range document {
		switch c {
		case '\'':
			single = !single
		case '"':
			double = !double
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '\n', '\r':
			if single || double || depth != 0 {
				return true
			}
		}
	}
	return false
}

func wordLength(s []byte) int {
	i := 0
	for i < len(s) && isWordByte(s[i]) {
		i++
	}
	return i
}

// MayContainManifest reports whether a block of a file contains our apiVersion, in any case and with any escapes. It
// serves files that are over the size limit.
func MayContainManifest(block []byte) bool {
	return containsAPIVersion(block) || bytes.IndexByte(block, '\\') >= 0 && containsAPIVersion(unescape(block))
}

// maxBlank bounds the white space, in bytes, that is skipped after a line continuation.
const maxBlank = 1 << 10

// unescape decodes the escapes of double-quoted strings anywhere in a text.
func unescape(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		c := data[i]
		if c != '\\' || i+1 == len(data) {
			out = append(out, c)
			i++
			continue
		}
		digits := 0
		switch next := data[i+1]; next {
		case 'x':
			digits = 2
		case 'u':
			digits = 4
		case 'U':
			digits = 8
		case '\n', '\r', 0xC2, 0xE2: // a line continuation
			if n := leadingBlanks(string(data[i+1 : min(len(data), i+1+maxBlank)])); n > 0 {
				i += 1 + n
				continue
			}
		case '/', '"':
			out = append(out, next)
			i += 2
			continue
		}
		if digits == 0 || i+2+digits > len(data) {
			out = append(out, c, data[i+1])
			i += 2
			continue
		}
		r, err := strconv.ParseUint(string(data[i+2:i+2+digits]), 16, 32)
		if err != nil {
			out = append(out, c, data[i+1])
			i += 2
			continue
		}
		out = utf8.AppendRune(out, rune(r))
		i += 2 + digits
	}
	return out
}

func containsAPIVersion(data []byte) bool {
	if bytes.IndexByte(data, 0) >= 0 {
		data = bytes.ReplaceAll(data, []byte{0}, nil)
	}
	for {
		i := bytes.Index(data, []byte("/"))
		if i < 0 {
			return false
		}
		if i >= len(group) && i+1 < len(data) && data[i+1]|0x20 == 'v' && bytes.EqualFold(data[i-len(group):i], []byte(group)) {
			return true
		}
		data = data[i+1:]
	}
}
