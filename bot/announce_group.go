package bot

import (
	"context"
	"fmt"
	"slices"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// groupNews is a campaign to tell a group of.
type groupNews struct {
	group    storage.Group
	kind     conversation.GroupKind // GroupOpened, GroupDeadline or GroupEnded
	campaign report.Campaign
}

// announceGroups tells every group of campaigns that were opened, of the moves of their
// deadlines, and of the end of those that it was told of, each once. It gives how much there is to tell, now or later.
func (r *Runtime) announceGroups(ctx context.Context) (int, error) {
	var waiting []groupNews
	err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		waiting, err = r.findGroupNews(tx)
		return err
	})
	if err != nil || !slices.ContainsFunc(waiting, r.tellable) {
		return len(waiting), err
	}
	var b *batch
	err = r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		news, err := r.findGroupNews(tx) // as it is now
		if err != nil {
			return err
		}
		for _, n := range news {
			if !r.tellable(n) {
				continue
			}
			if err := b.tellGroup(n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	r.carryOn(b)
	return len(waiting), nil
}

// tellable is false as long as the platform has not told its link, as in the first
// moments of a run: the news would be of little use.
func (r *Runtime) tellable(n groupNews) bool {
	for _, t := range r.platforms {
		if l, ok := t.(chat.Linker); ok && t.Platform() == n.group.Address.Platform {
			return l.Link() != ""
		}
	}
	return true
}

// findGroupNews only reads.
func (r *Runtime) findGroupNews(tx storage.Tx) (news []groupNews, err error) {
	var groups []storage.Group
	for g, err := range tx.Groups() {
		if err != nil {
			return nil, err
		}
		if r.sender.posts[g.Address.Platform] != nil {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 {
		return nil, nil
	}
	for head, err := range tx.CampaignHeads() {
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			kind := conversation.GroupOpened
			switch told := slices.Contains(g.Told, head.ID); {
			case head.Status == report.Open && !told:
			case head.Status != report.Open && told && !slices.Contains(g.Ended, head.ID):
				kind = conversation.GroupEnded
			case head.Status == report.Open && slices.Contains(g.Moved, head.ID):
				kind = conversation.GroupDeadline
			default:
				continue
			}
			c, err := tx.Campaign(head.ID)
			if err != nil {
				return nil, err
			}
			news = append(news, groupNews{g, kind, c})
		}
	}
	return news, nil
}

// tellOpen tells a group that was just let in of the campaigns that are open.
func (b *batch) tellOpen(a chat.Address) error {
	open, err := b.openCampaigns()
	if err != nil {
		return err
	}
	for _, c := range open {
		n := groupNews{storage.Group{Address: a}, conversation.GroupOpened, c}
		if !b.r.tellable(n) {
			return nil // the next round of announcements finds them
		}
		if err := b.tellGroup(n); err != nil {
			return err
		}
	}
	return nil
}

// tellGroup puts the news into the outbox and notes that the group was told.
func (b *batch) tellGroup(n groupNews) error {
	g, err := b.tx.Group(n.group.Address) // other news may have changed it
	if err != nil {
		return err
	}
	key := fmt.Sprintf("group/%s/%s/%s", g.Address, n.campaign.ID, n.kind)
	switch n.kind {
	case conversation.GroupOpened:
		g.Told = append(slices.Clone(g.Told), n.campaign.ID)
	case conversation.GroupDeadline: // it may come again
		key += fmt.Sprintf("/%d", b.now.UnixNano())
	default:
		g.Ended = append(slices.Clone(g.Ended), n.campaign.ID)
	}
	g.Moved = slices.DeleteFunc(slices.Clone(g.Moved), func(id string) bool { return id == n.campaign.ID })
	if err := b.tx.PutGroup(g); err != nil {
		return err
	}
	t := &turn{batch: b, key: key, to: g.Address, low: true}
	for _, m := range conversation.Group(conversation.GroupEvent{
		Kind: n.kind, Campaign: n.campaign, Let: true, Link: b.r.privateLink(g.Address.Platform),
	}).Say {
		if err := t.say(m); err != nil {
			return err
		}
	}
	return nil
}

// movedInGroups notes for the groups that were told of a campaign that its deadline is
// another one. The next round of announcements tells them; several moves before it are one.
func movedInGroups(tx storage.Tx, campaign string) error {
	var told []storage.Group
	for g, err := range tx.Groups() {
		if err != nil {
			return err
		}
		if slices.Contains(g.Told, campaign) && !slices.Contains(g.Moved, campaign) {
			told = append(told, g)
		}
	}
	for _, g := range told {
		g.Moved = append(slices.Clone(g.Moved), campaign)
		if err := tx.PutGroup(g); err != nil {
			return err
		}
	}
	return nil
}
