package manifest

import (
	"fmt"
	"strings"
)

// quoted formats a piece of the input for a message: in exactly one pair of double quotes, with control characters
// escaped and long text truncated.
func quoted(s string) string {
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		s = s[1 : len(s)-1]
	}
	const maxLength = 60
	if len(s) > maxLength {
		if r := []rune(s); len(r) > maxLength {
			s = string(r[:maxLength-1]) + "…"
		}
	}
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range s {
		if r < 0x20 || r == 0x7F {
			fmt.Fprintf(&out, "\\x%02x", r)
			continue
		}
		out.WriteRune(r)
	}
	out.WriteByte('"')
	return out.String()
}
