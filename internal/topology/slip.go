package topology

import "github.com/open-policy-agent/opa/v1/ast"

// teamSlips makes a row of each team of a master data set that no group and no account is, and whose name is a
// slip of the pen for a group of its master's tenant. Such a name may be free text, so that it is no reference
// to nothing, but nobody who meant the group would see that nothing is known of its members.
func (b *builder) teamSlips() {
	for _, m := range rowsOf(b.t, "masterData") {
		master := b.declared["environments"][str(m, "master")]
		if master == nil {
			continue
		}
		if team, ok := get(m, "requesters").(ast.Object); ok {
			b.teamSlip(team, master.tenant)
		}
		if approval, ok := get(m, "approval").(ast.Object); ok {
			for level := range members(approval, "levels") {
				if team, ok := get(level, "team").(ast.Object); ok {
					b.teamSlip(team, master.tenant)
				}
			}
		}
	}
}

func (b *builder) teamSlip(team ast.Object, tenant string) {
	name := str(team, "name")
	if name == "" || str(team, "group") != "" || str(team, "account") != "" {
		return
	}
	near, slip := b.nearest("groups", name, tenant)
	if !slip {
		return
	}
	row := newRow(team.Get(atKey))
	b.words.put(row, "tenant", tenant)
	b.words.put(row, "name", name)
	b.words.put(row, "suggestion", near)
	b.add("teamSlips", row)
}
