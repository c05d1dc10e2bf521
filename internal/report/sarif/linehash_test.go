package sarif

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func hashes(data []byte) []string {
	var all []string
	for _, h := range lineHashes(data) {
		all = append(all, h.String())
	}
	return all
}

// The test vectors were computed with github/codeql-action.
func TestLineHashes(t *testing.T) {
	text, err := os.ReadFile("testdata/line-hash-vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Name, Hex string
		Hashes    []string
	}
	if err := json.Unmarshal(text, &vectors); err != nil { //nolint:musttag // the names match but for the case
		t.Fatal(err)
	}
	if len(vectors) == 0 {
		t.Fatal("no test vectors")
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			data, err := hex.DecodeString(v.Hex)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(v.Hashes, hashes(data)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// naiveUnits is a literal implementation of the UTF-8 decoder of the Encoding Standard (section 8.1.1).
func naiveUnits(data []byte) []uint16 {
	var units []uint16
	emit := func(point int) {
		if point > 0xFFFF {
			point -= 0x10000
			units = append(units, uint16(0xD800+point>>10), uint16(0xDC00+point&0x3FF))
			return
		}
		units = append(units, uint16(point))
	}
	point, seen, needed, lower, upper := 0, 0, 0, 0x80, 0xBF
	for i := 0; i < len(data); i++ {
		c := int(data[i])
		if needed == 0 {
			switch {
			case c <= 0x7F:
				emit(c)
			case c >= 0xC2 && c <= 0xDF:
				needed, point = 1, c&0x1F
			case c >= 0xE0 && c <= 0xEF:
				if c == 0xE0 {
					lower = 0xA0
				}
				if c == 0xED {
					upper = 0x9F
				}
				needed, point = 2, c&0xF
			case c >= 0xF0 && c <= 0xF4:
				if c == 0xF0 {
					lower = 0x90
				}
				if c == 0xF4 {
					upper = 0x8F
				}
				needed, point = 3, c&0x7
			default:
				emit(0xFFFD)
			}
			continue
		}
		if c < lower || c > upper {
			point, seen, needed, lower, upper = 0, 0, 0, 0x80, 0xBF
			i-- // decode the byte again
			emit(0xFFFD)
			continue
		}
		lower, upper = 0x80, 0xBF
		point = point<<6 | c&0x3F
		if seen++; seen == needed {
			emit(point)
			point, seen, needed = 0, 0, 0
		}
	}
	if needed > 0 {
		emit(0xFFFD)
	}
	return units
}

// naiveHashes hashes each line separately, with arbitrary-precision integers.
func naiveHashes(data []byte) []string {
	var units []uint16
	all := naiveUnits(data)
	for i := 0; i < len(all); i++ {
		switch all[i] {
		case ' ', '\t':
		case '\r':
			units = append(units, '\n')
			if i+1 < len(all) && all[i+1] == '\n' {
				i++
			}
		default:
			units = append(units, all[i])
		}
	}
	units = append(units, 65535)

	modulus := new(big.Int).Lsh(big.NewInt(1), 64)
	count := map[string]int{}
	var hashes []string
	start := true
	for i, u := range units {
		if start {
			h := new(big.Int)
			for k := range 100 {
				h.Mul(h, big.NewInt(37))
				if i+k < len(units) {
					h.Add(h, big.NewInt(int64(units[i+k])))
				}
			}
			name := h.Mod(h, modulus).Text(16)
			count[name]++
			hashes = append(hashes, fmt.Sprintf("%s:%d", name, count[name]))
		}
		start = u == '\n'
	}
	return hashes
}

func FuzzLineHash(f *testing.F) {
	for _, s := range []string{
		"", "a: 1\n", "a\r \nb\r\n\n", "\uFEFFa\n", "🏭\xe2\x82\xf0\x9f\x8f\xed\xa0\x80\xc0\xaf\xf5",
		strings.Repeat("x", 99) + "\n" + strings.Repeat("- x\n", 60),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if diff := cmp.Diff(naiveHashes(data), hashes(data)); diff != "" {
			t.Errorf("(-naive +rolling):\n%s", diff)
		}
	})
}

func BenchmarkLineHashes(b *testing.B) {
	data := []byte(strings.Repeat("  - name: contoso.com\n    authenticationType: Federated\n", 10000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		lineHashes(data)
	}
}
