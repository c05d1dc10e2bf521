package drift

import (
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/topology"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// side resolves the names and ids of one topology.
type side struct {
	groups   map[string]string // group ids by key
	accounts map[string]string // sign-in names by id
	products map[string]string // product names by id
}

func newSide() side { return side{map[string]string{}, map[string]string{}, map[string]string{}} }

// note records the names and ids of a row.
func (s side) note(table string, text func(field string) string) {
	switch table {
	case "groups":
		s.groups[text("key")] = text("id")
	case "users":
		s.accounts[text("id")] = text("userPrincipalName")
	case "guests":
		s.accounts[text("id")] = text("address")
	case "subscriptions":
		s.products[text("skuId")] = strings.ToLower(text("skuPartNumber"))
	}
}

// values normalizes values of the manifests and the exports so that they can be compared.
type values struct{ declared, live side }

func newValues(t *topology.Topology, twins []topology.Twin) values {
	v := values{newSide(), newSide()}
	for _, table := range []string{"groups", "users", "guests", "subscriptions"} {
		for r := range t.Rows(table) {
			v.declared.note(table, r.Text)
		}
	}
	for _, w := range twins {
		if w.Live != nil {
			v.live.note(w.Table, func(field string) string { return text(w.Renamed, field) })
		}
	}
	return v
}

// exact contains the text columns that compare case-sensitively.
var exact = map[string]bool{"displayName": true, "name": true, "onPremisesImmutableId": true}

// key returns the normalized form of a value; of is the side that it comes from.
func (v *values) key(of side, c *vocabulary.Column, t *ast.Term) string {
	switch c.Form {
	case vocabulary.GroupReference:
		return v.group(of, shown(t))
	case vocabulary.PrincipalReference:
		if g := text(object(t), "group"); g != "" {
			return "group:" + v.group(of, g)
		}
		return v.account(shown(t))
	case vocabulary.AccountReference:
		return v.account(shown(t))
	case vocabulary.Number:
		if f, err := strconv.ParseFloat(shown(t), 64); err == nil {
			return strconv.FormatFloat(f, 'f', -1, 64)
		}
	case vocabulary.Text:
		s := shown(t)
		if c.Name == "licenses" {
			s = strings.ToLower(s)
			for _, other := range []side{v.live, v.declared} {
				if name := other.products[s]; name != "" {
					return name
				}
			}
		}
		if !exact[c.Name] {
			s = strings.ToLower(s)
		}
		return s
	}
	return shown(t)
}

// group returns the id of a group, or its key if the id is not known.
func (v *values) group(of side, key string) string {
	if id := of.groups[key]; id != "" {
		return id
	}
	if i := strings.LastIndexByte(key, '/'); identifier.IsGUID(key[i+1:]) {
		return key[i+1:]
	}
	return key
}

// account returns the sign-in name of an account that is referenced by id, if known, and any other reference unchanged.
func (v *values) account(s string) string {
	for _, other := range []side{v.live, v.declared} {
		if name := other.accounts[s]; identifier.IsGUID(s) && name != "" {
			return name
		}
	}
	return s
}

// alike reports whether two values are comparable: a name and an id are not, if no list relates them.
func alike(c *vocabulary.Column, a, b string) bool {
	switch c.Form {
	case vocabulary.GroupReference,
		vocabulary.PrincipalReference,
		vocabulary.AccountReference,
		vocabulary.PartnerReference,
		vocabulary.TenantReference:
	default:
		if c.Name != "licenses" && c.Name != "environmentGroup" && c.Name != "billingPolicy" && c.Name != "enterprisePolicy" {
			return true
		}
	}
	return identifier.IsGUID(strings.TrimPrefix(a, "group:")) == identifier.IsGUID(strings.TrimPrefix(b, "group:"))
}
