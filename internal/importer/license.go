package importer

import (
	"fmt"
	"slices"
	"strings"
)

func readSkus(r *reader, _ *export) {
	r.each(func(rec record) {
		t := r.tenantAt("accountId", rec)
		r.readProduct(t, rec)
		t.object.markList("subscriptions", r.listsAllProducts())
	})
	if t := r.tenant(); t != nil {
		t.object.markList("subscriptions", r.listsAllProducts())
	}
}

// listsAllProducts reports whether the export lists all products; EntraExporter writes a file for each product.
func (r *reader) listsAllProducts() bool { return r.export.isComplete() && !r.export.single }

// readProduct reads a product. All its subscriptions share one pool of units, which is written to the first subscription.
func (r *reader) readProduct(t *tenant, rec record) {
	sku, part := guid(rec.text("skuId")), rec.text("skuPartNumber")
	if sku == "" && part == "" {
		r.noteSkipped("a license")
		return
	}
	r.countImported()
	var ids []string
	for _, id := range rec.texts("subscriptionIds") {
		if id = guid(id); id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	if len(ids) == 0 {
		ids = []string{""}
	}
	for i, id := range ids {
		s := r.subscription(t, id, sku, part)
		if id == "" {
			s.markMissing("subscriptionId")
		}
		s.markMissing("trial", "agreement")
		if i > 0 {
			continue
		}
		t.pools[strings.ToLower(sku)] = true
		r.copy(s, "enabledUnits", rec, "prepaidUnits.enabled")
		r.copyUnits(s, "warningUnits", rec, "prepaidUnits.warning")
		r.copyUnits(s, "suspendedUnits", rec, "prepaidUnits.suspended")
		r.copy(s, "consumedUnits", rec, "consumedUnits")
	}
}

// copyUnits copies a number that is usually 0, in which case it is omitted.
func (r *reader) copyUnits(s *object, key string, rec record, path string) {
	if v, ok := rec.find(path); ok && v == float64(0) {
		return
	}
	r.copy(s, key, rec, path)
}

func (r *reader) subscription(t *tenant, id, sku, part string) *object {
	l := t.object.list("subscriptions")
	key := id
	if key == "" {
		key = "sku:" + sku + part
	}
	name := part
	if name == "" {
		name = id
	}
	s := l.getOrAdd(fmt.Sprintf("subscription %q", name), key)
	if id != "" {
		r.set(s, "subscriptionId", id)
	}
	if sku != "" {
		r.set(s, "skuId", sku)
	}
	if part != "" {
		r.set(s, "skuPartNumber", part)
	} else {
		s.markMissing("skuPartNumber")
	}
	return s
}

func readSubscriptions(r *reader, x *export) {
	t := r.tenant()
	deleted := 0
	r.each(func(rec record) {
		status := strings.ToLower(rec.text("status"))
		if status == "deleted" {
			deleted++
			return
		}
		id, sku := guid(rec.text("id")), guid(rec.text("skuId"))
		if id == "" {
			r.noteSkipped("a subscription")
			return
		}
		r.countImported()
		s := r.subscription(t, id, sku, rec.text("skuPartNumber"))
		r.copy(s, "trial", rec, "isTrial")
		s.markMissing("agreement")
		if t.pools[sku] {
			return // the pool contains the units of all subscriptions
		}
		s.markMissing("consumedUnits")
		key := map[string]string{"enabled": "enabledUnits", "warning": "warningUnits", "suspended": "suspendedUnits"}[status]
		if key == "" {
			s.markMissing("enabledUnits")
			return
		}
		r.copy(s, key, rec, "totalLicenses")
		if key != "enabledUnits" {
			r.set(s, "enabledUnits", 0)
		}
	})
	if deleted > 0 {
		r.note(x.Path, countNoun(deleted, "deleted subscription")+" not imported")
	}
	t.object.markList("subscriptions", r.checkComplete("subscriptions"))
}
