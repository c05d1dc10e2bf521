// Package vocabulary is the single definition of what a manifest can contain: its kinds, their lists, and the columns
// of each object, with the form in which a column is written and compared, the noun that messages use for an object,
// the columns that identify it, and its scope. Code that reads manifests follows these tables. The JSON Schema states
// the same for editors, and a test compares the two. Nothing here depends on a reader or an evaluator.
package vocabulary

// Form is how a field is written in a manifest and what policies receive.
type Form uint8

// The forms.
const (
	Text                 Form = iota // a string as written
	CaseInsensitive                  // a string compared without regard to case: lower case
	Country                          // ISO 3166-1 alpha-2 or "EU": upper case
	Number                           // a number
	Boolean                          // true or false
	GUID                             // lower case; the zero GUID and "" mean "none"
	Domain                           // lower case, IDNA, without final dot
	Address                          // UPN or SMTP address: lower case
	URLHost                          // a URL: only its host, lower case
	TenantReference                  // the name of a tenant
	PartnerReference                 // a tenant's name, or "*", "external" or the id of a tenant outside the topology
	EnvironmentReference             // "tenant/environment"
	GroupReference                   // "tenant/group"
	AccountReference                 // the key of an account
	AgreementReference               // the id of a volume licensing agreement
	PrincipalReference               // an object with "account" and "person", or "group" ("tenant/group")
	TeamReference                    // an object with "name", and "account" or "group" if it is one of these
	Object                           // a nested object
	Rows                             // a list of nested objects, each with "at" and "unknown"
	List                             // a list whose items are the rows of a separate table
)

// Column is one field of an object.
type Column struct {
	Name string
	Form Form
	// List is true if the field holds several values.
	List bool
	// Columns are the columns of an Object or of Rows.
	Columns []Column
	// Single is true for Rows that may be written as one object instead of a list.
	Single bool
	// Person is, for an AccountReference, the name of the column with the person to whom the account belongs.
	Person string
	// Absent is the value that a missing field implies, a string or a bool; nil if there is none.
	Absent any
}

// IsReference reports whether values of this form refer to other objects, so that each item of a list has its own
// location.
func (f Form) IsReference() bool {
	switch f {
	case TenantReference, PartnerReference, EnvironmentReference, GroupReference, PrincipalReference, TeamReference:
		return true
	}
	return false
}

// ColumnOf returns the column with the given name, or nil.
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
