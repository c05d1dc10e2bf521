package topology

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/manifest"
)

// entity is one declared object: its location and its names.
type entity struct {
	kind     string // name of the table that has its row
	tenant   string // key of the tenant it belongs to, if any
	name     string
	key      string // "tenant/name", or just the name where names are not scoped
	doc      int
	node     *manifest.Node // of documents and nested environments, until their rows are built
	at       *rowPath
	invalid  map[*manifest.Node]bool
	redacted map[*manifest.Node]string // values whose text must not be shown, and what they look like
	row      *record

	id          string
	tenantRef   string                // the reference to its tenant, in an environment that is a document
	domains     []string              // verified domains of a tenant
	alias       string                // alternative key of a guest
	anchor      string                // tenant and on-premises immutable id of a user
	host        string                // URL of an environment's database, as written
	hostUnknown bool                  // the URL is unknown
	orphan      bool                  // the tenant of the environment is unknown
	account     *account              // set for users and guests
	lists       map[string]listState  // lists of a tenant that references point into
	accounts    map[string][]*account // accounts of a tenant by list, one per item
}

// listState describes what a tenant's manifest contains for one of its lists.
type listState struct {
	// present is true if the manifest has the list, incomplete if the list may lack objects that the tenant has, and
	// missingIDs if the id of an object in it is unknown.
	present, incomplete, missingIDs bool
}

// entityIndex indexes entities by one of their keys. If several entities have a key, lookups return the first.
type entityIndex struct {
	first         map[string]*entity
	duplicates    map[string][]*entity // keys with several entities
	duplicateKeys []string             // keys of all, in order of appearance
}

func (r *entityIndex) add(key string, e *entity) {
	if r.first == nil {
		r.first, r.duplicates = map[string]*entity{}, map[string][]*entity{}
	}
	first := r.first[key]
	switch {
	case first == nil:
		r.first[key] = e
	case r.duplicates[key] == nil:
		r.duplicateKeys = append(r.duplicateKeys, key)
		r.duplicates[key] = []*entity{first, e}
	default:
		r.duplicates[key] = append(r.duplicates[key], e)
	}
}

// get returns the first entity with a key, or nil.
func (r *entityIndex) get(key string) *entity {
	if r == nil {
		return nil
	}
	return r.first[key]
}

// any reports whether a condition holds for the first entity of any key.
func (r *entityIndex) any(is func(*entity) bool) bool {
	if r != nil {
		for _, e := range r.first {
			if is(e) {
				return true
			}
		}
	}
	return false
}

// lookupAll returns all entities with a key.
func (r *entityIndex) lookupAll(key string) []*entity {
	if r == nil || r.first[key] == nil {
		return nil
	}
	if all := r.duplicates[key]; all != nil {
		return all
	}
	return []*entity{r.first[key]}
}

// isDuplicate reports whether several entities have a key.
func (r *entityIndex) isDuplicate(key string) bool { return r != nil && len(r.duplicates[key]) > 1 }

// entityIndexes contains an index for each kind of entity.
type entityIndexes map[string]*entityIndex

func (r entityIndexes) add(kind, key string, e *entity) {
	if r[kind] == nil {
		r[kind] = &entityIndex{}
	}
	r[kind].add(key, e)
}

// kinds returns the kinds in alphabetical order.
func (r entityIndexes) kinds() []string {
	kinds := make([]string, 0, len(r))
	for k := range r {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	return kinds
}
