package importer

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// toUTF8 converts an export to UTF-8 without a byte order mark: Windows PowerShell writes UTF-16 when output is
// redirected, and a byte order mark otherwise.
func toUTF8(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		order, data = binary.LittleEndian, data[2:]
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		order, data = binary.BigEndian, data[2:]
	case len(data) >= 4 && data[0] != 0 && data[1] == 0 && data[2] != 0 && data[3] == 0:
		order = binary.LittleEndian
	case len(data) >= 4 && data[0] == 0 && data[1] != 0 && data[2] == 0 && data[3] != 0:
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(data, []byte("\uFEFF"))
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// maxJSONStarts bounds the number of lines that are tried as the start of JSON.
const maxJSONStarts = 200

// errNoJSON means that a text contains no JSON.
var errNoJSON = errors.New("it contains no JSON")

// findJSON returns the consecutive JSON values in a text. Lines of other output may precede and follow them.
func findJSON(text []byte) ([]json.RawMessage, error) {
	var first error
	attempts := 0
	for at := 0; at < len(text) && attempts < maxJSONStarts; {
		line := text[at:]
		trimmed := bytes.TrimLeft(line, " \t\r\n")
		at += len(line) - len(trimmed)
		if len(trimmed) == 0 {
			break
		}
		if trimmed[0] == '{' || trimmed[0] == '[' {
			attempts++
			values, err := decodeValues(trimmed)
			if err == nil {
				return values, nil
			}
			if looksLikeJSON(trimmed) {
				return nil, err // the values inside broken JSON are only a part of the export
			}
			if first == nil {
				first = err
			}
		}
		next := bytes.IndexByte(trimmed, '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	if first != nil {
		return nil, first
	}
	return nil, errNoJSON
}

// looksLikeJSON reports whether a text begins like a JSON object or a list of objects rather than like a line of other output.
func looksLikeJSON(text []byte) bool {
	rest := bytes.TrimLeft(text[1:], " \t\r\n")
	return len(rest) > 0 && (text[0] == '{' && rest[0] == '"' || text[0] == '[' && rest[0] == '{')
}

// decodeValues decodes the values at the start of a text: one, or several if responses were appended to a file.
func decodeValues(text []byte) ([]json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	var values []json.RawMessage
	for {
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			if errors.Is(err, io.ErrUnexpectedEOF) {
				return nil, errors.New("it does not parse as JSON: it ends too early")
			}
			return nil, fmt.Errorf("it does not parse as JSON: %w", err)
		}
		values = append(values, value)
		rest := bytes.TrimLeft(text[d.InputOffset():], " \t\r\n")
		if len(rest) == 0 || strings.IndexByte("{[,]}:", rest[0]) < 0 {
			return values, nil
		}
	}
}

// sanitize removes characters that a manifest or a terminal would not show: control characters, bidirectional formatting
// characters and invalid UTF-8. Tabs and line breaks become spaces.
func sanitize(s string) string {
	isUnsafe := func(r rune) bool {
		return r < ' ' || r >= 0x7F && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError ||
			r == 0x2028 || r == 0x2029 || r >= 0xFFFE && r&0xFFFE == 0xFFFE)
	}
	if strings.IndexFunc(s, isUnsafe) >= 0 || !utf8.ValidString(s) {
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\n' || r == '\r' || r == '\t' || r == 0x2028 || r == 0x2029:
				return ' '
			case isUnsafe(r):
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}
