package review

// rule is a code with what it means.
type rule struct {
	code     Code
	severity Severity // unless the finding says otherwise
	title    string
}

// Title says in a few Vietnamese words what a code finds.
func (c Code) Title() string { return ruleOf(c).title }

func severityOf(code Code) Severity { return ruleOf(code).severity }

func ruleOf(code Code) rule {
	for _, r := range rules {
		if r.code == code {
			return r
		}
	}
	return rule{code, Hint, string(code)} // unreachable: a test looks every code up
}

// The codes of findings, beside those of StaleWords. They are stable.
const (
	HeadingGap      Code = "heading-gap"
	HeadingRepeat   Code = "heading-repeat"
	HeadingOrder    Code = "heading-order"
	HeadingCase     Code = "heading-case"
	SectionEmpty    Code = "section-empty"
	BrokenLine      Code = "sentence-broken"
	HeadingLong     Code = "heading-long"
	Restated        Code = "answer-restates"
	AnswerDivided   Code = "answer-divided"
	Unanswered      Code = "question-unanswered"
	QuestionMissing Code = "question-missing"
	Gap             Code = "gap"
	Blank           Code = "blank"
	OpeningOpen     Code = "opening-open"
	EndMark         Code = "end-mark"
	ListMixed       Code = "list-mixed"

	IdentifierForm  Code = "identifier-form"
	IdentifierParty Code = "identifier-party"
	IdentifierMixed Code = "identifier-mixed"

	CitationKind       Code = "citation-kind"
	CitationDate       Code = "citation-date"
	CitationFuture     Code = "citation-future"
	CitationTitle      Code = "citation-title"
	CitationIssuer     Code = "citation-issuer"
	CitationIncomplete Code = "citation-incomplete"
	CitationNoNumber   Code = "citation-symbol"
	CitationSo         Code = "citation-so"
	CitationComma      Code = "citation-comma"
	CitationRepeat     Code = "citation-repeat"
	CitationLate       Code = "citation-late"

	Repeat       Code = "repeat"
	RepeatFormer Code = "repeat-former"
	RepeatPhrase Code = "repeat-phrase"

	StaleBody        Code = "stale-body"
	StaleDocument    Code = "stale-document"
	StaleEvent       Code = "stale-event"
	PeriodWord       Code = "period-word"
	DateEarly        Code = "date-early"
	RecipientMissing Code = "recipient-missing"

	DateInvalid Code = "date-invalid"
	DateWeekday Code = "weekday"
	DateForm    Code = "date-form"
	Sum         Code = "sum"
	Percent     Code = "percent"
	FigureMixed Code = "figure-mixed"
	NumberStyle Code = "number-style"

	Confusion   Code = "confusion"
	OldSpelling Code = "old-spelling"
	Syllable    Code = "syllable"
	HookTilde   Code = "hook-tilde"
	Lookalike   Code = "lookalike"
	ToneStyle   Code = "tone-style"

	RareVariant  Code = "rare-variant"
	Wording      Code = "wording"
	Capital      Code = "capital"
	CapitalMixed Code = "capital-mixed"
	TermMixed    Code = "term-mixed"
	Abbreviation Code = "abbreviation"
	Dash         Code = "dash"
	Spacing      Code = "space"
	Ellipsis     Code = "ellipsis"
	Unpaired     Code = "unpaired"
	EndSign      Code = "end-sign"
	SentenceCase Code = "sentence-case"
	Doubled      Code = "doubled-word"

	PageSize    Code = "page-size"
	PageMargins Code = "page-margins"
	PageNumber  Code = "page-number"
	Font        Code = "font"
	FontSize    Code = "font-size"
	LayoutLook  Code = "layout-look"
	LayoutText  Code = "layout-text"
	HeadForm    Code = "head-form"

	NumberMissing  Code = "number-missing"
	NumberForm     Code = "number-form"
	DateMissing    Code = "date-missing"
	ClosingMissing Code = "closing-missing"
	SignatureForm  Code = "signature-form"
	RecipientsForm Code = "recipients-form"
	HeadMissing    Code = "head-missing"
)
