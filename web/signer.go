package web

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
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
	Door string `json:"d"`           // which kind of link: "file", "picture", "upload"
	What string `json:"w"`           // of that kind: the key of an artifact, an address
	Name string `json:"n,omitempty"` // how a file is called
	Ends int64  `json:"e"`           // seconds since 1970
}

// sign gives the token of a pass.
func (s *signer) sign(p pass) string {
	raw, _ := json.Marshal(p) // unreachable: strings and a number
	body := base64.RawURLEncoding.EncodeToString(raw)
	return body + "." + s.sum("pass", body)
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
func (s *signer) check(door, token string, now time.Time) (pass, passState) {
	var p pass
	body, sum, ok := strings.Cut(token, ".")
	if !ok || len(token) > maxToken || !hmac.Equal([]byte(sum), []byte(s.sum("pass", body))) {
		return pass{}, passBad
	}
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil || json.Unmarshal(raw, &p) != nil || p.Door != door {
		return pass{}, passBad
	}
	if now.Unix() >= p.Ends {
		return pass{}, passEnded
	}
	return p, passGood
}
