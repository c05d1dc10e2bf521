package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// coverage says, a line each, on how much of what was read a run reports, and what it did not read.
func coverage(n result.Totals) string {
	var b strings.Builder
	if n.Reported > 0 {
		fmt.Fprintf(&b, "Reported on %d of %s.\n", n.Reported, wording.Count(n.Files, "file"))
	}
	var unread []string
	if n.Links > 0 {
		unread = append(unread, wording.Count(n.Links, "symbolic link"))
	}
	for i, link := range n.BrokenLinks {
		if i == maxListed {
			unread = append(unread, fmt.Sprintf("%d more links to nothing", len(n.BrokenLinks)-i))
			break
		}
		unread = append(unread, strconv.Quote(harmless.Text(link))+", a symbolic link to nothing")
	}
	if n.TooLarge > 0 {
		unread = append(unread, wording.Count(n.TooLarge, "file")+" over the limit of size")
	}
	if len(unread) > 0 {
		fmt.Fprintf(&b, "Not read: %s.\n", strings.Join(unread, "; "))
	}
	return b.String()
}

// maxListed is the number of links to nothing that a summary names.
const maxListed = 3
