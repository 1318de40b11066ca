/**
 * Ordinary words that a rephrased note may use besides those of the note itself. The list is closed on purpose: what
 * is not on it might be a name. Words that turn a statement round (more, less, better, no, without), claim an amount
 * (half, twice, most, several) or a cause (because, due, leads) are left out: they count only where the note has them.
 */
const words = `
a about above across after again alike all along also although among an and another any appear appears are area around as
ask asks at attention away back be become becomes been before began begin begins being below beside between both but
button buttons by came can careful case cases change changed changes check checked choose clear clearly clicked clicking
clicks close closely come comes coming compare compared comparison consider control controls could day days describe
design detail details did different do does done during each earlier easier element elements end ended ends expect
expected experience explain explains fails feel feels field fields find finds flow follow following for form forms found
frequent frequently friction from further gave get gets give gives go goes going good happen happens has have having
help helps here hint hints how however i if in inspect instead into is issue issues it its itself journey just keep
keeps know known label labels later leave leaves leaving let look looked looking looks made make makes may me meet meets
message messages might moment moments move moves must name named near need needed needs new next now observe observed of
off offer often on once open opens or order other others our out over page pages part path people perhaps place places
please point points possible problem problems product promise properly quickly range reach reached reaches react read
ready recent receive recording recordings relate related release releases remain remains repeat repeated repeatedly
reply request respond response responses rest result results retry return review rough run runs same sample samples save
saw say screen screens see seem seems seen send sent session sessions share should show showing shown shows side sides
sign signs since slow slower so some someone something spend spent stage start started starts state stay stays step
steps still stop stops struggle struggles struggling such suggest suggests sure take taken takes task tasks team tell
tells test that the their them then there these they thing things this those though through till time times to together
took touch touched toward towards track tried try trying turn turned turning typical under understand until up upon us
use used user users using usually verify version view visit visitors visits wait waiting want was watch way ways we
well went were what when where whether which while who whose why will with within work works would yet you your
stands associated alongside
`;

export const vocabulary: ReadonlySet<string> = new Set(words.trim().split(/\s+/));
