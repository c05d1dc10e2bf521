// Package identifier knows the form of what names things across tenants: GUIDs, hosts and domains, and the names
// of accounts. The first half says whether a text is one, the second how it compares.
package identifier

import (
	"strings"
	"unicode"
)

// IsGUID reports whether a text has the form 8-4-4-4-12 of hexadecimal digits.
func IsGUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch i {
		case 8, 13, 18, 23:
			if s[i] != '-' {
				return false
			}
		default:
			if !isHex(s[i]) {
				return false
			}
		}
	}
	return true
}

// IsHost reports whether a text is a name of the DNS. It allows letters of every script, as domains may be written in
// Unicode; IDNA is for those who compare them.
func IsHost(s string) bool {
	s = strings.TrimSuffix(s, ".")
	if s == "" || len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if !isLabel(label) {
			return false
		}
	}
	return true
}

func isLabel(s string) bool {
	if s == "" || len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for _, r := range s {
		ascii := r < 0x80
		if ascii && !isLetter(byte(r)) && !isDigit(byte(r)) && r != '-' && r != '_' ||
			!ascii && !unicode.In(r, unicode.L, unicode.M, unicode.N) {
			return false
		}
	}
	return true
}

// IsDomain reports whether a text is a host of at least two labels.
func IsDomain(s string) bool {
	return strings.Contains(strings.TrimSuffix(s, "."), ".") && IsHost(s)
}

// IsAccount reports whether a text is a sign-in name or an address. It allows what Entra does in a user principal
// name, the #EXT# of guests included.
func IsAccount(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	return ok && local != "" && IsDomain(domain) &&
		!strings.ContainsFunc(local, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

func isLetter(b byte) bool { return 'a' <= b|' ' && b|' ' <= 'z' }
func isDigit(b byte) bool  { return '0' <= b && b <= '9' }
func isHex(b byte) bool    { return isDigit(b) || 'a' <= b|' ' && b|' ' <= 'f' }
