package cli

import (
	"strings"

	"thuky/bot/terminal"
	"thuky/chat"
	"thuky/storage"
	"thuky/vntext"
)

// local is the seat of whoever gives no name at the machine that keeps the data.
var local = chat.Address{Platform: terminal.Platform, ID: "local"}

// findSeat gives the terminal address of a person. Everyone who comes with a name
// of their own has a seat of their own; the first name that is given goes to
// whoever was nameless until then. Without a name it is the only seat taken so
// far, else the nameless one.
func findSeat(tx storage.Tx, name string) (chat.Address, error) {
	var seats []chat.Address
	nameless := false
	for person, err := range tx.People() {
		if err != nil {
			return local, err
		}
		for _, c := range person.Addresses {
			at, err := chat.ParseAddress(c.Address)
			if err != nil || at.Platform != terminal.Platform {
				continue
			}
			if name != "" && vntext.Fold(person.Name) == vntext.Fold(name) {
				return at, nil
			}
			seats = append(seats, at)
			nameless = nameless || at == local && person.Name == textNameHere
		}
	}
	switch {
	case name == "" && len(seats) == 1:
		return seats[0], nil
	case name == "", nameless, len(seats) == 0:
		return local, nil
	}
	return chat.Address{Platform: terminal.Platform, ID: seatID(name)}, nil
}

// seatID makes "le-thi-man" of "Lê Thị Mận".
func seatID(name string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, vntext.Fold(name))
	if id = strings.Trim(id, "-"); id == "" || id == local.ID {
		return "ten-" + local.ID
	}
	return id
}
