package web

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"thuky/storage"
)

// signingKey is where the key of all links lies in the store: links outlive a restart,
// and restoring a backup keeps them.
const signingKey = "web/signing-key"

// signer makes and checks links that nobody can make up and that end.
type signer struct{ key []byte }

func loadSigner(ctx context.Context, store storage.Store) (*signer, error) {
	s := &signer{}
	err := store.Update(ctx, func(tx storage.Tx) (err error) {
		s.key, err = tx.Value(signingKey)
		if !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		s.key = make([]byte, 32)
		_, _ = rand.Read(s.key) // never fails
		return tx.PutValue(signingKey, s.key)
	})
	return s, err
}

// sum is an HMAC-SHA-256 over the words, each with its length, as text.
func (s *signer) sum(words ...string) string {
	mac := hmac.New(sha256.New, s.key)
	joined, _ := json.Marshal(words) // unreachable: strings
	mac.Write(joined)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// pass is what a signed link lets its holder do.
type pass struct {
	Door byte   // which kind of link
	What string // of that kind: the key of an artifact, an address
	Ends int64  // seconds since 1970
}

// A token is read out of a chat, and counts among the letters of a message: the pass is
// packed, and most of it is a SHA-256.
const (
	passHead = 1 + 1 + 5 // door, how What is packed, Ends
	passSum  = 16        // bytes of the HMAC

	packedPlain = 'p'
	packedHex   = 'h' // its last 64 letters are a SHA-256 in hex, packed as 32 bytes
)

// sign gives the token of a pass.
func (s *signer) sign(p pass) string {
	raw := []byte{p.Door, packedPlain, byte(p.Ends >> 32), byte(p.Ends >> 24), byte(p.Ends >> 16), byte(p.Ends >> 8), byte(p.Ends)}
	begin := max(len(p.What)-2*sha256.Size, 0)
	if sum, err := hex.DecodeString(p.What[begin:]); err == nil && len(sum) == sha256.Size && hex.EncodeToString(sum) == p.What[begin:] {
		raw[1] = packedHex
		raw = append(append(raw, p.What[:begin]...), sum...)
	} else {
		raw = append(raw, p.What...)
	}
	return base64.RawURLEncoding.EncodeToString(append(raw, s.passSum(raw)...))
}

func (s *signer) passSum(raw []byte) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte("pass\x00")) // sum signs JSON, which begins otherwise
	mac.Write(raw)
	return mac.Sum(nil)[:passSum]
}

// passState is what is to be said of a token.
type passState int

// A token is good, was good, or was never made for that kind of link.
const (
	passBad passState = iota
	passEnded
	passGood
)

// maxToken is the longest token, in bytes.
const maxToken = 4 << 10

// check reads a token that sign made for that kind of link.
func (s *signer) check(door byte, token string, now time.Time) (pass, passState) {
	if len(token) > maxToken {
		return pass{}, passBad
	}
	all, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(all) < passHead+passSum || base64.RawURLEncoding.EncodeToString(all) != token {
		return pass{}, passBad
	}
	raw, sum := all[:len(all)-passSum], all[len(all)-passSum:]
	if !hmac.Equal(sum, s.passSum(raw)) || raw[0] != door {
		return pass{}, passBad
	}
	p := pass{Door: raw[0], What: string(raw[passHead:])}
	for _, b := range raw[2:passHead] {
		p.Ends = p.Ends<<8 | int64(b)
	}
	if raw[1] == packedHex {
		begin := len(raw) - sha256.Size
		p.What = string(raw[passHead:begin]) + hex.EncodeToString(raw[begin:])
	}
	if now.Unix() >= p.Ends {
		return pass{}, passEnded
	}
	return p, passGood
}
