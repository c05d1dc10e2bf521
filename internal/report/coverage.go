package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// coverage returns a line with the share of the files that the run reports on, and a line about what it did not read;
// each only if it applies.
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

// maxListed is the largest number of broken links that a summary lists.
const maxListed = 3
