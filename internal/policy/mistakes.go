package policy

import (
	"cmp"
	"errors"
	"slices"
)

// mistakes collects what is wrong with policies.
type mistakes []*Error

// add takes in an error, and all that it joins. One that is not an *Error comes from the system and is kept as it is.
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

// err returns the mistakes, ordered by location and each once, or nil.
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

// Errors returns the mistakes that an error joins, none for no error.
func Errors(err error) []*Error {
	var all mistakes
	all.add(err)
	return all
}

// SeveralError is several mistakes in policies, ordered by location.
type SeveralError struct{ All []*Error }

// Error has a line for each mistake.
func (e *SeveralError) Error() string {
	errs := make([]error, len(e.All))
	for i, one := range e.All {
		errs[i] = one
	}
	return errors.Join(errs...).Error()
}
