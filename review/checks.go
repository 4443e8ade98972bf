package review

import (
	"thuky/report"
	"thuky/workday"
)

// Input is what a draft is checked with. Only Text is needed.
type Input struct {
	Text Text
	// Date is the day by which the draft is judged; zero is the date of the draft itself.
	Date workday.Date
	// Former is the report of the period before, nil for none.
	Former *Text
	// Template is what the draft was made from, nil for an unknown one.
	Template *report.Template
	// Campaign gives period and notice, and FormerCampaign those of Former. Where they are
	// zero, the period is read from the draft.
	Campaign, FormerCampaign report.Campaign
	// Divided are the questions that several people answered differently.
	Divided []Divided
	// Organisations say what bodies were called when; nil is what holds in the whole country.
	Organisations *report.Organisations
}

// Check looks a draft over and gives what it found, what matters most first. It is total:
// any text may come in, of which the first megabyte is looked at.
func Check(in Input) []Finding {
	d := newDraft(in)
	for _, check := range checks {
		check(d)
	}
	return rank(d.found)
}

// checks are all that is looked at. A new one is a file, a line here, and its codes in
// codes.go and docs/checks.md.
var checks = []func(*draft){
	checkHead,
	checkIdentifiers,
	checkCitations,
	checkHeadingOrder,
	checkHeadings,
	checkBreaks,
	checkGaps,
	checkOpening,
	checkEnding,
	checkQuestions,
	checkDivided,
	checkLists,
	checkTemplate,
	checkRepeats,
	checkFormer,
	checkPhrases,
	checkStale,
	checkPeriodWords,
	checkBodies,
	checkDocuments,
	checkEvents,
	checkRecipients,
	checkDateForms,
	checkPercents,
	checkSums,
	checkTableFigures,
	checkQuantities,
	checkConfusions,
	checkSpelling,
	checkToneStyle,
	checkVariants,
	checkWordings,
	checkCapitals,
	checkTerms,
	checkAbbreviations,
	checkDashes,
	checkSpaces,
	checkSentenceEnds,
	checkDoubled,
	checkClosing,
	checkMotto,
	checkPages,
	checkLooks,
}
