# Around the table: information, sessions, documents, the side's own notes
withheld = content withheld
withheld-hint = What this act gives is a trade secret: only the two delegations read it. The act itself, its time and its receipt are open to whoever may see the negotiation.
label-documents = Documents handed over

# Documents
tab-documents = Documents
document = Document
documents-own = Your side's documents
documents-own-hint = Only your side sees them until they are served. Once served the other side can read them; they cannot be taken back or replaced.
documents-own-none = No document waits to be served.
documents-served-by = Served by the { $side }
documents-served-none = No document has been served yet.
document-add = Add a document
document-add-hint = PDF, DOCX, XLSX, PNG, JPEG, TXT or CSV, at most 20 MiB each.
confidential-hint = Trade secrets are for the two delegations alone; the labour bureau and everybody else never see their content.
document-store = Store for your side
document-remove = Remove
document-kind = Kind
document-text = Text
document-sheet = Spreadsheet (XLSX)
document-prose = Text document (DOCX)
served-by-act = Served by act no. { $seq }
stored-at = Stored
field-document-empty = The file is empty.
field-document-large = The file is larger than 20 MiB.
field-document-kind = Files of this kind are not taken. PDF, DOCX, XLSX, PNG, JPEG, TXT and CSV are.
field-document-differs = The content is not what the name's ending says. PDF, DOCX, XLSX (without macros), PNG, JPEG, TXT and CSV are taken.
field-document-bomb = The file unpacks to far more than it shows and is not taken.
field-record-full = Your side has put as many large texts on record here as it may; a shorter one is still taken.
field-document-many = Too many documents wait to be served; remove those not needed.

# The side's own notes
tab-notes = Caucus notes
notes-private = Only your side sees this: not the other side, not the labour bureau, not the operator.
notes-all = All notes
notes-none = There are no notes yet.
note = Note
note-new = Write a note
note-about = About
note-whole = The whole
note-write = Save the note
note-change = Change
note-save = Save the change
note-remove = Remove this note
note-edited = changed
give-and-take = Must have or trade
marks-hint = Which items must not be given up, and which may be traded.
marks-save = Save the marks
mark-must_have = must have
mark-trade_off = to trade
label-mark = Mark

# Information
tab-information = Information
information-hint = Each side gives the other true information that bears on the talks, in time; who does not give it says why.
information-none = Neither side has asked for information.
information-several = Asked for with the invitation
information-open = to be answered
information-asked = Asked
information-given = Given
information-refused = Refused, for this reason

# Sessions
tab-sessions = Sessions
sessions-none = No session has been held yet.
session-number = Session { $number }
next-chair = The chief of the { $side } chairs the next session.
next-chair-either = Either chief may chair the next session.
minutes = Minutes
minutes-signed = minutes signed
minutes-to-sign = minutes to be signed
minutes-missing = minutes to be recorded
signature-there = signed
signature-missing = to sign
notes-count = { $count } note(s)
notes-all-count = All { $count } notes
