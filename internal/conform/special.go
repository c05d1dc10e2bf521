package conform

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tenantlint/tenantlint/internal/identifier"
)

// environmentTypes are the environment types of Power Platform. Microsoft adds new ones, so an unknown type is valid
// unless it is probably a misspelling of one of these.
var environmentTypes = []string{
	"Default",
	"Production",
	"Sandbox",
	"Trial",
	"SubscriptionBasedTrial",
	"Developer",
	"Teams",
	"Support",
	"Preview",
	"Platform",
}

// features are the ways of collaboration that rules distinguish.
var features = []string{
	"teamsFederation",
	"exchangeFederation",
	"b2bCollaboration",
	"b2bDirectConnect",
	"crossTenantSynchronization",
	"multitenantOrganization",
	"sharePoint",
}

// roles are the roles that rules look for, with their earlier names; there are a hundred others.
var roles = []string{
	"GlobalAdministrator", "PowerPlatformAdministrator", "Dynamics365Administrator", "CompanyAdministrator", "TenantAdministrator",
	"PowerPlatformServiceAdministrator", "Dynamics365ServiceAdministrator", "CRMServiceAdministrator",
}

// openVocabulary returns the format of an open vocabulary. It accepts the known words and any other word that is
// neither a misspelling nor a synonym of one of them. Case matters in the words of the platform, but not in those that
// only rules compare. field is the name of the list of synonyms, if there is one.
func openVocabulary(want string, known []string, field string, caseSensitive bool) format {
	return format{
		want: want, syntax: strings.Join(known, ", "), known: known, synonyms: field,
		accepts: func(s string) bool {
			if s == "" || slices.Contains(known, s) || !caseSensitive && slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, s) }) {
				return true
			}
			return suggestValue(s, known, field).word == ""
		},
	}
}

// roleFormat returns the format of a role name.
func roleFormat() format {
	f := openVocabulary("a role name without spaces", roles, "role", false)
	f.syntax = "letters and digits"
	inVocabulary := f.accepts
	f.accepts = func(s string) bool {
		return every(s, func(b byte) bool { return isLetter(b) || isDigit(b) }) && inVocabulary(s)
	}
	f.repair = func(s string) string { return strings.ReplaceAll(s, " ", "") }
	return f
}

// tenantNameFormat returns the format of a tenant name, which must not be mistaken for a reserved word or an id.
func tenantNameFormat() format {
	f := newFormat("a short name", `lower-case letters, digits, ".", "_" and "-", at most 63`, isName, toName)
	f.accepts = func(s string) bool { return isName(s) && !isReserved(s) && !identifier.IsGUID(s) }
	f.explain = func(s string) (message, remedy string) {
		switch {
		case s == "external":
			return `a tenant cannot be named "{value}"`, "it stands for a home outside the topology; choose another name"
		case isReserved(s):
			return `a tenant cannot be named "{value}"`, "it stands for the settings that hold for all other tenants; choose another name"
		case identifier.IsGUID(s):
			return `a tenant cannot be named like an id, "{value}"`, "a GUID is read as an id; choose a name that people say"
		}
		return "", ""
	}
	return f
}

func isReserved(s string) bool { return s == "external" || s == "default" }

// tenantIDFormat returns the format of a tenant id, which excludes the zero GUID: every tenant has an id.
func tenantIDFormat() format {
	return format{
		want: "a GUID", syntax: "8-4-4-4-12 hexadecimal digits", repair: toGUID,
		accepts: func(s string) bool { return identifier.IsGUID(s) && s != identifier.ZeroGUID },
		explain: func(s string) (message, remedy string) {
			if s != identifier.ZeroGUID {
				return "", ""
			}
			return "the id of a tenant cannot be the zero GUID", `it means none; write the tenant's id, or list "id" under "unknown"`
		},
	}
}

// dateFormat returns the format of a date.
func dateFormat() format {
	return format{
		want: "a date", syntax: "YYYY-MM-DD, such as 2027-01-31", accepts: isDate,
		explain: func(s string) (message, remedy string) {
			if month := NoSuchDay(s); month != "" {
				return `"{value}" does not exist`, month
			}
			return "", ""
		},
	}
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// NoSuchDay returns how many days the month has if s is written as a date but the month has no such day; otherwise, it
// returns an empty string.
func NoSuchDay(s string) string {
	if len(s) != len(time.DateOnly) || isDate(s) {
		return ""
	}
	first, err := time.Parse(time.DateOnly, s[:8]+"01")
	if _, notNumber := strconv.ParseUint(s[8:], 10, 8); err != nil || notNumber != nil {
		return ""
	}
	return fmt.Sprintf("%s %d has %d days", first.Month(), first.Year(), first.AddDate(0, 1, -1).Day())
}

// KnownValues returns the known values of the format of an open vocabulary, and nil for any other format.
func KnownValues(name string) []string {
	f, _, _ := lookupFormat(name)
	return slices.Clone(f.known)
}
