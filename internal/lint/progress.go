package lint

import "sync"

// Progress is the progress of a run, for another goroutine to read while it runs. A nil Progress records nothing.
type Progress struct {
	lock sync.Mutex
	now  Moment
}

// Moment is where a run is.
type Moment struct {
	// Stage is what it does: find, read, resolve or evaluate; "" before it begins.
	Stage string
	// Read of Files are done; Rules are evaluated on Environments.
	Files, Read, Rules, Environments int
}

// Now returns where the run is.
func (p *Progress) Now() Moment {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.now
}

// change notes where the run is.
func (p *Progress) change(to func(*Moment)) {
	if p == nil {
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	to(&p.now)
}
