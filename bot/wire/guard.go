package wire

import (
	"errors"
	"net/netip"
	"strings"
	"syscall"
)

// controlFunc is asked about each address before a connection to it is made, after its
// name was resolved: a name that leads elsewhere the second time changes nothing.
type controlFunc = func(network, address string, c syscall.RawConn) error

// errNotPublic is a link to our own machine, our own network, or nowhere.
var errNotPublic = errors.New("the link leads to an address that is not public")

func publicOnly(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !public(at.Addr()) {
		return errNotPublic
	}
	return nil
}

// notPublic are the blocks that the methods of netip.Addr do not know: shared and
// reserved ones, examples, and those that carry an IPv4 address to be reached by a
// gateway.
var notPublic = mustPrefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "240.0.0.0/4",
	"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
)

func mustPrefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}

// public tells whether an address belongs to the internet at large.
func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, block := range notPublic {
		if block.Contains(a) {
			return false
		}
	}
	return true
}

// publicName tells whether a name may be one of the public DNS; what it leads to is
// looked at before connecting.
func publicName(host string) bool {
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 {
		return false
	}
	switch top := host[dot+1:]; top {
	case "local", "localhost", "internal", "intranet", "lan", "home", "corp", "localdomain":
		return false
	default:
		// A last part of digits is an address in one of its odd spellings.
		return strings.Trim(top, "0123456789") != "" && !strings.HasPrefix(top, "0x") && !strings.HasSuffix(host, ".home.arpa")
	}
}
