package cli

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

func (p *program) personCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "person",
		Short: "người tham gia: mời, xem, bỏ",
	}, p.personImport(), p.personInvite(), p.personList(), p.personRemove())
}

// personRow is a line of "person list --json".
type personRow struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Role      string   `json:"role"`
	Unit      string   `json:"unit"`
	Platforms []string `json:"platforms"`

	absent string // in words: not joined, or away
}

func rowOf(person report.Person) personRow {
	r := personRow{ID: person.ID, Name: person.Name, Role: string(person.Role), Unit: person.Unit, Platforms: []string{}}
	for _, contact := range person.Addresses {
		platform, _, _ := strings.Cut(contact.Address, ":")
		if !slices.Contains(r.Platforms, platform) {
			r.Platforms = append(r.Platforms, platform)
		}
	}
	switch {
	case person.Joined.IsZero():
		r.absent = textNotJoined
	case person.Away != nil:
		r.absent = textIsAway
	}
	return r
}

func (p *program) personList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "liệt kê những người tham gia",
		Args:  exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			rows := []personRow{}
			err := p.viewExisting(c.Context(), func(tx storage.Tx) error {
				rows = rows[:0]
				for person, err := range tx.People() {
					if err != nil {
						return err
					}
					rows = append(rows, rowOf(person))
				}
				return nil
			})
			if err != nil {
				return storeFailure(err)
			}
			slices.SortStableFunc(rows, func(a, b personRow) int { return vntext.CompareNames(a.Name, b.Name) })
			if asJSON {
				return p.printJSON(rows)
			}
			if len(rows) == 0 {
				p.say(textNoPeople)
				return nil
			}
			cells := [][]string{textPersonColumns()}
			for _, r := range rows {
				cells = append(cells, []string{r.ID, textRole(report.Role(r.Role)), orDash(r.Unit), orDash(cmp.Or(r.absent, strings.Join(r.Platforms, ", "))), r.Name})
			}
			table(p.env.Stdout, cells)
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

func (p *program) personRemove() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "remove ID",
		Short: "bỏ một người; câu trả lời của họ vẫn được giữ",
		Args:  exactly("ID"),
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			var gone bot.Removal
			err = s.Update(c.Context(), func(tx storage.Tx) error {
				gone, err = bot.RemovePerson(tx, args[0], p.now())
				if errors.Is(err, storage.ErrNotFound) {
					return unknownPerson(tx, args[0])
				}
				if errors.Is(err, bot.ErrLastAdmin) {
					return failed(textLastAdmin(args[0]), nil)
				}
				if err != nil {
					return err
				}
				return bot.AnnounceRemoval(tx, gone, vietnam, p.now())
			})
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
			}
			if asJSON {
				return p.printJSON(rowOf(gone.Person))
			}
			p.say(textPersonRemoved(gone))
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

// unknownPerson names the nearest person: by id, or by the name that was typed.
func unknownPerson(tx storage.Tx, id string) error {
	var ids, names []string
	for person, err := range tx.People() {
		if err != nil {
			return err
		}
		if vntext.Fold(person.Name) == vntext.Fold(id) {
			return failed(textUnknownPerson(id, person.ID), nil)
		}
		ids, names = append(ids, person.ID), append(names, person.Name)
	}
	near := vntext.Nearest(id, ids)
	if i := slices.Index(names, vntext.Nearest(id, names)); near == "" && i >= 0 {
		near = ids[i]
	}
	return failed(textUnknownPerson(id, near), nil)
}

// inviteView is "person invite --json". A link is null where the platform is off
// or its address is not known.
type inviteView struct {
	Code    string      `json:"code"`
	Role    string      `json:"role"`
	Uses    int         `json:"uses"`
	Expires string      `json:"expires"`
	Links   inviteLinks `json:"links"`
}

type inviteLinks struct {
	Telegram *string `json:"telegram"`
	Zalo     *string `json:"zalo"`
	Web      *string `json:"web"`
}

func (p *program) personInvite() *cobra.Command {
	var role, expires, picture string
	var uses int
	var asJSON bool
	c := &cobra.Command{
		Use:     "invite --role admin|approver|staff",
		Short:   "tạo mã mời người tham gia",
		Long:    textInviteLong,
		Example: `  thuky person invite --role staff --uses 30 --expires 14d`,
		Args:    exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			roles := []string{string(report.Admin), string(report.Approver), string(report.Staff)}
			if role == "" {
				return usage(textNeedFlag(c.CommandPath(), "--role", strings.Join(roles, ", ")))
			}
			if err := oneOf("--role", role, roles...); err != nil {
				return err
			}
			if uses < 1 || uses > maxUses {
				return usage(textBadUses(uses, maxUses))
			}
			span, err := parseSpan("--expires", expires)
			if err != nil {
				return err
			}
			s, err := p.openStore()
			if err != nil {
				return err
			}
			code, now := bot.NewCode(), p.now()
			var made report.Invitation
			err = s.Update(c.Context(), func(tx storage.Tx) (err error) {
				made, err = bot.Invite(tx, report.Role(role), uses, now.Add(span), now, code)
				return err
			})
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
			}
			v := inviteView{
				Code: code, Role: role, Uses: made.Uses,
				Expires: made.Expires.In(vietnam).Format(time.RFC3339),
				Links:   inviteLinks{Telegram: p.telegramLink(c.Context(), code), Zalo: p.zaloLink(), Web: p.webLink(code)},
			}
			if asJSON {
				err = p.printJSON(v)
			} else {
				p.say(textInvited(v, report.Role(role), made.Expires))
			}
			if err != nil || picture == "" {
				return err
			}
			return drawInvitation(v, picture)
		}),
	}
	c.Flags().StringVar(&role, "role", "", "`VAI` của người được mời: admin (quản trị), approver (duyệt), staff (trả lời); bắt buộc")
	c.Flags().IntVar(&uses, "uses", 1, "`SỐ` người dùng được mã này (mặc định 1)")
	c.Flags().StringVar(&expires, "expires", "7d", "`THỜI HẠN` của mã: 30m, 12h, 7d, 2w (mặc định 7d)")
	c.Flags().StringVar(&picture, "qr", "", "vẽ mã QR của lời mời vào `TỆP` .png mới, để in và dán ở phòng họp")
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

// maxUses is the most people that one code may let in.
const maxUses = 10_000
