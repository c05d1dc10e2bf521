package lint

import "sync"

// Progress is the progress of a run, which another goroutine can read during the run. A nil Progress records nothing.
type Progress struct {
	lock sync.Mutex
	now  Moment
}

// Moment is a point in the course of a run.
type Moment struct {
	// Stage is the current stage: find, read, resolve or evaluate; "" before the run starts.
	Stage string
	// Read is the number of Files already read; Rules are evaluated on Environments.
	Files, Read, Rules, Environments int
}

// Now returns the current progress.
func (p *Progress) Now() Moment {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.now
}

// update updates the progress.
func (p *Progress) update(apply func(*Moment)) {
	if p == nil {
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	apply(&p.now)
}
