package source

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// countPosition computes a position by counting from the start of the file.
func countPosition(data string, offset int) Position {
	text := strings.TrimPrefix(data, bom)
	p := Position{Line: 1, Column: 1, UTF16: 1, Byte: 1}
	for i := len(data) - len(text); i < offset; {
		r, size := utf8.DecodeRuneInString(data[i:offset])
		i += size
		if r == '\n' || r == '\r' && !strings.HasPrefix(data[i:], "\n") {
			p = Position{Line: p.Line + 1, Column: 1, UTF16: 1, Byte: 1}
			continue
		}
		p.Column++
		p.UTF16++
		if r > 0xFFFF {
			p.UTF16++
		}
		p.Byte += size
	}
	return p
}

func TestPosition(t *testing.T) {
	long := strings.Repeat("größe 東京 🏭\xff ", 600)
	for name, data := range map[string]string{
		"empty":                             "",
		"all kinds of line breaks":          "a\nb\r\nc\rd\n\r\n",
		"byte order mark":                   bom + "größe\n🏭 x",
		"invalid bytes":                     "a\xffb\xe2\x82\n\xf0\x9f",
		"long line":                         long,
		"long lines":                        "a\n" + long + "\nb\n" + long + "\r\nc",
		"long line after a byte order mark": bom + long + "\nb",
	} {
		t.Run(name, func(t *testing.T) {
			file := NewFile("a.yaml", []byte(data))
			for offset := range len(data) + 1 {
				if offset > 0 && offset < len(data) && !utf8.RuneStart(data[offset]) || strings.HasPrefix(data, bom) && offset < len(bom) {
					continue // there is no position inside a character
				}
				if data[:offset] != "" && data[offset-1] == '\r' && strings.HasPrefix(data[offset:], "\n") {
					continue
				}
				if got, want := file.Position(offset), countPosition(data, offset); got != want {
					t.Fatalf("Position(%d) = %+v, want %+v", offset, got, want)
				}
			}
		})
	}
}

// TestPositionInCharacter checks that an offset inside a character has the columns of its start, so that columns never
// decrease.
func TestPositionInCharacter(t *testing.T) {
	const data = "ab東🏭c"
	file := NewFile("a.yaml", []byte(data))
	start := 0
	for offset := range len(data) {
		if utf8.RuneStart(data[offset]) {
			start = offset
		}
		want := file.Position(start)
		want.Byte = 1 + offset
		if got := file.Position(offset); got != want {
			t.Errorf("Position(%d) = %+v, want %+v", offset, got, want)
		}
	}
}

// BenchmarkPosition measures positions in a document of one line.
func BenchmarkPosition(b *testing.B) {
	file := NewFile("a.json", []byte(strings.Repeat(`{"name":"größe"},`, 1<<16)))
	for i := 0; b.Loop(); i++ {
		file.Position(i * 7919 % len(file.Data))
	}
}
