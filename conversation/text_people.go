package conversation

import (
	"cmp"
	"fmt"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// What is said about people.

const (
	textUnknownCode = "Dạ, em chưa nhận ra mã này: có thể gõ thiếu chữ, mã đã hết hạn hoặc đã dùng hết lượt. Thầy/cô xem lại từng chữ giúp em; chưa được thì xin mã khác ở văn phòng trường, hoặc gõ «liên kết» ở tài khoản cũ để lấy mã mới ạ."
	textTryLater    = "Dạ, em đã nhận nhiều mã chưa đúng. Thầy/cô chờ một giờ rồi gõ lại giúp em, hoặc hỏi văn phòng trường ạ."
	textAskName     = "Dạ, em chào thầy/cô. Nhà trường ghi họ tên thầy/cô thế nào ạ? Ví dụ: Lê Thị Mận."
	textSureName    = "Dạ, em ghi họ tên thế này được không ạ? Chưa đúng thì thầy/cô gõ lại đủ họ và tên giúp em."
	textWhoOfList   = "Dạ, trong danh sách có những người cùng tên. Thầy/cô là ai ạ?"
	textAskCall     = "Dạ, em xưng hô với thầy/cô thế nào cho phải ạ?"
	textCallAgain   = "Dạ, em gọi được là thầy, cô, anh hoặc chị. Ví dụ: «cô»."
	textJoinFirst   = "Dạ, em hỏi hai câu ngắn rồi mình vào báo cáo ngay ạ."

	textAskNewName   = "Dạ, em đổi họ tên thành gì ạ? Ví dụ: Lê Thị Mận. Gõ «thôi» nếu không đổi."
	textNameDigits   = "Dạ, họ tên không có chữ số ạ. Ví dụ: Lê Thị Mận."
	textNameLetters  = "Dạ, họ tên chỉ gồm chữ cái, viết một dòng ạ. Ví dụ: Lê Thị Mận."
	textNameShort    = "Dạ, họ tên cần ít nhất hai chữ cái ạ. Ví dụ: Lê Thị Mận."
	textNameLong     = "Dạ, họ tên dài quá 80 chữ nên em chưa ghi ạ. Ví dụ: Lê Thị Mận."
	textNameSentence = "Dạ, em cần họ tên trước, việc khác em giúp ngay sau đó ạ. Ví dụ: Lê Thị Mận."
	textNameNone     = "Dạ, em cần họ tên trước ạ. Ví dụ: Lê Thị Mận."
	textLinked       = "Dạ, em đã nối tài khoản này với tên thầy/cô. Trả lời ở đâu cũng được ạ."
	textKnownAlready = "Dạ, thầy/cô đã có tên trong danh sách, không cần mã nữa ạ."

	textWrongCode      = "Dạ, mã này không đúng hoặc đã hết hạn. Mã liên kết chỉ dùng được 30 phút; thầy/cô gõ «liên kết» ở tài khoản cũ để lấy mã mới ạ."
	textOfSomebodyElse = "Dạ, mã này của người khác, còn tài khoản này đã là của thầy/cô nên em không nối ạ. Cần đổi, thầy/cô gõ «rời khỏi» ở đây trước."
	textNothingLinked  = "Dạ, thầy/cô chỉ dùng một tài khoản là tài khoản này nên không có gì để bỏ ạ."
	textWhichAddress   = "Dạ, thầy/cô bỏ tài khoản nào ạ? Tài khoản này vẫn giữ."

	textWhichOfPeople = "Dạ, thầy/cô nói ai ạ?"
	textPickNumber    = "Dạ, thầy/cô gõ số của dòng chọn giúp em ạ."
	textCalled        = "Dạ, em nhớ rồi, thầy/cô ạ."

	textYouAreAway    = "Dạ, em đang ghi thầy/cô nghỉ nên không hỏi và chưa ghi gì. Khi đi làm lại, thầy/cô gõ «em đi làm lại» ạ."
	textToGoOn        = "\nThầy/cô gõ «tiếp» để làm ạ."
	textStandInSelf   = "Dạ, người làm thay phải là người khác ạ. Ví dụ: «em nghỉ, nhờ cô Mận»."
	textLastAdmin     = "Dạ, đây là người phụ trách duy nhất nên em chưa làm được. Thầy/cô giao thêm một người phụ trách trước, ví dụ: «cô Mận làm người phụ trách» ạ."
	textUnitLong      = "Dạ, tên đơn vị dài quá 40 chữ ạ. Ví dụ: «cô Mận thuộc tổ 3»."
	textInviteUses    = "Dạ, một mã mời được từ 1 đến 500 người ạ. Ví dụ: «mời 30 người»."
	textNobodyOnList  = "Dạ, danh sách chưa có ai ạ."
	textNoSeparate    = " Hiện không có câu nào giao riêng."
	textNewsRemoved   = "Dạ, người phụ trách đã bỏ tên thầy/cô khỏi danh sách nên từ nay em không hỏi và không nhắc nữa. Em cảm ơn thầy/cô thời gian qua ạ."
	textWaitsForAdmin = " Các câu này chờ người phụ trách giao người khác."
)

const (
	labelRight     = "Đúng"
	labelOtherName = "Sửa tên"
	labelNotMe     = "Không phải"
	labelAgreed    = "Đồng ý"
	labelIsAnswer  = "Đó là câu trả lời"
)

// labelListed names somebody of the list so that two of one name are told apart.
func labelListed(p report.Person) string {
	if p.Unit == "" {
		return p.Name + " (" + textRole(p.Role) + ")"
	}
	return p.Name + " (" + p.Unit + ")"
}

// politeName is "cô Lê Thị Mận" where it is known how to address her.
func politeName(p report.Person) string {
	if p.Call == "" {
		return p.Name
	}
	return p.Call + " " + p.Name
}

func textRole(r report.Role) string {
	switch r {
	case report.Admin:
		return textAnAdmin
	case report.Approver:
		return "người duyệt"
	}
	return "người trả lời"
}

func textConfirmName(p report.Person) string {
	if p.Unit == "" {
		return "Dạ, em chào thầy/cô. Thầy/cô là " + p.Name + " phải không ạ?"
	}
	return "Dạ, em chào thầy/cô. Thầy/cô là " + p.Name + " (" + p.Unit + ") phải không ạ?"
}

func textIsItYou(p report.Person) string {
	if p.Unit == "" {
		return "Dạ, thầy/cô có phải là " + p.Name + " trong danh sách không ạ?"
	}
	return "Dạ, thầy/cô có phải là " + p.Name + " (" + p.Unit + ") trong danh sách không ạ?"
}

func textSettled(p report.Person) string { return "Dạ, em nhớ rồi: " + politeName(p) + "." }

func textRenamed(name string) string { return "Dạ, từ nay em ghi họ tên là " + name + " ạ." }

func textNobodyOfName(typed string) string {
	return "Dạ, em chưa thấy «" + clip(typed, 40) + "» trong danh sách. Thầy/cô gõ lại đúng tên giúp em, ví dụ: «cô Mận» ạ."
}

// textPlatform names an address for its owner.
func textPlatform(address string) string {
	platform, id, _ := strings.Cut(address, ":")
	return platformName(platform) + " (" + clip(id, 20) + ")"
}

func textUnlinked(address string) string {
	return "Dạ, em đã bỏ tài khoản " + textPlatform(address) + ". Ở đó em không hỏi và không nhắc nữa ạ."
}

var knownUnits = []string{"văn phòng", "kế toán", "thư viện", "y tế", "đoàn đội", "tổng phụ trách đội", "bảo vệ", "ban giám hiệu", "hành chính"}

// textUnit writes a typed unit with its marks: "to 3" is "tổ 3".
func textUnit(typed string) string {
	typed = strings.Join(strings.Fields(strings.Trim(typed, " .,")), " ")
	bare := vntext.Fold(typed)
	for _, unit := range knownUnits {
		if vntext.Fold(unit) == bare {
			return unit
		}
	}
	for short, long := range map[string]string{"to ": "tổ ", "khoi ": "khối "} {
		if rest, ok := strings.CutPrefix(bare, short); ok && len(rest) <= 2 {
			return long + strings.ToUpper(rest)
		}
	}
	return typed
}

func textPeople(people []report.Person) string {
	if len(people) == 0 {
		return textNobodyOnList
	}
	lines := []string{fmt.Sprintf("Danh sách có %d người:", len(people))}
	for _, p := range people {
		line := "- " + p.Name
		if p.Unit != "" {
			line += ", " + p.Unit
		}
		line += ", " + textRole(p.Role)
		switch {
		case p.Away != nil:
			line += " (đang nghỉ)"
		case p.Joined.IsZero():
			line += " (chưa vào)"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// textDuties lists what is open for a person by name.
func textDuties(duties []Duty) string {
	lines := make([]string, len(duties))
	for i, d := range duties {
		lines[i] = fmt.Sprintf("\n- %s: %d câu%s", campaignLabel(d.Campaign), len(d.Questions), dueText(d.Campaign))
	}
	return strings.Join(lines, "")
}

func textConfirmAway(p, with report.Person, self bool, duties []Duty, orphans []string) string {
	text := "Dạ, em ghi " + politeName(p) + " nghỉ từ bây giờ, em không hỏi và không nhắc nữa."
	if self {
		text = "Dạ, em ghi thầy/cô nghỉ từ bây giờ, em không hỏi và không nhắc nữa."
	}
	switch {
	case len(duties) == 0 && with.ID == "":
		text += textNoSeparate
	case len(duties) == 0:
		text += textNoSeparate + " Có câu nào giao riêng, em hỏi " + politeName(with) + "."
	case with.ID == "":
		text += " Những câu giao riêng:" + textDuties(duties) + "\nChưa nhờ ai làm thay nên các câu này chờ người phụ trách giao người khác."
	default:
		text += " " + capital(politeName(with)) + " trả lời thay:" + textDuties(duties)
	}
	if len(orphans) > 0 {
		text += "\nPhần đang làm thay " + strings.Join(orphans, ", ") + " sẽ chờ người khác."
	}
	return text + "\nĐồng ý không ạ?"
}

func textAwayDone(p, with report.Person, self bool) string {
	text := "Dạ, em đã ghi " + politeName(p) + " nghỉ."
	if self {
		text = "Dạ, em đã ghi thầy/cô nghỉ. Khi đi làm lại, thầy/cô gõ «em đi làm lại» ạ."
	}
	if with.ID != "" {
		text += " Em báo " + politeName(with) + " ngay ạ."
	}
	return text
}

func textAwayAlready(p report.Person, self bool) string {
	if self {
		return "Dạ, em đã ghi thầy/cô nghỉ rồi ạ. Khi đi làm lại, thầy/cô gõ «em đi làm lại»."
	}
	return "Dạ, em đã ghi " + politeName(p) + " nghỉ rồi ạ."
}

func textNotAway(p report.Person, self bool) string {
	if self {
		return "Dạ, em không ghi thầy/cô nghỉ ạ. Thầy/cô cứ trả lời như thường."
	}
	return "Dạ, em không ghi " + politeName(p) + " nghỉ ạ."
}

func textConfirmBack(p report.Person, self bool) string {
	if self {
		return "Dạ, thầy/cô đi làm lại rồi phải không ạ?"
	}
	return "Dạ, " + politeName(p) + " đi làm lại rồi phải không ạ?"
}

func textBackDone(p report.Person, self bool) string {
	if self {
		return "Dạ, em mừng thầy/cô đi làm lại. Em hỏi và nhắc như trước ạ."
	}
	return "Dạ, em đã ghi " + politeName(p) + " đi làm lại và báo ngay ạ."
}

func textStandInAway(p report.Person) string {
	return "Dạ, " + politeName(p) + " cũng đang nghỉ nên chưa làm thay được. Thầy/cô nhờ người khác giúp em ạ."
}

func textStandInAbsent(p report.Person) string {
	return "Dạ, " + politeName(p) + " chưa vào đây nên em chưa hỏi được. Thầy/cô nhờ người khác giúp em ạ."
}

func textConfirmLeave(p report.Person, self bool, duties []Duty) string {
	text := "Dạ, em bỏ " + politeName(p) + " khỏi danh sách: em không hỏi và không nhắc nữa, câu trả lời cũ vẫn giữ."
	if self {
		text = "Dạ, thầy/cô rời khỏi danh sách: em không hỏi và không nhắc nữa, câu trả lời cũ vẫn giữ. Muốn vào lại cần mã mời mới."
	}
	if len(duties) > 0 {
		text += " Những câu đang giao riêng:" + textDuties(duties)
	}
	return text + "\nĐồng ý không ạ?"
}

func textLeft(p report.Person, self bool) string {
	if self {
		return "Dạ, em đã bỏ tên thầy/cô khỏi danh sách. Em cảm ơn thầy/cô ạ."
	}
	return "Dạ, em đã bỏ " + politeName(p) + " khỏi danh sách ạ."
}

func textConfirmUnit(p report.Person, unit string) string {
	return "Dạ, em ghi " + politeName(p) + " thuộc " + unit + " phải không ạ?"
}

func textUnitDone(p report.Person, unit string) string {
	return "Dạ, em đã ghi " + politeName(p) + " thuộc " + unit + " ạ."
}

func textHasUnit(p report.Person) string {
	return "Dạ, " + politeName(p) + " đã thuộc " + p.Unit + " rồi ạ."
}

func textConfirmRole(p report.Person, r report.Role, self bool) string {
	if self {
		return "Dạ, từ nay thầy/cô là " + textRole(r) + " phải không ạ?"
	}
	return "Dạ, từ nay " + politeName(p) + " là " + textRole(r) + " phải không ạ?"
}

func textRoleDone(p report.Person, r report.Role) string {
	return "Dạ, từ nay " + politeName(p) + " là " + textRole(r) + " ạ."
}

func textHasRole(p report.Person) string {
	return "Dạ, " + politeName(p) + " đang là " + textRole(p.Role) + " rồi ạ."
}

func textConfirmInvite(o *PeopleOrder, p report.Person) string {
	if p.ID != "" {
		return "Dạ, em lập mã mời riêng cho " + politeName(p) + " phải không ạ?"
	}
	return fmt.Sprintf("Dạ, em lập mã mời %d %s phải không ạ?", o.Uses, textRole(o.Role))
}

func textJoinedAlready(p report.Person) string {
	return "Dạ, " + politeName(p) + " đã vào rồi, không cần mã nữa ạ."
}

// maxJoined is how many people are named who have joined one after another.
const maxJoined = 20

func textNewsJoined(p report.Person, more []report.Person) string {
	named := func(p report.Person) string {
		if p.Unit != "" {
			return politeName(p) + " (" + p.Unit + ")"
		}
		return politeName(p)
	}
	if len(more) == 0 {
		return "Dạ, " + named(p) + " vừa vào, vai " + textRole(p.Role) + " ạ."
	}
	all := append([]report.Person{p}, more...)
	rest := ""
	if n := len(all) - maxJoined; n > 0 {
		all, rest = all[:maxJoined], fmt.Sprintf(" và %d người nữa", n)
	}
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = named(p)
		if p.Role != report.Staff {
			names[i] += ", vai " + textRole(p.Role)
		}
	}
	return fmt.Sprintf("Dạ, thêm %d người vừa vào: %s%s ạ.", 1+len(more), strings.Join(names, "; "), rest)
}

func textNewsAbsent(n News) string {
	text := "Dạ, " + politeName(n.Who) + " nghỉ"
	if n.By != "" {
		text += " (" + n.By + " ghi)"
	}
	switch {
	case n.Other.ID != "":
		text += ", nhờ " + politeName(n.Other) + " làm thay."
	case len(n.Duties) > 0:
		text += ", chưa nhờ ai." + textWaitsForAdmin
	default:
		text += "."
	}
	text += textDuties(n.Duties)
	if len(n.Orphans) > 0 {
		text += "\nPhần làm thay cho " + strings.Join(n.Orphans, ", ") + " nay chờ người khác."
	}
	return text
}

func textNewsLeft(n News, vacant []string) string {
	text := "Dạ, " + politeName(n.Who) + " đã rời danh sách"
	if n.By != "" {
		text += " (" + n.By + " bỏ)"
	}
	text += "."
	if len(vacant) > 0 {
		text += " Những câu nay chưa có người trả lời:\n" + strings.Join(vacant, "\n") + "\nThầy/cô giao người khác giúp em ạ."
	}
	if len(n.Orphans) > 0 {
		text += "\nPhần làm thay cho " + strings.Join(n.Orphans, ", ") + " nay chờ người khác."
	}
	return text
}

func textVacant(c report.Campaign, places []int, of int) string {
	if len(places) == 0 {
		return fmt.Sprintf("- %s: %d câu", campaignLabel(c), of)
	}
	return fmt.Sprintf("- %s: câu %s", campaignLabel(c), joinNumbers(places))
}

func textNewsStandIn(n News) string {
	text := "Dạ, " + politeName(n.Who) + " nghỉ, nhờ thầy/cô trả lời thay."
	if len(n.Duties) == 0 {
		return text + " Hiện chưa có câu nào; có câu nào em hỏi ngay ạ."
	}
	return text + textDuties(n.Duties)
}

func textNewsOver(p report.Person) string {
	if p.Away != nil { // somebody else stands in now
		return "Dạ, thầy/cô không cần trả lời thay " + politeName(p) + " nữa ạ. Em cảm ơn thầy/cô."
	}
	return "Dạ, " + politeName(p) + " đã đi làm lại nên tự trả lời phần còn lại; câu thầy/cô đã trả lời thay vẫn giữ. Em cảm ơn thầy/cô đã làm thay ạ."
}

func textNewsAway(n News) string {
	text := "Dạ, " + cmp.Or(n.By, textAnAdmin) + " ghi thầy/cô nghỉ nên em không hỏi và không nhắc nữa."
	if n.Other.ID != "" {
		text += " " + capital(politeName(n.Other)) + " làm thay."
	}
	return text + " Khi đi làm lại, thầy/cô gõ «em đi làm lại» ạ."
}

func textNewsBack(by string) string {
	return "Dạ, " + cmp.Or(by, textAnAdmin) + " ghi thầy/cô đã đi làm lại. Em hỏi và nhắc như trước ạ."
}

func textNewsRole(by string, r report.Role) string {
	return "Dạ, " + cmp.Or(by, textAnAdmin) + " giao thầy/cô làm " + textRole(r) + ". Thầy/cô gõ «giúp» để xem các việc ạ."
}

func textNewsLinked(platform string) string {
	if platform == "web" {
		return "Dạ, vừa có người vào trang web bằng tên thầy/cô. Nếu không phải thầy/cô, gõ «bỏ liên kết web» ngay giúp em ạ."
	}
	return "Dạ, thầy/cô vừa nối thêm " + strings.TrimSpace("một tài khoản "+platformName(platform)) + ". Nếu không phải thầy/cô, gõ «bỏ liên kết» ngay giúp em ạ."
}

func textNewsCode(n News) string {
	code := spacedCode(n.Code)
	var text string
	switch {
	case n.Order.Link:
		text = fmt.Sprintf("Dạ, trong %d phút tới, thầy/cô mở trợ lý ở tài khoản kia rồi gõ mã này (dùng một lần):", LinkMinutes)
	case n.Who.ID != "":
		text = fmt.Sprintf("Dạ, mã mời riêng của %s, dùng một lần trong %d ngày:", politeName(n.Who), InviteDays)
	default:
		text = fmt.Sprintf("Dạ, mã mời %d %s, dùng trong %d ngày:", n.Order.Uses, textRole(n.Order.Role), InviteDays)
	}
	text += "\n" + code
	if n.Link != "" {
		text += "\nhoặc mở đường dẫn: " + n.Link
	}
	if n.At != "" {
		text += "\nhoặc vào trang web: " + n.At
	}
	if len(n.Typed) > 0 {
		text += "\nhoặc nhắn mã này cho bot trên " + platformNames(n.Typed)
	}
	if len(n.Full) > 0 {
		text += "\n" + capital(platformNames(n.Full)) + " đã đủ người nên không nhận thêm."
	}
	return text + "\nMã chỉ hiện một lần này ạ."
}

// spacedCode writes a code in groups of four, as it is read out.
func spacedCode(code string) string {
	var groups []string
	for len(code) > 4 {
		groups, code = append(groups, code[:4]), code[4:]
	}
	return strings.Join(append(groups, code), " ")
}
