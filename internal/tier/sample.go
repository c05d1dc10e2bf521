//go:build !measure

package tier

const full = false
