package source

// Site is one place that a problem shows, with what is to be seen there.
type Site struct {
	File *File
	Span Span
	// Label says in a few words what stands here; it may be empty.
	Label string
	// Object is the logical path of the object that stands here, such as
	// "contoso-eu/domains/contoso.com": it survives moved lines and renamed files.
	Object string
}

// Problem is what one station on the way has to say about the input. Level, help and source come
// from the rule's metadata; a problem carries only what differs from case to case.
type Problem struct {
	// Rule is the id of the rule, as in "domain/federated-once".
	Rule string
	// Level overrides the rule's default level; NoLevel leaves it.
	Level Level
	// Message is one short sentence: lower case, no full stop, values in double quotes.
	Message string
	// Sites are the places of the problem, all of equal rank and never empty; in a symmetrical
	// conflict every declaration is one.
	Sites []Site
	// Related are further places that explain the problem.
	Related []Site
	// Notes add facts; Help, if set, replaces the help of the rule.
	Notes []string
	Help  string
	// Fix is an exact repair, where there is one.
	Fix *Fix
}

// Fix replaces one range of one file.
type Fix struct {
	File *File
	Span Span
	// Text is what stands there afterwards, as it is written in the file.
	Text string
	// Description says what the fix does, as an order: `replace "a" by "b"`.
	Description string
}
