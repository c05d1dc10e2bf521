package importer

import (
	"fmt"
	"slices"
	"strings"
)

func readSkus(r *reader, _ *export) {
	r.each(func(rec record) {
		t := r.tenantUnder("accountId", rec)
		r.pool(t, rec)
		t.object.noteSource("subscriptions", r.isPooled())
	})
	if t := r.tenant(); t != nil {
		t.object.noteSource("subscriptions", r.isPooled())
	}
}

// isPooled reports whether the export lists all products; EntraExporter writes a file for each product.
func (r *reader) isPooled() bool { return r.export.isWhole() && !r.export.single }

// pool reads a product. All its subscriptions share one pool of units, which is written to the first subscription.
func (r *reader) pool(t *tenant, rec record) {
	sku, part := guid(rec.text("skuId")), rec.text("skuPartNumber")
	if sku == "" && part == "" {
		r.leave("a license")
		return
	}
	r.count()
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
			s.lacks("subscriptionId")
		}
		s.lacks("trial", "agreement")
		if i > 0 {
			continue
		}
		t.pools[strings.ToLower(sku)] = true
		r.copy(s, "enabledUnits", rec, "prepaidUnits.enabled")
		r.units(s, "warningUnits", rec, "prepaidUnits.warning")
		r.units(s, "suspendedUnits", rec, "prepaidUnits.suspended")
		r.copy(s, "consumedUnits", rec, "consumedUnits")
	}
}

// units copies a number that is usually 0, in which case it is omitted.
func (r *reader) units(s *object, key string, rec record, path string) {
	if v, ok := rec.find(path); ok && v == float64(0) {
		return
	}
	r.copy(s, key, rec, path)
}

func (r *reader) subscription(t *tenant, id, sku, part string) *object {
	l := t.object.listOf("subscriptions")
	key := id
	if key == "" {
		key = "sku:" + sku + part
	}
	name := part
	if name == "" {
		name = id
	}
	s := l.item(fmt.Sprintf("subscription %q", name), key)
	if id != "" {
		r.set(s, "subscriptionId", id)
	}
	if sku != "" {
		r.set(s, "skuId", sku)
	}
	if part != "" {
		r.set(s, "skuPartNumber", part)
	} else {
		s.lacks("skuPartNumber")
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
			r.leave("a subscription")
			return
		}
		r.count()
		s := r.subscription(t, id, sku, rec.text("skuPartNumber"))
		r.copy(s, "trial", rec, "isTrial")
		s.lacks("agreement")
		if t.pools[sku] {
			return // the pool contains the units of all subscriptions
		}
		s.lacks("consumedUnits")
		key := map[string]string{"enabled": "enabledUnits", "warning": "warningUnits", "suspended": "suspendedUnits"}[status]
		if key == "" {
			s.lacks("enabledUnits")
			return
		}
		r.copy(s, key, rec, "totalLicenses")
		if key != "enabledUnits" {
			r.set(s, "enabledUnits", 0)
		}
	})
	if deleted > 0 {
		r.note(x.Path, counted(deleted, "deleted subscription")+" not imported")
	}
	t.object.noteSource("subscriptions", r.whole("subscriptions"))
}
