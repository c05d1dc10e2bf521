package policy

import (
	"cmp"
	"errors"
	"slices"
)

// mistakes collects errors in policies.
type mistakes []*Error

// add adds an error, or all errors that it joins. The text of an error that is not an *Error, which comes from the
// system, is kept as is.
func (m *mistakes) add(err error) {
	if err == nil {
		return
	}
	if e, ok := errors.AsType[*SeveralError](err); ok {
		*m = append(*m, e.All...)
	} else if e, ok := errors.AsType[*Error](err); ok {
		*m = append(*m, e)
	} else {
		*m = append(*m, &Error{Message: err.Error()})
	}
}

// err returns the mistakes as an error, sorted by location and without duplicates, or nil if there are none.
func (m *mistakes) err() error {
	slices.SortStableFunc(*m, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	all := slices.CompactFunc(*m, func(a, b *Error) bool { return *a == *b })
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return &SeveralError{all}
}

// Errors returns the mistakes that an error joins, and none if err is nil.
func Errors(err error) []*Error {
	var all mistakes
	all.add(err)
	return all
}

// SeveralError is several mistakes in policies, ordered by location.
type SeveralError struct{ All []*Error }

// Error returns a line for each mistake.
func (e *SeveralError) Error() string {
	errs := make([]error, len(e.All))
	for i, one := range e.All {
		errs[i] = one
	}
	return errors.Join(errs...).Error()
}
