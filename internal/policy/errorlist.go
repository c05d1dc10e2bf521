package policy

import (
	"cmp"
	"errors"
	"slices"
)

// errorList collects errors in policies.
type errorList []*Error

// add adds an error, or all errors that it joins. The text of an error that is not an *Error, which comes from the
// system, is kept as is.
func (l *errorList) add(err error) {
	if err == nil {
		return
	}
	if e, ok := errors.AsType[*MultiError](err); ok {
		*l = append(*l, e.All...)
	} else if e, ok := errors.AsType[*Error](err); ok {
		*l = append(*l, e)
	} else {
		*l = append(*l, &Error{Message: err.Error()})
	}
}

// err returns the mistakes as an error, sorted by location and without duplicates, or nil if there are none.
func (l *errorList) err() error {
	slices.SortStableFunc(*l, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	all := slices.CompactFunc(*l, func(a, b *Error) bool { return *a == *b })
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return &MultiError{all}
}

// Errors returns the mistakes that an error joins, and none if err is nil.
func Errors(err error) []*Error {
	var list errorList
	list.add(err)
	return list
}

// MultiError is several mistakes in policies, ordered by location.
type MultiError struct{ All []*Error }

// Error returns a line for each mistake.
func (e *MultiError) Error() string {
	errs := make([]error, len(e.All))
	for i, err := range e.All {
		errs[i] = err
	}
	return errors.Join(errs...).Error()
}
