// Package vocabulary is the one table of what a manifest can say: its kinds, the lists in them and the columns of
// each object, with the form in which a column is written and compares, how objects are called in messages, by which
// columns they are known and where they belong. What reads manifests follows it; the JSON Schema states the same for
// editors, and a test compares the two. Nothing here depends on a reader or an evaluator.
package vocabulary

// Form says how a field is written in a manifest and what a policy sees of it.
type Form uint8

// The forms.
const (
	Text                 Form = iota // a string as written
	CaseInsensitive                  // a string that compares without case: lower case
	Country                          // ISO 3166-1 alpha-2 or "EU": upper case
	Number                           // a number
	Boolean                          // true or false
	GUID                             // lower case; the zero GUID and "" are none
	Domain                           // lower case, IDNA, without final dot
	Address                          // UPN or SMTP address: lower case
	URLHost                          // a URL: the host alone, lower case
	TenantReference                  // the name of a tenant
	PartnerReference                 // a tenant's name, or "*", "external" or the id of a tenant outside the topology
	EnvironmentReference             // "tenant/environment"
	GroupReference                   // "tenant/group"
	AccountReference                 // the key of an account
	AgreementReference               // the id of a volume licensing agreement
	PrincipalReference               // an object with "account" and "person", or "group" ("tenant/group")
	TeamReference                    // an object with "name", which is "account" or "group" too where it is one
	Object                           // a nested object
	Rows                             // a list of nested objects, each with "at" and "unknown"
	List                             // a list whose items are rows of a table of their own
)

// Column is one field of an object.
type Column struct {
	Name string
	Form Form
	// List is true if the field holds several values.
	List bool
	// Columns are those of Object and Rows.
	Columns []Column
	// Single says of Rows that one object may be written instead of a list.
	Single bool
	// Person names, of AccountReference, the column that says which person the account is of.
	Person string
	// Absent is what the field means when it is not written, a string or a bool; nil if nothing.
	Absent any
}

// IsReference reports whether values of a form name other objects, so that an item of a list has a location of its
// own.
func (f Form) IsReference() bool {
	switch f {
	case TenantReference, PartnerReference, EnvironmentReference, GroupReference, PrincipalReference, TeamReference:
		return true
	}
	return false
}

// ColumnOf returns the column of a name, or nil.
func ColumnOf(columns []Column, name string) *Column {
	for i := range columns {
		if columns[i].Name == name {
			return &columns[i]
		}
	}
	return nil
}

func one(f Form, names ...string) []Column {
	cs := make([]Column, len(names))
	for i, n := range names {
		cs[i] = Column{Name: n, Form: f}
	}
	return cs
}

func many(f Form, names ...string) []Column {
	cs := one(f, names...)
	for i := range cs {
		cs[i].List = true
	}
	return cs
}

func nested(name string, cs ...[]Column) []Column {
	return []Column{{Name: name, Form: Object, Columns: columns(cs...)}}
}

func items(name string, cs ...[]Column) []Column {
	return []Column{{Name: name, Form: Rows, Columns: columns(cs...)}}
}

func itemsOrOne(name string, cs ...[]Column) []Column {
	return []Column{{Name: name, Form: Rows, Single: true, Columns: columns(cs...)}}
}

func whose(name, person string) []Column {
	return []Column{{Name: name, Form: AccountReference, Person: person}}
}

func meaning(name string, f Form, absent any) []Column {
	return []Column{{Name: name, Form: f, Absent: absent}}
}

func columns(cs ...[]Column) []Column {
	var all []Column
	for _, c := range cs {
		all = append(all, c...)
	}
	return all
}
