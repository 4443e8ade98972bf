package records

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"

	"thuky/storage"
)

// Seal encrypts what tells who people are: docs/adr/0030. A nil Seal leaves all as it is.
//
// Values are sealed with AES-256-GCM under a random nonce, bound to their kind and key, so that
// they cannot be exchanged. Parts of keys must be found again: the same part is sealed to the same
// bytes, by a synthetic initialisation vector (HMAC-SHA256 of the part, cut to 128 bits) and
// AES-256-CTR, in the manner of RFC 5297. Every kind has keys of its own.
type Seal struct {
	master [SealKeySize]byte
	mark   [16]byte

	once  [Kinds]sync.Once
	kinds [Kinds]kindSeal // each under its once
}

// kindSeal are the keys of one kind.
type kindSeal struct {
	values cipher.AEAD
	parts  cipher.Block
	vector []byte
}

// SealKeySize is the length of a key in bytes.
const SealKeySize = 32

// NewSeal makes a seal of a random key.
func NewSeal(key []byte) (*Seal, error) {
	if len(key) != SealKeySize {
		return nil, fmt.Errorf("a key of %d bytes, want %d", len(key), SealKeySize)
	}
	s := &Seal{master: [SealKeySize]byte(key)}
	s.mark = [16]byte(s.derive("mark", len(s.mark)))
	return s, nil
}

// derive makes a key for a purpose.
func (s *Seal) derive(purpose string, size int) []byte {
	key, err := hkdf.Key(sha256.New, s.master[:], nil, "thuky seal 1 "+purpose, size)
	if err != nil {
		panic(err) // unreachable: the size is small
	}
	return key
}

func (s *Seal) of(k Kind) *kindSeal {
	s.once[k].Do(func() {
		block := func(purpose string) cipher.Block {
			b, err := aes.NewCipher(s.derive(purpose+" "+k.String(), 32))
			if err != nil {
				panic(err) // unreachable: the size is right
			}
			return b
		}
		aead, err := cipher.NewGCM(block("values"))
		if err != nil {
			panic(err) // unreachable: it is AES
		}
		s.kinds[k] = kindSeal{aead, block("parts"), s.derive("vector "+k.String(), 32)}
	})
	return &s.kinds[k]
}

// Mark tells this key from others in a store; it says nothing about the key.
func (s *Seal) Mark() []byte { return append([]byte{sealForm}, s.mark[:]...) }

// MarkKey is the Value, never sealed, that holds the Mark of a sealed store.
const MarkKey = "seal"

// Fit tells whether a store that has this mark, nil for none, can be read with this seal.
func (s *Seal) Fit(mark []byte) error {
	switch {
	case s == nil && mark == nil:
		return nil
	case s == nil:
		return storage.ErrSealed
	case mark == nil:
		return storage.ErrNotSealed
	case !hmac.Equal(mark, s.Mark()):
		return storage.ErrOtherKey
	}
	return nil
}

// sealForm begins what is sealed, for another form to come; docForm does so within a text of JSON.
const (
	sealForm = 1
	docForm  = `"thuky-1:`
)

// valueForm is how the values of a kind are sealed.
type valueForm int

const (
	open   valueForm = iota // not at all
	asDoc                   // JSON stays JSON: a text
	asData                  // bytes
)

// layout says what of a kind is sealed. A key is a head of some bytes, texts of which all are
// sealed where any is, and a tail.
type layout struct {
	value valueForm
	head  int
	texts int // 0: the key is not sealed
	tail  int
	// sorted kinds are given in the order of their keys as they are meant.
	sorted bool
}

// layouts are those of all kinds; the zero layout is not sealed. docs/security.md has the list
// for people.
var layouts = [Kinds]layout{
	Once:          {texts: 1},
	Conversations: {value: asData, texts: 1, sorted: true},
	People:        {value: asDoc},
	Addresses:     {texts: 1, sorted: true},
	Invitations:   {value: asDoc},
	Audit:         {value: asDoc},
	Outbox:        {value: asDoc},
	Dead:          {value: asDoc},
	OutboxKeys:    {texts: 1},
	Holds:         {texts: 1, sorted: true},
	Jobs:          {value: asDoc, texts: 1, sorted: true},
	JobQueue:      {head: 12, texts: 1, sorted: true},
	Artifacts:     {value: asDoc},
	ArtifactData:  {value: asData},
	Strangers:     {value: asDoc, texts: 1, sorted: true},
	Failures:      {value: asDoc, head: 12, texts: 1, sorted: true},
	Versions:      {value: asDoc},
	VersionData:   {value: asData},
	Groups:        {value: asDoc, texts: 1, sorted: true},
	Sessions:      {value: asDoc},
	Lines:         {value: asDoc, texts: 1, tail: 8},
	LineKeys:      {texts: 2},
	Values:        {value: asData, texts: 1, sorted: true},
	Evidence:      {value: asDoc},
	EvidenceData:  {value: asData},
	EvidenceThumb: {value: asData},
}

// bare tells whether a record is never sealed.
func bare(k Kind, key []byte) bool { return k == Values && string(key) == MarkKey }

var errSeal = errors.New("what is stored was not sealed with this key, or was altered or moved")

// part seals one text of a key.
func (s *kindSeal) part(dst, text []byte) ([]byte, error) {
	h := hmac.New(sha256.New, s.vector)
	h.Write(text)
	sealed := make([]byte, aes.BlockSize+len(text))
	copy(sealed, h.Sum(nil)[:aes.BlockSize])
	cipher.NewCTR(s.parts, sealed[:aes.BlockSize]).XORKeyStream(sealed[aes.BlockSize:], text)
	return base64.RawURLEncoding.AppendEncode(dst, sealed), nil
}

// openPart is the opposite of part.
func (s *kindSeal) openPart(dst, stored []byte) ([]byte, error) {
	sealed, err := base64.RawURLEncoding.Strict().AppendDecode(nil, stored)
	if err != nil || len(sealed) < aes.BlockSize {
		return nil, errSeal
	}
	vector, text := sealed[:aes.BlockSize], sealed[aes.BlockSize:]
	cipher.NewCTR(s.parts, vector).XORKeyStream(text, text)
	h := hmac.New(sha256.New, s.vector)
	h.Write(text)
	if !hmac.Equal(h.Sum(nil)[:aes.BlockSize], vector) {
		return nil, errSeal
	}
	return append(dst, text...), nil
}

// key gives the key under which a record is stored. A prefix of whole texts, each with its zero
// byte, becomes the prefix of what is stored.
func (s *Seal) key(k Kind, key []byte) []byte {
	stored, _ := s.turn(k, key, (*kindSeal).part) // part does not fail
	return stored
}

// openKey is the opposite of key.
func (s *Seal) openKey(k Kind, stored []byte) ([]byte, error) {
	return s.turn(k, stored, (*kindSeal).openPart)
}

// Meant is the key as it is meant of one that is stored.
func (s *Seal) Meant(k Kind, stored []byte) ([]byte, error) {
	if s == nil {
		return stored, nil
	}
	return s.openKey(k, stored)
}

// turn goes through the texts of a key.
func (s *Seal) turn(k Kind, key []byte, part func(*kindSeal, []byte, []byte) ([]byte, error)) ([]byte, error) {
	l := layouts[k]
	if l.texts == 0 || bare(k, key) || len(key) <= l.head {
		return key, nil
	}
	own := s.of(k)
	made := append(make([]byte, 0, 2*len(key)+32*l.texts), key[:l.head]...)
	rest := key[l.head:]
	var err error
	for i := 0; i < l.texts && len(rest) > 0; i++ {
		text, after, found := bytes.Cut(rest, []byte{0})
		if i == l.texts-1 && l.tail == 0 {
			text, after, found = rest, nil, false
		}
		if made, err = part(own, made, text); err != nil {
			return nil, err
		}
		if found {
			made = append(made, 0)
		}
		rest = after
	}
	return append(made, rest...), nil
}

// bound is what a sealed value cannot be taken away from.
func bound(k Kind, stored []byte) []byte {
	return append(append([]byte(k.String()), 0), stored...)
}

// value seals the value of a record that is stored under a key.
func (s *Seal) value(k Kind, stored, value []byte) []byte {
	form := layouts[k].value
	if form == open || bare(k, stored) {
		return value
	}
	aead := s.of(k).values
	sealed := make([]byte, 1+aead.NonceSize(), 1+aead.NonceSize()+len(value)+aead.Overhead())
	sealed[0] = sealForm
	_, _ = rand.Read(sealed[1:]) // it does not fail: it ends the program
	sealed = aead.Seal(sealed, sealed[1:], value, bound(k, stored))
	if form == asData {
		return sealed
	}
	doc := make([]byte, 0, len(docForm)+base64.RawURLEncoding.EncodedLen(len(sealed))+1)
	return append(base64.RawURLEncoding.AppendEncode(append(doc, docForm...), sealed[1:]), '"')
}

// openValue is the opposite of value.
func (s *Seal) openValue(k Kind, stored, sealed []byte) ([]byte, error) {
	form := layouts[k].value
	if form == open || bare(k, stored) {
		return sealed, nil
	}
	aead := s.of(k).values
	if form == asDoc {
		text, ok := bytes.CutPrefix(sealed, []byte(docForm))
		if !ok || len(text) == 0 || text[len(text)-1] != '"' {
			return nil, errSeal
		}
		raw, err := base64.RawURLEncoding.Strict().AppendDecode(nil, text[:len(text)-1])
		if err != nil {
			return nil, errSeal
		}
		sealed = raw
	} else if len(sealed) == 0 || sealed[0] != sealForm {
		return nil, errSeal
	} else {
		sealed = sealed[1:]
	}
	n := aead.NonceSize()
	if len(sealed) < n {
		return nil, errSeal
	}
	value, err := aead.Open([]byte{}, sealed[:n], sealed[n:], bound(k, stored))
	if err != nil {
		return nil, errSeal
	}
	return value, nil
}

// TurnDump is a dump of a store of one seal as another stores it, with the mark of that. Either may
// be nil.
func TurnDump(from, to *Seal, dump storage.Dump) storage.Dump {
	byName := map[string]Kind{}
	for k := range Kinds {
		byName[k.String()] = k
	}
	return func(ctx context.Context, put func(storage.Raw) error) error {
		err := dump(ctx, func(r storage.Raw) error {
			k, ok := byName[r.Kind]
			if !ok { // a sequence
				return put(r)
			}
			if bare(k, r.Key) {
				return nil // the mark of from
			}
			r, err := turned(from, to, k, r)
			if err != nil {
				return err
			}
			return put(r)
		})
		if err != nil || to == nil {
			return err
		}
		return put(storage.Raw{Kind: Values.String(), Key: []byte(MarkKey), Value: to.Mark()})
	}
}

func turned(from, to *Seal, k Kind, r storage.Raw) (storage.Raw, error) {
	if from != nil {
		key, err := from.openKey(k, r.Key)
		if err != nil {
			return r, fmt.Errorf("%s %q: %w", k, r.Key, err)
		}
		if r.Value, err = from.openValue(k, r.Key, r.Value); err != nil {
			return r, fmt.Errorf("%s %q: %w", k, r.Key, err)
		}
		r.Key = key
	}
	if to != nil {
		r.Key = to.key(k, r.Key)
		r.Value = to.value(k, r.Key, r.Value)
	}
	return r, nil
}
