package identifier

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// ZeroGUID means "no id" in many exports.
const ZeroGUID = "00000000-0000-0000-0000-000000000000"

// CanonicalGUID returns the id in lower case, or "" for an empty id and ZeroGUID, with which exports express "none".
func CanonicalGUID(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == ZeroGUID {
		return ""
	}
	return s
}

// CanonicalDomain returns a domain in the form in which the DNS compares names: lower case, ASCII (RFC 5891) and
// without the final dot. A name that IDNA rejects is only lowercased.
func CanonicalDomain(s string) string {
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

// CanonicalAddress returns a UPN or SMTP address in the form in which Entra ID and Exchange compare it.
func CanonicalAddress(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return s
	}
	if d := CanonicalDomain(s[at+1:]); d != s[at+1:] {
		return s[:at+1] + d
	}
	return s
}

// CanonicalHost returns the host of a URL in lower case, even if the scheme is missing.
func CanonicalHost(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return CanonicalDomain(u.Hostname())
}

// DomainOf returns the domain of a canonical address, or "".
func DomainOf(address string) string {
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		return address[at+1:]
	}
	return ""
}

// InvitedAddress returns the address to which a guest's invitation was sent, derived from the user principal name that
// Entra ID generated from it: "vanja_fabrikam.com#EXT#@contoso.onmicrosoft.com" yields "vanja@fabrikam.com". Any other
// name is returned unchanged.
func InvitedAddress(upn string) string {
	local, _, ok := strings.Cut(upn, externalMarker)
	if !ok {
		return upn
	}
	if i := strings.LastIndexByte(local, '_'); i > 0 {
		return local[:i] + "@" + local[i+1:]
	}
	return local
}

const externalMarker = "#ext#@"

// IsExternal reports whether a canonical user principal name is one that Entra ID generates for guests.
func IsExternal(upn string) bool { return strings.Contains(upn, externalMarker) }
