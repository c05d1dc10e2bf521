package topology

// ranks order the types of environments by how much they ask of who enters; all others come last.
var ranks = map[string]int{"Production": 1, "Sandbox": 2, "Default": 3}

// rank orders environments by how much they ask of who enters: the lower, the more. One that is paid for as it is
// used needs a license only where it holds apps of Dynamics 365.
func rank(environment *record) int {
	last := len(ranks) + 1
	if str(environment, col.BillingPolicy) != "" {
		if apps, ok := get(environment, col.Apps).(*list); !ok || apps.Len() == 0 {
			return last + 1
		}
	}
	if r, ok := ranks[str(environment, col.Type)]; ok {
		return r
	}
	return last
}
