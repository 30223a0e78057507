import fc from 'fast-check'

// A mutant is killed by the first counterexample. To shrink it takes so long that
// the mutant would run out of time.
fc.configureGlobal({ endOnFailure: true })
