package graph

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/wording"
)

// clean escapes the characters of a text that are invisible, not printable, or change the direction of the text after
// them.
func clean(s string) string {
	plain := true
	for _, r := range s {
		plain = plain && r != utf8.RuneError && isPrintable(r)
	}
	if plain {
		return s
	}
	var b strings.Builder
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case isPrintable(r):
			b.WriteString(s[:size])
		default:
			fmt.Fprintf(&b, "<U+%04X>", r)
		}
		s = s[size:]
	}
	return b.String()
}

func isPrintable(r rune) bool {
	return r >= ' ' && r < utf8.RuneSelf-1 || unicode.IsPrint(r) && !unicode.In(r, unicode.Other_Default_Ignorable_Code_Point) ||
		unicode.Is(unicode.Variation_Selector, r)
}

func count(n int, noun string) string { return wording.Count(n, noun) }

// estimateWidth estimates the width of a text in pixels from the font size, without knowledge of the font.
func estimateWidth(s string, size int, bold bool) int {
	sum := 0
	for _, r := range s {
		sum += advance(r)
	}
	if bold {
		sum = sum * 106 / 100
	}
	return (sum*size + 999) / 1000
}

// advance returns the estimated width of a character in thousandths of the font size.
func advance(r rune) int {
	switch {
	case isCombining(r):
		return 0
	case r >= 0x1100 && isWide(r):
		return 1000
	case strings.ContainsRune("mwMW@%<>=+~", r):
		return 880
	case unicode.IsUpper(r):
		return 670
	case strings.ContainsRune("ijlft.,:;'|!()[]/- ", r):
		return 360
	}
	return 560
}

// isWide reports whether a character is as wide as the font size, as East Asian characters and emoji are.
func isWide(r rune) bool {
	return r <= 0x115f || r >= 0x2600 && r <= 0x27bf || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 ||
		r >= 0x1f000 && r <= 0x1faff || r >= 0x20000 && r <= 0x3fffd
}

// isCombining reports whether a character combines with the one before it.
func isCombining(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me) || unicode.Is(unicode.Variation_Selector, r) || r >= 0x1f3fb && r <= 0x1f3ff
}

// graphemes splits a text into user-perceived characters, approximately.
func graphemes(s string) []string {
	var all []string
	halfFlag := false // the last element is half of a flag
	for _, r := range s {
		regional := r >= 0x1f1e6 && r <= 0x1f1ff
		if n := len(all); n > 0 && (isCombining(r) || regional && halfFlag) {
			all[n-1] += string(r)
			halfFlag = false
			continue
		}
		all = append(all, string(r))
		halfFlag = regional
	}
	return all
}

const ellipsis = "…"

// shorten shortens a text to maxWidth pixels. A single word is cut at the end, a name of several words in the middle, as
// names tend to differ at both ends.
func shorten(s string, maxWidth, size int, bold bool) string {
	if estimateWidth(s, size, bold) <= maxWidth {
		return s
	}
	all := graphemes(s)
	if n := len(all); n > maxWidth { // a character is at least a pixel wide
		all = append(all[:maxWidth/2:maxWidth/2], all[n-maxWidth/2:]...)
	}
	middle := strings.ContainsAny(s, "-._")
	for n := len(all) - 1; n > 0; n-- {
		head := n
		if middle {
			head = (n + 1) / 2
		}
		short := strings.Join(all[:head], "") + ellipsis + strings.Join(all[len(all)-(n-head):], "")
		if estimateWidth(short, size, bold) <= maxWidth {
			return short
		}
	}
	return ellipsis
}
