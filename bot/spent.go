package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// What is said about the messages of a month (see budget.go): to the admins before they are
// used up, and to whoever writes when they are.

// Budget is how many messages a platform carries in a month, and what of it is used.
type Budget struct {
	Platform string
	Month    string // "2026-11"
	Sent     int
	Budget   int // the most
	Reserve  int // of it, for what matters most
}

// Budgets gives those of the platforms that carry only so many messages, by name.
func (r *Runtime) Budgets() []Budget {
	var all []Budget
	for _, name := range slices.Sorted(maps.Keys(r.sender.posts)) {
		if b, _ := r.sender.posts[name].budget(); b.Budget > 0 {
			all = append(all, b)
		}
	}
	return all
}

func (p *post) budget() (b Budget, ends time.Time) {
	c := p.transport.Capabilities()
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.thisMonth(p.s.now())
	return Budget{Platform: p.name, Month: t.month, Sent: t.used, Budget: max(c.Budget, 0), Reserve: max(c.Reserve, 0)}, t.ends
}

// spent tells that only vital messages are sent.
func (b Budget) spent() bool { return b.Budget > 0 && b.Sent >= b.Budget-b.Reserve }

// level is how much is used, as far as admins hear of it: 0, 70, 90, and 100 when only vital
// messages are sent.
func (b Budget) level() int {
	switch {
	case b.Budget <= 0:
		return 0
	case b.spent():
		return 100
	case b.Sent*100 >= b.Budget*90:
		return 90
	case b.Sent*100 >= b.Budget*70:
		return 70
	}
	return 0
}

// hasRoom tells whether a message that nobody waits for would be sent over a platform: the
// ones that wait count as sent.
func (b *batch) hasRoom(platform string, vital bool) bool {
	p := b.r.sender.posts[platform]
	if p == nil {
		return true
	}
	most := limit(p.transport.Capabilities(), vital)
	if most < 0 {
		return true
	}
	taken := 0
	for _, o := range b.out {
		if o.To.Platform == platform {
			taken++
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.thisMonth(p.s.now()).used+p.waiting+taken < most
}

// toldOf is who has heard that the messages of a month are used up.
type toldOf struct {
	Level  int      `json:"level,omitempty"`  // that the admins know of
	People []string `json:"people,omitempty"` // ids
}

func toldKey(b Budget) string { return "spent/" + b.Platform + "/" + b.Month }

// readTold takes a record that cannot be read for none: then they hear of it once more.
func readTold(tx storage.Tx, b Budget) (toldOf, error) {
	value, err := tx.Value(toldKey(b))
	if errors.Is(err, storage.ErrNotFound) {
		return toldOf{}, nil
	}
	var told toldOf
	if err == nil && json.Unmarshal(value, &told) != nil {
		told = toldOf{}
	}
	return told, err
}

func (told toldOf) put(tx storage.Tx, b Budget) error {
	value, err := json.Marshal(told)
	if err != nil {
		return err
	}
	return tx.PutValue(toldKey(b), value)
}

// tellSpent tells whoever wrote, once a month, that their chat gives no answers any more,
// and where to go on. What they wrote was taken all the same.
func (b *batch) tellSpent(a chat.Address, key string) error {
	post := b.r.sender.posts[a.Platform]
	if post == nil || post.transport.Capabilities().Budget <= 0 {
		return nil
	}
	budget, ends := post.budget()
	if !budget.spent() {
		return nil
	}
	p, err := b.tx.PersonByAddress(a)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	told, err := readTold(b.tx, budget)
	if err != nil || slices.Contains(told.People, p.ID) {
		return err
	}
	told.People = append(told.People, p.ID)
	if err := told.put(b.tx, budget); err != nil {
		return err
	}
	t := &turn{batch: b, key: key + "/spent", to: a, until: ends}
	link, err := t.signIn(p)
	if err != nil {
		return err
	}
	return t.survive(t.event(informed(conversation.News{Kind: conversation.NewsSpent, Platform: a.Platform, Link: link})))
}

// watchBudgets tells the admins, once a month each, when 70 and 90 per cent of the messages
// of a platform are used, and when all but the reserve are: best over another platform.
func (r *Runtime) watchBudgets(ctx context.Context) error {
	if p := r.planner(); p != nil && !p.Allowed(r.now()) {
		return nil
	}
	for _, budget := range r.Budgets() {
		if known, ok := r.warned.Load(toldKey(budget)); budget.level() == 0 || ok && known.(int) >= budget.level() {
			continue
		}
		if err := r.warn(ctx, budget); err != nil {
			return fmt.Errorf("tell of the messages of %s: %w", budget.Platform, err)
		}
	}
	return nil
}

func (r *Runtime) warn(ctx context.Context, budget Budget) error {
	var b *batch
	known := 0
	err := r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		told, err := readTold(tx, budget)
		known = told.Level
		if err != nil || known >= budget.level() {
			return err
		}
		_, ends := r.sender.posts[budget.Platform].budget()
		some := false
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			to, ok := r.reach(p, true, budget.Platform)
			if !ok || p.Role != report.Admin {
				continue
			}
			t := &turn{batch: b, key: fmt.Sprintf("%s/%d/%s", toldKey(budget), budget.level(), to), to: to, low: true, until: ends}
			if err := t.survive(t.event(informed(conversation.News{
				Kind: conversation.NewsBudget, Platform: budget.Platform, Count: budget.Sent, Of: budget.Budget, Spent: budget.spent(),
			}))); err != nil {
				return err
			}
			some = true
		}
		if !some {
			return nil // until there is an admin who can be written to
		}
		told.Level, known = budget.level(), budget.level()
		return told.put(tx, budget)
	})
	if err != nil {
		return err
	}
	r.warned.Store(toldKey(budget), known)
	r.carryOn(b)
	return nil
}
