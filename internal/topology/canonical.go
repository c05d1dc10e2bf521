package topology

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

const zeroGUID = "00000000-0000-0000-0000-000000000000"

// canonicalGUID returns the id in lower case, or "" for the ways in which exports write "none".
func canonicalGUID(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == zeroGUID {
		return ""
	}
	return s
}

// isGUID reports whether s has the form 8-4-4-4-12 of hexadecimal digits.
func isGUID(s string) bool {
	if len(s) != len(zeroGUID) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case zeroGUID[i] == '-':
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f', c >= 'A' && c <= 'F':
		default:
			return false
		}
	}
	return true
}

// canonicalDomain returns a domain as names are compared in the DNS: without case, in its ASCII
// form (RFC 5891) and without the final dot. A name that IDNA refuses is only lower-cased.
func canonicalDomain(s string) string {
	s = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(s), "."))
	for i := range len(s) {
		if s[i] >= 0x80 {
			if ascii, err := idna.Lookup.ToASCII(s); err == nil {
				return ascii
			}
			return s
		}
	}
	return s
}

// canonicalAddress returns a UPN or SMTP address as Entra ID and Exchange compare it.
func canonicalAddress(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return s
	}
	if d := canonicalDomain(s[at+1:]); d != s[at+1:] {
		return s[:at+1] + d
	}
	return s
}

// canonicalHost returns the host of a URL in lower case, also where the scheme is left out.
func canonicalHost(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return canonicalDomain(u.Hostname())
}

// domainOf returns the domain of a canonical address, or "".
func domainOf(address string) string {
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		return address[at+1:]
	}
	return ""
}

const externalMark = "#ext#@"

// invitedAddress returns the address with which a guest was invited, read from the user principal
// name that Entra ID made of it: "vanja_fabrikam.com#EXT#@contoso.onmicrosoft.com" is
// "vanja@fabrikam.com". Any other name is returned as it is.
func invitedAddress(upn string) string {
	local, _, ok := strings.Cut(upn, externalMark)
	if !ok {
		return upn
	}
	if i := strings.LastIndexByte(local, '_'); i > 0 {
		return local[:i] + "@" + local[i+1:]
	}
	return local
}
