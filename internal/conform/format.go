package conform

import (
	"net/mail"
	"net/url"
	"strings"
	"unicode"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/tenantlint/tenantlint/internal/identifier"
)

// format is a named format of strings.
type format struct {
	// want describes a string of this format, with an article; syntax describes how it is written.
	want, syntax string
	accepts      func(string) bool
	// repair, if set, returns the string that was probably meant.
	repair func(string) string
	// known are the values of an open vocabulary: other strings are valid, too, unless they are probably misspellings
	// of one of these. synonyms is the name of its list in the table of synonyms, if there is one.
	known    []string
	synonyms string
	// explain, if set, returns a more specific message for an invalid string, as a template over the key and the value,
	// and a remedy. Both are empty if there is none.
	explain func(string) (message, remedy string)
}

// optionalPrefix is the prefix of the name of a format that also allows an empty string, which means none.
const optionalPrefix = "optional-"

func newFormat(want, syntax string, accepts func(string) bool, repair func(string) string) format {
	return format{want: want, syntax: syntax, accepts: accepts, repair: repair}
}

// formats are our custom formats in the schema. Editors do not support them and use the pattern next to them.
var formats = map[string]format{
	"name":             newFormat("a short name", `lower-case letters, digits, ".", "_" and "-", at most 63`, isName, toName),
	"tenant-name":      tenantNameFormat(),
	"object-name":      newFormat("a name", `no "/", and no space at its ends`, isObjectName, strings.TrimSpace),
	"token":            newFormat("one word", `letters, digits, ".", "_" and "-"`, isToken, nil),
	"guid":             newFormat("a GUID", "8-4-4-4-12 hexadecimal digits", identifier.IsGUID, toGUID),
	"tenant-id":        tenantIDFormat(),
	"domain":           newFormat("a domain", "a name like contoso.com", identifier.IsDomain, toDomain),
	"host":             newFormat("a host name", "a name like server.contoso.com", identifier.IsHost, toDomain),
	"upn":              newFormat("a sign-in name", "name@domain", identifier.IsAccount, nil),
	"email":            newFormat("a mail address", "name@domain", isEmail, nil),
	"country":          newFormat("a country code", "two letters", isCountry, nil),
	"currency":         newFormat("a currency code", "three letters", isCurrency, nil),
	"uri":              newFormat("a URI", "a scheme and what it needs, like https://contoso.com/ or urn:contoso", isURI, nil),
	"url":              newFormat("a URL", "https:// and a host", isURL, toURL),
	"role":             roleFormat(),
	"tenant-reference": newFormat("a tenant reference", "the tenant's name, id or verified domain", isTenant, toName),
	"tenant-reference-or-any": newFormat(
		`a tenant reference or "*"`,
		`the tenant's name, id or verified domain, or "*" for all`,
		isTenantOrAny,
		toName,
	),
	"environment-id":   newFormat("an environment id", "a GUID, or Default- and a GUID", isEnvironmentID, toGUID),
	"environment-type": openVocabulary("an environment type", environmentTypes, "environment.type", true),
	"feature":          openVocabulary("a feature", features, "", false),
	"environment-reference": newFormat(
		"an environment reference",
		"tenant/environment, its id, or its Dataverse host",
		isEnvironment,
		strings.ToLower,
	),
	"group-reference": newFormat("a group reference", "the group's name, tenant/name, or its id", isTeam, strings.TrimSpace),
	"principal":       newFormat("an account or a group", "name@domain, group:NAME, group:TENANT/NAME or an object id", isPrincipal, nil),
	"account":         newFormat("an account", "name@domain, or an object id", isAccountOrID, nil),
	"date":            dateFormat(),
	"pattern":         newFormat("a pattern of relative paths", `names with *, ** or {a,b}, split by "/"`, isPattern, toPattern),
	"team-reference":  newFormat("a group or an account", "a group's name, tenant/name or id, or name@domain", isTeam, strings.TrimSpace),
}

func (f format) matches(v any) bool {
	s, ok := v.(string)
	return !ok || f.accepts(s)
}

// lookupFormat returns the format with the given name, and whether it allows an empty string.
func lookupFormat(name string) (f format, empty, ok bool) {
	base, empty := strings.CutPrefix(name, optionalPrefix)
	f, ok = formats[base]
	return f, empty, ok
}

func isLower(b byte) bool  { return 'a' <= b && b <= 'z' }
func isDigit(b byte) bool  { return '0' <= b && b <= '9' }
func isLetter(b byte) bool { return isLower(b | 0x20) }

// every reports whether s is not empty and all of its bytes pass the test.
func every(s string, test func(byte) bool) bool {
	for i := range len(s) {
		if !test(s[i]) {
			return false
		}
	}
	return s != ""
}

func isName(s string) bool {
	inner := func(b byte) bool { return isLower(b) || isDigit(b) }
	return len(s) <= 63 && every(s, func(b byte) bool { return inner(b) || b == '.' || b == '_' || b == '-' }) &&
		inner(s[0]) && inner(s[len(s)-1])
}

func isObjectName(s string) bool {
	return s != "" && !strings.Contains(s, "/") && strings.TrimFunc(s, unicode.IsSpace) == s
}

func isToken(s string) bool {
	inner := func(b byte) bool { return isLetter(b) || isDigit(b) }
	return every(s, func(b byte) bool { return inner(b) || b == '.' || b == '_' || b == '-' }) && inner(s[0])
}

func isEmail(s string) bool {
	if !identifier.IsAccount(s) {
		return false
	}
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s
}

// isCountry rejects UK, which is not an ISO 3166 code and which rules would treat as a country other than GB.
func isCountry(s string) bool {
	return len(s) == 2 && every(s, isLetter) && !strings.EqualFold(s, "UK")
}
func isCurrency(s string) bool { return len(s) == 3 && every(s, isLetter) }

func isURI(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.IsAbs() && !strings.Contains(s, " ")
}

func isURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && identifier.IsHost(u.Hostname()) && u.User == nil
}

func isTenant(s string) bool      { return isName(s) || identifier.IsGUID(s) || identifier.IsDomain(s) }
func isTenantOrAny(s string) bool { return s == "*" || isTenant(s) }

func isEnvironmentID(s string) bool { return identifier.IsGUID(strings.TrimPrefix(s, "Default-")) }

func isEnvironment(s string) bool {
	tenant, name, ok := strings.Cut(s, "/")
	if !ok {
		return isEnvironmentID(s) || identifier.IsDomain(s)
	}
	return isTenant(tenant) && isName(name)
}

func isGroup(s string) bool {
	if tenant, name, ok := strings.Cut(s, "/"); ok {
		return isTenant(tenant) && isObjectName(name)
	}
	return isObjectName(s)
}

func isPrincipal(s string) bool {
	if group, ok := strings.CutPrefix(s, "group:"); ok {
		return isGroup(group)
	}
	return isAccountOrID(s)
}

// isAccountOrID reports whether s is the sign-in name or the object id of an account.
func isAccountOrID(s string) bool { return identifier.IsAccount(s) || identifier.IsGUID(s) }

// isPattern rejects patterns that match no relative path.
func isPattern(s string) bool {
	return s != "" && s[0] != '/' && s != ".." && !strings.HasPrefix(s, "../") && !strings.Contains(s, `\`) && doublestar.ValidatePattern(s)
}

func toPattern(s string) string { return strings.ReplaceAll(s, `\`, "/") }

func isTeam(s string) bool { return isGroup(strings.TrimPrefix(s, "group:")) }

func toName(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), unicode.IsSpace), "-")
}

func toGUID(s string) string {
	s = strings.Trim(strings.TrimSpace(s), "{}()")
	if len(s) == 32 {
		s = s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
	}
	return s
}

func toDomain(s string) string {
	s = strings.TrimSpace(s)
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	return strings.TrimRight(strings.TrimPrefix(s, "@"), "/")
}

func toURL(s string) string { return "https://" + strings.TrimSpace(s) }

// Valid reports whether text is valid in the format that the schema calls name, such as "guid" or "optional-upn". It
// returns false for an unknown format.
func Valid(name, text string) bool {
	f, empty, ok := lookupFormat(name)
	return ok && (empty && text == "" || f.accepts(text))
}
