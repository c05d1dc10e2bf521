// Package identifier validates and normalizes the identifiers that are used across tenants: GUIDs, hosts, domains and
// account names. This file checks their syntax; canonical.go converts them to the form in which they are compared.
package identifier

import (
	"strings"
	"unicode"
)

// IsGUID reports whether s consists of hexadecimal digits in the form 8-4-4-4-12.
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

// IsHost reports whether s is a DNS name. Letters of every script are allowed, because domains may be written in
// Unicode; callers that compare names apply IDNA.
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

// IsDomain reports whether s is a host of at least two labels.
func IsDomain(s string) bool {
	return strings.Contains(strings.TrimSuffix(s, "."), ".") && IsHost(s)
}

// IsAccount reports whether s is a sign-in name or an email address. It allows what Entra ID allows in a user principal
// name, including the #EXT# of guests.
func IsAccount(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	return ok && local != "" && IsDomain(domain) &&
		!strings.ContainsFunc(local, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

func isLetter(b byte) bool { return 'a' <= b|' ' && b|' ' <= 'z' }
func isDigit(b byte) bool  { return '0' <= b && b <= '9' }
func isHex(b byte) bool    { return isDigit(b) || 'a' <= b|' ' && b|' ' <= 'f' }
