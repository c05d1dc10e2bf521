package topology

// licenseRanks orders the types of environments by the license that users need, strictest first; all other types come
// last.
var licenseRanks = map[string]int{"Production": 1, "Sandbox": 2, "Default": 3}

// licenseRank orders environments by the license that users need: lower is stricter. A pay-as-you-go environment
// requires a license only if it has Dynamics 365 apps.
func licenseRank(environment *record) int {
	last := len(licenseRanks) + 1
	if str(environment, col.BillingPolicy) != "" {
		if apps, ok := get(environment, col.Apps).(*list); !ok || apps.Len() == 0 {
			return last + 1
		}
	}
	if r, ok := licenseRanks[str(environment, col.Type)]; ok {
		return r
	}
	return last
}
