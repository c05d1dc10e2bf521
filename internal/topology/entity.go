package topology

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/manifest"
)

// entity is one declared object: where it is declared and what it is called.
type entity struct {
	kind     string // the table it is a row of
	tenant   string // the key of the tenant it belongs to, if it belongs to one
	name     string
	key      string // "tenant/name", or the name alone where names are not scoped
	doc      int
	node     *manifest.Node // of documents and nested environments, until their rows are built
	at       *rowPath
	invalid  map[*manifest.Node]bool
	redacted map[*manifest.Node]string // values whose text must not be shown, with what they look like
	row      *record

	id       string
	said     string                // of an environment that is a document, the text by which it names its tenant
	domains  []string              // of a tenant, those that it has verified
	alias    string                // of a guest, another key
	anchor   string                // of a user, the tenant and the on-premises immutable id
	host     string                // of an environment, the URL of its database as written
	openHost bool                  // that URL is not known
	stray    bool                  // of an environment, its tenant is not known
	account  *account              // of a user or a guest
	lists    map[string]listState  // of a tenant, the lists that references lead into
	accounts map[string][]*account // of a tenant, those of its lists, one for each item
}

// listState says what a tenant's manifest reports one of its lists.
type listState struct {
	// given is true if the manifest has the list, open that the list may lack what the tenant has, and anonymous that
	// the id of one in it is not known.
	given, open, anonymous bool
}

// register finds entities by one of their keys. Of a key that several entities have the first counts.
type register struct {
	first map[string]*entity
	all   map[string][]*entity // of keys that several have
	order []string             // those keys, as they came up
}

func (r *register) add(key string, e *entity) {
	if r.first == nil {
		r.first, r.all = map[string]*entity{}, map[string][]*entity{}
	}
	first := r.first[key]
	switch {
	case first == nil:
		r.first[key] = e
	case r.all[key] == nil:
		r.order = append(r.order, key)
		r.all[key] = []*entity{first, e}
	default:
		r.all[key] = append(r.all[key], e)
	}
}

// get returns the first entity with a key, or nil.
func (r *register) get(key string) *entity {
	if r == nil {
		return nil
	}
	return r.first[key]
}

// has reports whether the first entity of any key satisfies a condition.
func (r *register) has(is func(*entity) bool) bool {
	if r != nil {
		for _, e := range r.first {
			if is(e) {
				return true
			}
		}
	}
	return false
}

// every returns all entities with a key.
func (r *register) every(key string) []*entity {
	if r == nil || r.first[key] == nil {
		return nil
	}
	if all := r.all[key]; all != nil {
		return all
	}
	return []*entity{r.first[key]}
}

// repeated reports whether several entities have a key.
func (r *register) repeated(key string) bool { return r != nil && len(r.all[key]) > 1 }

// registers holds a register for each kind of entities.
type registers map[string]*register

func (r registers) add(kind, key string, e *entity) {
	if r[kind] == nil {
		r[kind] = &register{}
	}
	r[kind].add(key, e)
}

// kinds returns the kinds in the order of the alphabet.
func (r registers) kinds() []string {
	kinds := make([]string, 0, len(r))
	for k := range r {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	return kinds
}
