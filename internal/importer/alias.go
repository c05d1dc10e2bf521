package importer

import (
	"fmt"
	"slices"
	"strings"
)

// aliases returns the identifiers of an object of a list, each of which must be unique in its tenant. The addresses of a
// guest are its mail address and the one that its user principal name was derived from.
func aliases(list string, text func(key string) string) []string {
	var all []string
	add := func(kind, value string) {
		if value != "" {
			all = append(all, kind+":"+strings.ToLower(value))
		}
	}
	switch list {
	case "guests":
		add("address", text("mail"))
		add("address", invitedAddress(text("userPrincipalName")))
		add("id", text("id"))
	case "users":
		add("address", text("userPrincipalName"))
		add("anchor", strings.TrimSpace(text("onPremisesImmutableId")))
		add("id", text("id"))
	case "servicePrincipals":
		add("appId", text("appId"))
		add("objectId", text("objectId"))
	case "subscriptions":
		add("id", text("subscriptionId"))
	case "groups", "environments":
		add("id", text("id"))
	}
	return all
}

// invitedAddress returns the address that a guest was invited with: for vanja_fabrikam.com#EXT#@contoso.onmicrosoft.com
// it is vanja@fabrikam.com.
func invitedAddress(upn string) string {
	local, _, ok := strings.Cut(strings.ToLower(upn), "#ext#@")
	if !ok {
		return upn
	}
	if i := strings.LastIndexByte(local, '_'); i > 0 {
		return local[:i] + "@" + local[i+1:]
	}
	return local
}

// removeDuplicates ensures that no two objects of a list share an identifier: an object with the anchor or the object
// id of an earlier one loses that field, any other duplicate is dropped.
func (im *importer) removeDuplicates(t *tenant) {
	for _, list := range []string{"guests", "users", "servicePrincipals"} {
		seen := map[string]*object{}
		for _, o := range sortedByID(listItems(t.object, list), "userPrincipalName") {
			for _, alias := range aliases(list, o.text) {
				other := seen[alias]
				if other == nil || other == o {
					seen[alias] = o
					continue
				}
				path := o.field("id").from
				switch kind, _, _ := strings.Cut(alias, ":"); kind {
				case "anchor":
					im.clearDuplicate(o, "onPremisesImmutableId", other)
				case "objectId":
					im.clearDuplicate(o, "objectId", other)
				default:
					im.note(path, fmt.Sprintf("%s is left out: it has the same address as %s", o.label, other.label))
					t.remove(list, o)
				}
			}
		}
	}
}

func (im *importer) clearDuplicate(o *object, key string, other *object) {
	f := o.field(key)
	im.note(f.from, fmt.Sprintf("%s of %s is left out: %s has the same value", key, o.label, other.label))
	f.value, f.known, f.missing = nil, false, true
}

// remove removes an object from a list and marks the list as incomplete.
func (t *tenant) remove(list string, o *object) {
	f := t.object.field(list)
	t.object.list(list).remove(o)
	f.complete, f.missing = false, true
}

// remove removes an object from the list.
func (l *list) remove(o *object) {
	l.items = slices.DeleteFunc(l.items, func(x *object) bool { return x == o })
}
