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

// decode converts an export to UTF-8 without a byte order mark: Windows PowerShell writes UTF-16 when output is redirected,
// and a byte order mark otherwise.
func decode(data []byte) []byte {
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

// maxStarts bounds the number of lines that are tried as the start of JSON.
const maxStarts = 200

// errProse means that a text contains no JSON.
var errProse = errors.New("it holds no JSON")

// findJSON returns the consecutive JSON values in a text. Lines of other output may precede and follow them.
func findJSON(text []byte) ([]json.RawMessage, error) {
	var first error
	tried := 0
	for at := 0; at < len(text) && tried < maxStarts; {
		line := text[at:]
		trimmed := bytes.TrimLeft(line, " \t\r\n")
		at += len(line) - len(trimmed)
		if len(trimmed) == 0 {
			break
		}
		if trimmed[0] == '{' || trimmed[0] == '[' {
			tried++
			values, err := wholeValues(trimmed)
			if err == nil {
				return values, nil
			}
			if isJSON(trimmed) {
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
	return nil, errProse
}

// isJSON reports whether a text begins like a JSON object or a list of objects rather than like a line of other output.
func isJSON(text []byte) bool {
	rest := bytes.TrimLeft(text[1:], " \t\r\n")
	return len(rest) > 0 && (text[0] == '{' && rest[0] == '"' || text[0] == '[' && rest[0] == '{')
}

// wholeValues decodes the values at the start of a text: one, or several if responses were appended to a file.
func wholeValues(text []byte) ([]json.RawMessage, error) {
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

// clean removes characters that a manifest or a terminal would not show: control characters, bidirectional formatting
// characters and invalid UTF-8. Tabs and line breaks become spaces.
func clean(s string) string {
	odd := func(r rune) bool {
		return r < ' ' || r >= 0x7F && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError ||
			r == 0x2028 || r == 0x2029 || r >= 0xFFFE && r&0xFFFE == 0xFFFE)
	}
	if strings.IndexFunc(s, odd) >= 0 || !utf8.ValidString(s) {
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\n' || r == '\r' || r == '\t' || r == 0x2028 || r == 0x2029:
				return ' '
			case odd(r):
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}
