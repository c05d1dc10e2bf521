package drift

import (
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/topology"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// directory resolves the names and ids of one topology.
type directory struct {
	groups   map[string]string // group ids by key
	accounts map[string]string // sign-in names by id
	products map[string]string // product names by id
}

func newDirectory() directory {
	return directory{map[string]string{}, map[string]string{}, map[string]string{}}
}

// add records the names and ids of a row.
func (s directory) add(table string, text func(field string) string) {
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

// normalizer normalizes values of the manifests and the exports so that they can be compared.
type normalizer struct{ declared, live directory }

func newNormalizer(t *topology.Topology, twins []topology.Twin) normalizer {
	v := normalizer{newDirectory(), newDirectory()}
	for _, table := range []string{"groups", "users", "guests", "subscriptions"} {
		for r := range t.Rows(table) {
			v.declared.add(table, r.Text)
		}
	}
	for _, w := range twins {
		if w.Live != nil {
			v.live.add(w.Table, func(field string) string { return text(w.Renamed, field) })
		}
	}
	return v
}

// caseSensitive contains the text columns that compare case-sensitively.
var caseSensitive = map[string]bool{"displayName": true, "name": true, "onPremisesImmutableId": true}

// normalize returns the normalized form of a value; dir is the directory of the side that it comes from.
func (v *normalizer) normalize(dir directory, c *vocabulary.Column, t *ast.Term) string {
	switch c.Form {
	case vocabulary.GroupReference:
		return v.groupID(dir, display(t))
	case vocabulary.PrincipalReference:
		if g := text(asObject(t), "group"); g != "" {
			return "group:" + v.groupID(dir, g)
		}
		return v.signInName(display(t))
	case vocabulary.AccountReference:
		return v.signInName(display(t))
	case vocabulary.Number:
		if f, err := strconv.ParseFloat(display(t), 64); err == nil {
			return strconv.FormatFloat(f, 'f', -1, 64)
		}
	case vocabulary.Text:
		s := display(t)
		if c.Name == "licenses" {
			s = strings.ToLower(s)
			for _, other := range []directory{v.live, v.declared} {
				if name := other.products[s]; name != "" {
					return name
				}
			}
		}
		if !caseSensitive[c.Name] {
			s = strings.ToLower(s)
		}
		return s
	}
	return display(t)
}

// groupID returns the id of a group, or its key if the id is not known.
func (v *normalizer) groupID(dir directory, key string) string {
	if id := dir.groups[key]; id != "" {
		return id
	}
	if i := strings.LastIndexByte(key, '/'); identifier.IsGUID(key[i+1:]) {
		return key[i+1:]
	}
	return key
}

// signInName returns the sign-in name of an account that is referenced by id, if known, and any other reference unchanged.
func (v *normalizer) signInName(s string) string {
	for _, other := range []directory{v.live, v.declared} {
		if name := other.accounts[s]; identifier.IsGUID(s) && name != "" {
			return name
		}
	}
	return s
}

// isComparable reports whether two values are comparable: a name and an id are not, if no list relates them.
func isComparable(c *vocabulary.Column, a, b string) bool {
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
